import Testing

@testable import Optimizers

struct MomentumStepTests {
    /// Every count of weights; three steps, each from where the one before led.
    @Test(arguments: [false, true]) func stepsAgreeWithTheFormulaInDouble(isNesterov: Bool) throws {
        let (rate, momentum, decay): (Float, Float, Float) = (0.12, 0.9, 4e-5)
        for count in 0...70 {
            try GuardedArena.use("\(count) weights") { arena in
                var samples = Samples(count)
                let weights = arena.floats(samples.floats(count))
                let velocities = arena.floats(samples.floats(count))
                for step in 0..<3 {
                    let gradients = arena.floats(samples.floats(count))
                    let (w, v, g) = (weights.values.exact, velocities.values.exact, gradients.values.exact)
                    MomentumStep(rate: rate, momentum: momentum, weightDecay: decay, isNesterov: isNesterov).apply(
                        weights: weights.pointer, gradients: gradients.pointer, velocities: velocities.pointer,
                        count: count)
                    let what = "\(count) weights, step \(step), Nesterov \(isNesterov)"
                    // Two terms each, of one product.
                    func sum(_ a: Estimate, _ factor: Float, _ b: Estimate) -> Estimate {
                        var sum = Sum()
                        sum.add(a * Estimate(factor))
                        sum.add(b)
                        return sum.result()
                    }
                    let total = zip(w, g).map { sum($0, decay, $1) }
                    let velocity = zip(v, total).map { sum($0, momentum, $1) }
                    let direction = isNesterov ? zip(velocity, total).map { sum($0, momentum, $1) } : velocity
                    try velocities.requireAgreement(with: velocity, "velocity of \(what)")
                    try weights.requireAgreement(
                        with: zip(direction, w).map { sum($0, -rate, $1) }, "weight of \(what)")
                    #expect(gradients.bitPatterns.allSatisfy { $0 == 0 }, "gradient of \(what)")
                }
            }
        }
    }

    /// Cut anywhere, the arena takes the same step: the bits do not depend on who updates which range.
    @Test(arguments: [false, true]) func aWeightHasTheSameBitsWhereverTheRangeIsCut(isNesterov: Bool) throws {
        let count = 67
        let step = MomentumStep(rate: 0.1, momentum: 0.9, weightDecay: 1e-4, isNesterov: isNesterov)
        func run(cuts: [Int]) throws -> [UInt32] {
            try GuardedArena.use("cuts \(cuts)") { arena in
                var samples = Samples(3)
                let (w, g, v) = (
                    arena.floats(samples.floats(count)), arena.floats(samples.floats(count)),
                    arena.floats(samples.floats(count))
                )
                for (first, end) in zip([0] + cuts, cuts + [count]) {
                    step.apply(
                        weights: w.pointer + first, gradients: g.pointer + first, velocities: v.pointer + first,
                        count: end - first)
                }
                return w.bitPatterns + v.bitPatterns
            }
        }
        let whole = try run(cuts: [])
        for cut in 0...count { #expect(try run(cuts: [cut]) == whole, "cut at \(cut)") }
    }

    @Test func oneNumberThatIsNotFiniteIsFoundAnywhere() throws {
        for count in 0...50 {
            try GuardedArena.use("\(count) numbers") { arena in
                let x = arena.floats(Samples.floats(count).map { $0 * .greatestFiniteMagnitude })
                #expect(allFinite(count: count) { x.pointer[$0] }, "\(count) numbers")
                for place in 0..<count {
                    for bad in [Float.nan, .infinity, -.infinity] {
                        let kept = x.pointer[place]
                        x.pointer[place] = bad
                        #expect(!allFinite(count: count) { x.pointer[$0] }, "\(bad) at \(place) of \(count)")
                        x.pointer[place] = kept
                    }
                }
            }
        }
    }
}
