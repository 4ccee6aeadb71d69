import Layout
import Optimizers
import Testing
import Workers

struct SGDTests {
    /// One tensor's numbers before or after a step, in Double.
    private struct Numbers {
        var weights: [Double]
        var velocities: [Double]
    }

    /// The formulas of `SGD`, one number at a time.
    private func reference(_ before: Numbers, gradients: [Double], sgd: SGD, decays: Bool, rate: Float) -> Numbers {
        var after = before
        for index in before.weights.indices {
            let decay = decays ? Double(sgd.weightDecay) : 0
            let gradient = gradients[index] + decay * before.weights[index]
            let velocity = Double(sgd.momentum) * before.velocities[index] + gradient
            after.velocities[index] = velocity
            let direction = sgd.isNesterov ? gradient + Double(sgd.momentum) * velocity : velocity
            after.weights[index] -= Double(rate) * direction
        }
        return after
    }

    private func numbers(_ buffer: FloatBuffer, _ range: Range<Int>) -> [Double] {
        range.map { Double(buffer.pointer[$0]) }
    }

    /// Three roundings a number: within 4 ulp of values that stay below 8.
    @Test(arguments: [
        SGD(momentum: 0, weightDecay: 0), SGD(momentum: 0.9, weightDecay: 0), SGD(momentum: 0.9, weightDecay: 0.05),
        SGD(momentum: 0.9, weightDecay: 0.05, isNesterov: true),
    ])
    func stepFollowsItsFormulas(sgd: SGD) async throws {
        let net = try TinySupernet()
        let table = net.layout.table
        let team = WorkerTeam(width: 2)
        let weights = FloatBuffer.normal(table.count, index: 1)
        let velocities = FloatBuffer.normal(table.count, index: 2)
        for step in 0..<2 {
            let gradients = FloatBuffer.normal(table.count, index: 3 + step)
            let before = table.parameters.map {
                (
                    Numbers(weights: numbers(weights, $0.range), velocities: numbers(velocities, $0.range)),
                    numbers(gradients, $0.range)
                )
            }
            try await team.run { crew in
                sgd.step(
                    table.parameters, weights: weights, gradients: gradients, velocities: velocities, rate: 0.3,
                    crew: crew)
            }
            for (parameter, (old, slope)) in zip(table.parameters, before) {
                let expected = reference(old, gradients: slope, sgd: sgd, decays: parameter.decays, rate: 0.3)
                let differences =
                    zip(numbers(weights, parameter.range), expected.weights).map { abs($0 - $1) }
                    + zip(numbers(velocities, parameter.range), expected.velocities).map { abs($0 - $1) }
                #expect(differences.allSatisfy { $0 < 4e-6 }, "\(parameter.name)")
                #expect(numbers(gradients, parameter.range).allSatisfy { $0 == 0 }, "\(parameter.name)")
            }
        }
    }

    /// The fault of a decay that lands in another argument: a sampled weight with no gradient must still shrink.
    @Test func weightWithoutGradientIsMultipliedByOneMinusRateTimesDecay() async throws {
        let net = try TinySupernet()
        let table = net.layout.table
        let weights = FloatBuffer.normal(table.count, index: 1)
        let before = weights.copy()
        let zero = FloatBuffer(count: table.count)
        let velocities = FloatBuffer(count: table.count)
        let sgd = SGD(momentum: 0.9, weightDecay: 0.01)
        try await WorkerTeam(width: 1).run { crew in
            sgd.step(table.parameters, weights: weights, gradients: zero, velocities: velocities, rate: 0.5, crew: crew)
        }
        for parameter in table.parameters {
            for place in parameter.range {
                let old = before.pointer[place]
                let expected = parameter.decays ? Double(old) * (1 - 0.5 * Double(Float(0.01))) : Double(old)
                #expect(abs(Double(weights.pointer[place]) - expected) <= Double(old.ulp), "\(parameter.name)")
            }
        }
    }

    @Test func decayFallsOnWeightsAndNotOnBatchNormAndBiases() throws {
        for parameter in try TinySupernet().layout.table.parameters {
            let isWeight = parameter.name.hasSuffix(".weight")
            #expect(isWeight == (parameter.shape.count > 1), "\(parameter.name)")
            #expect(parameter.decays == isWeight, "\(parameter.name)")
        }
    }

    @Test func tensorsThatAreNotNamedKeepEveryBit() async throws {
        let net = try TinySupernet()
        let table = net.layout.table
        let arenas = (0..<3).map { FloatBuffer.normal(table.count, index: $0) }
        let before = arenas.map { $0.copy() }
        let stepped = Array(table.parameters.enumerated().filter { $0.offset.isMultiple(of: 3) }.map(\.element))
        try await WorkerTeam(width: 2).run { crew in
            SGD(momentum: 0.9, weightDecay: 0.1).step(
                stepped, weights: arenas[0], gradients: arenas[1], velocities: arenas[2], rate: 0.1, crew: crew)
        }
        var isStepped = [Bool](repeating: false, count: table.count)
        for parameter in stepped { for place in parameter.range { isStepped[place] = true } }
        for (arena, old) in zip(arenas, before) {
            let changed = (0..<table.count).filter { arena.pointer[$0].bitPattern != old.pointer[$0].bitPattern }
            #expect(changed.allSatisfy { isStepped[$0] })
            #expect(Set(changed) == Set(isStepped.indices.filter { isStepped[$0] }))
        }
    }
}
