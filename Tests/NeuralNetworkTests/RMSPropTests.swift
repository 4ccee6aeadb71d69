import Layout
import Optimizers
import Testing
import Workers

struct RMSPropTests {
    /// The arenas of a tiny supernet, filled at random; running means are positive.
    private struct Arenas {
        let table: ParameterTable
        let weights, gradients, meanSquares, velocities: FloatBuffer

        init() throws {
            table = try TinySupernet().layout.table
            weights = .normal(table.count, index: 0)
            gradients = .normal(table.count, index: 1)
            meanSquares = .normal(table.count, index: 2)
            velocities = .normal(table.count, index: 3)
            for place in 0..<table.count { meanSquares.pointer[place] *= meanSquares.pointer[place] }
        }

        var all: [FloatBuffer] { [weights, gradients, meanSquares, velocities] }

        func step(_ rule: RMSProp, _ parameters: [Parameter], rate: Float, workers: Int = 2) async throws {
            try await WorkerTeam(width: workers).run { crew in
                rule.step(
                    parameters, weights: weights, gradients: gradients, meanSquares: meanSquares,
                    velocities: velocities, rate: rate, crew: crew)
            }
        }

        func numbers(_ arena: FloatBuffer, _ range: Range<Int>) -> [Double] {
            range.map { Double(arena.pointer[$0]) }
        }
    }

    @Test(arguments: [
        RMSProp(weightDecay: 1e-5), RMSProp(decay: 0.5, momentum: 0, epsilon: 0.1, weightDecay: 0.3),
    ])
    func stepFollowsItsFormulas(rule: RMSProp) async throws {
        let arenas = try Arenas()
        for _ in 0..<2 {
            let before = arenas.table.parameters.map { parameter in
                arenas.all.map { arenas.numbers($0, parameter.range) }
            }
            try await arenas.step(rule, arenas.table.parameters, rate: 0.03)
            for (parameter, old) in zip(arenas.table.parameters, before) {
                let pull = parameter.decays ? Double(rule.weightDecay) : 0
                for (index, place) in parameter.range.enumerated() {
                    let slope = old[1][index] + pull * old[0][index]
                    let square =
                        Double(rule.decay) * old[2][index] + (1 - Double(rule.decay)) * slope * slope
                    let velocity =
                        Double(rule.momentum) * old[3][index]
                        + Double(Float(0.03)) * slope / (square + Double(rule.epsilon)).squareRoot()
                    // A few roundings of numbers below 32.
                    #expect(abs(Double(arenas.meanSquares.pointer[place]) - square) < 1e-5, "\(parameter.name)")
                    #expect(abs(Double(arenas.velocities.pointer[place]) - velocity) < 1e-5, "\(parameter.name)")
                    #expect(
                        abs(Double(arenas.weights.pointer[place]) - (old[0][index] - velocity)) < 1e-5,
                        "\(parameter.name)")
                    #expect(arenas.gradients.pointer[place] == 0)
                }
            }
        }
    }

    /// A past step keeps the rate that it was taken with: at rate 0 the weights go on moving.
    @Test func momentumHoldsStepsAndNotSlopes() async throws {
        let arenas = try Arenas()
        let rule = RMSProp(decay: 0.9, momentum: 0.5, epsilon: 1e-3, weightDecay: 0)
        let (weights, velocities) = (arenas.weights.copy(), arenas.velocities.copy())
        try await arenas.step(rule, arenas.table.parameters, rate: 0)
        for parameter in arenas.table.parameters {
            for place in parameter.range {
                let half = velocities.pointer[place] * 0.5
                #expect(arenas.velocities.pointer[place] == half)
                #expect(arenas.weights.pointer[place] == weights.pointer[place] - half)
            }
        }
    }

    @Test func tensorsThatAreNotNamedKeepEveryBit() async throws {
        let arenas = try Arenas()
        let before = arenas.all.map { $0.copy() }
        let stepped = arenas.table.parameters.enumerated().filter { $0.offset.isMultiple(of: 3) }.map(\.element)
        try await arenas.step(RMSProp(weightDecay: 0.1), stepped, rate: 0.1)
        let places = Set(stepped.flatMap(\.range))
        for (arena, old) in zip(arenas.all, before) {
            let changed = (0..<arena.count).filter { arena.pointer[$0].bitPattern != old.pointer[$0].bitPattern }
            #expect(Set(changed) == places)
        }
    }

    @Test func bitsDoNotDependOnTheWorkers() async throws {
        let (one, three) = (try Arenas(), try Arenas())
        for _ in 0..<2 {
            try await one.step(RMSProp(weightDecay: 0.1), one.table.parameters, rate: 0.1, workers: 1)
            try await three.step(RMSProp(weightDecay: 0.1), three.table.parameters, rate: 0.1, workers: 3)
        }
        for (a, b) in zip(one.all, three.all) { #expect(a.bytes.elementsEqual(b.bytes)) }
    }

    /// What overflows: the weights, or the running means, of the first or the last number of a tensor.
    @Test func divergenceIsSeenInEveryTensorBeforeAnythingIsWritten() throws {
        let arenas = try Arenas()
        let before = [arenas.weights, arenas.meanSquares, arenas.velocities].map { $0.copy() }
        func diverging() -> Parameter? {
            RMSProp(weightDecay: 0.1).firstDiverging(
                arenas.table.parameters, weights: arenas.weights, gradients: arenas.gradients,
                meanSquares: arenas.meanSquares, velocities: arenas.velocities, rate: 0.1)
        }
        #expect(diverging() == nil)
        for parameter in arenas.table.parameters {
            for place in [parameter.range.lowerBound, parameter.range.upperBound - 1] {
                for bad: Float in [.nan, .infinity, 1e30] {
                    let kept = arenas.gradients.pointer[place]
                    arenas.gradients.pointer[place] = bad
                    #expect(diverging() == parameter, "\(parameter.name)")
                    arenas.gradients.pointer[place] = kept
                }
            }
        }
        for (arena, old) in zip([arenas.weights, arenas.meanSquares, arenas.velocities], before) {
            #expect(arena.bytes.elementsEqual(old.bytes))
        }
    }
}
