import Testing

@testable import Optimizers

struct RMSPropStepTests {
    private static let usual = RMSPropStep(rate: 0.1, decay: 0.9, momentum: 0.9, epsilon: 1e-3, weightDecay: 1e-5)

    /// Operands of one step.
    private struct Operands {
        let weights, gradients, meanSquares, velocities: GuardedFloats

        /// Numbers from (-1, 1), running means from (0, 2).
        init(_ arena: GuardedArena, _ samples: inout Samples, count: Int) {
            weights = arena.floats(samples.floats(count))
            gradients = arena.floats(samples.floats(count))
            meanSquares = arena.floats(samples.floats(count, middle: 1))
            velocities = arena.floats(samples.floats(count))
        }

        func take(_ step: RMSPropStep = usual, in range: Range<Int>) {
            step.apply(
                weights: weights.pointer + range.lowerBound, gradients: gradients.pointer + range.lowerBound,
                meanSquares: meanSquares.pointer + range.lowerBound, velocities: velocities.pointer + range.lowerBound,
                count: range.count)
        }

        func stayFinite() -> Bool {
            usual.staysFinite(
                weights: weights.pointer, gradients: gradients.pointer, meanSquares: meanSquares.pointer,
                velocities: velocities.pointer, count: weights.count)
        }

        var bits: [UInt32] { weights.bitPatterns + meanSquares.bitPatterns + velocities.bitPatterns }
    }

    /// Every count of weights; three steps, each from where the one before led.
    @Test(arguments: [
        RMSPropReference(rate: 0.064, decay: 0.9, momentum: 0.9, epsilon: 1e-3, weightDecay: 1e-5),
        RMSPropReference(rate: 0.3, decay: 0.3, momentum: 0, epsilon: 1e-8, weightDecay: 0.1),
        RMSPropReference(rate: 0.3, decay: 0, momentum: 0.5, epsilon: 1, weightDecay: 0),
    ])
    func stepsAgreeWithTheFormulaInDouble(reference: RMSPropReference) throws {
        for count in 0...70 {
            try GuardedArena.use("\(count) weights") { arena in
                var samples = Samples(count)
                let operands = Operands(arena, &samples, count: count)
                for step in 0..<3 {
                    operands.gradients.pointer.update(from: samples.floats(count), count: count)
                    let old = (
                        w: operands.weights.values.exact, g: operands.gradients.values.exact,
                        s: operands.meanSquares.values.exact, v: operands.velocities.values.exact
                    )
                    operands.take(
                        RMSPropStep(
                            rate: reference.rate, decay: reference.decay, momentum: reference.momentum,
                            epsilon: reference.epsilon, weightDecay: reference.weightDecay), in: 0..<count)
                    let new = (0..<count).map { index in
                        reference.step(
                            weight: old.w[index], gradient: old.g[index], meanSquare: old.s[index],
                            velocity: old.v[index])
                    }
                    let what = "\(count) weights, step \(step)"
                    try operands.meanSquares.requireAgreement(with: new.map(\.meanSquare), "mean square of \(what)")
                    try operands.velocities.requireAgreement(with: new.map(\.velocity), "velocity of \(what)")
                    try operands.weights.requireAgreement(with: new.map(\.weight), "weight of \(what)")
                    #expect(operands.gradients.bitPatterns.allSatisfy { $0 == 0 }, "gradient of \(what)")
                }
            }
        }
    }

    /// Every number of the calculation is exact, so the results are too: rate 1/2, decay 3/4, momentum 1/2, epsilon 3,
    /// weight decay 1/2.
    @Test func stepsGiveTheValuesReckonedByHand() throws {
        // Weight, gradient, mean square and velocity before; weight, mean square and velocity after.
        let rows: [(before: [Float], after: [Float])] = [
            // g = 0 + 1, s = 1, v = 1/2 + 1/2 * 1 / sqrt(1 + 3).
            ([2, 0, 1, 1], [1.25, 1, 0.75]),
            // g = 3, s = 5 + 1/4 * (9 - 5), v = -1 + 1/2 * 3 / sqrt(6 + 3).
            ([0, 3, 5, -2], [0.5, 6, -0.5]),
            ([0, -3, 5, 0], [0.5, 6, -0.5]),
            // Nothing but the past.
            ([0, 0, 0, 1], [-0.5, 0, 0.5]),
            // The decay and the gradient cancel: the running mean falls and nothing moves.
            ([4, -2, 4, 0], [4, 3, 0]),
        ]
        for count in 1...40 {
            try GuardedArena.use("\(count) weights") { arena in
                let chosen = (0..<count).map { rows[$0 % rows.count] }
                let columns = (0..<4).map { column in arena.floats(chosen.map { $0.before[column] }) }
                RMSPropStep(rate: 0.5, decay: 0.75, momentum: 0.5, epsilon: 3, weightDecay: 0.5).apply(
                    weights: columns[0].pointer, gradients: columns[1].pointer, meanSquares: columns[2].pointer,
                    velocities: columns[3].pointer, count: count)
                #expect(columns[0].values == chosen.map { $0.after[0] }, "weights, \(count)")
                #expect(columns[2].values == chosen.map { $0.after[1] }, "mean squares, \(count)")
                #expect(columns[3].values == chosen.map { $0.after[2] }, "velocities, \(count)")
            }
        }
    }

    /// Cut anywhere, the arena takes the same step: the bits do not depend on who updates which range.
    @Test func aWeightHasTheSameBitsWhereverTheRangeIsCut() throws {
        let count = 67
        func run(cut: Int) throws -> [UInt32] {
            try GuardedArena.use("cut at \(cut)") { arena in
                var samples = Samples(3)
                let operands = Operands(arena, &samples, count: count)
                operands.take(in: 0..<cut)
                operands.take(in: cut..<count)
                return operands.bits
            }
        }
        let whole = try run(cut: 0)
        for cut in 1...count { #expect(try run(cut: cut) == whole, "cut at \(cut)") }
    }

    /// A running mean that fell below 0 would make a root of a negative number: over long falls from any height it must
    /// not.
    @Test func runningMeansNeverFallBelowZero() throws {
        for decay: Float in [0, 0.1, 0.3, 0.5, 0.9, 0.999] {
            let step = RMSPropStep(rate: 0.1, decay: decay, momentum: 0.9, epsilon: 1e-8, weightDecay: 0)
            try GuardedArena.use("decay \(decay)") { arena in
                let heights = (0..<64).map { Float(sign: .plus, exponent: $0 - 140, significand: 1.7) }
                let means = arena.floats(heights)
                let rest = (0..<3).map { _ in arena.floats([Float](repeating: 0, count: heights.count)) }
                for _ in 0..<400 {
                    step.apply(
                        weights: rest[0].pointer, gradients: rest[1].pointer, meanSquares: means.pointer,
                        velocities: rest[2].pointer, count: heights.count)
                    #expect(means.values.allSatisfy { $0 >= 0 })
                    #expect(rest[0].values.allSatisfy { $0 == 0 })
                }
            }
        }
    }

    /// One bad number among good ones, in every operand and at every place: the step is foretold as it then turns out.
    @Test func stepsThatLeaveTheFiniteNumbersAreForetold() throws {
        // The square of the last overflows, which stops its weight for good without making it anything but finite.
        let bad: [Float] = [.nan, .infinity, -.infinity, 1e30]
        for count in 1...34 {
            for place in 0..<count {
                for number in bad {
                    for operand in 0..<4 {
                        try GuardedArena.use("\(number) at \(place) of \(count), operand \(operand)") { arena in
                            var samples = Samples(count)
                            let operands = Operands(arena, &samples, count: count)
                            #expect(operands.stayFinite())
                            let all = [
                                operands.weights, operands.gradients, operands.meanSquares, operands.velocities,
                            ]
                            all[operand].pointer[place] = operand == 2 ? abs(number) : number
                            let before = all.map(\.bitPatterns)
                            let foretold = operands.stayFinite()
                            #expect(all.map(\.bitPatterns) == before)
                            operands.take(in: 0..<count)
                            let turnsOut = (operands.weights.values + operands.meanSquares.values)
                                .allSatisfy(\.isFinite)
                            #expect(foretold == turnsOut, "\(number) at \(place) of \(count), operand \(operand)")
                            if operand == 1 || !number.isFinite { #expect(!foretold) }
                        }
                    }
                }
            }
        }
    }
}
