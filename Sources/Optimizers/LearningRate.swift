#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The learning rate over the planned steps of a training.
public struct LearningRate: Sendable, Hashable {
    /// How the rate falls after the warm-up.
    public enum Schedule: Sendable, Hashable {
        /// `minimum + (base - minimum) * (1 + cos(pi * progress)) / 2` (Loshchilov and Hutter, ICLR 2017, without
        /// restarts).
        case cosine
        /// `base * factor` for every milestone that has been passed; milestones are shares of the planned steps.
        case step(milestones: [Double], factor: Double)
        /// `base * factor^(step / every)`, not below `minimum`; `every` is in steps and need not be whole, and the exponent
        /// of a staircase is rounded down. Steps of the warm-up count, as in TensorFlow and timm, so that the rate after a
        /// warm-up longer than `every` begins below `base`.
        case exponential(factor: Double, every: Double, isStaircase: Bool)
    }

    /// The largest rate.
    public var base: Double
    /// How it falls.
    public var schedule: Schedule
    /// Steps over which the rate goes linearly to `base`.
    public var warmupSteps: Int
    /// Steps of the whole training as planned.
    public var plannedSteps: Int
    /// The rate below which no schedule falls; the warm-up begins where it begins.
    public var minimum: Double
    /// The rate that the warm-up comes from: it begins one step from it.
    public var warmupFrom: Double

    /// A rate that goes to `base` over the warm-up, and falls by the schedule until the planned end.
    ///
    /// - Precondition: `minimum` is at most `base`, and the `every` of an exponential schedule positive.
    public init(
        base: Double, schedule: Schedule, warmupSteps: Int, plannedSteps: Int, minimum: Double = 0,
        warmupFrom: Double = 0
    ) {
        precondition(minimum <= base)
        if case .exponential(_, let every, _) = schedule { precondition(every > 0) }
        self.base = base
        self.schedule = schedule
        self.warmupSteps = warmupSteps
        self.plannedSteps = plannedSteps
        self.minimum = minimum
        self.warmupFrom = warmupFrom
    }

    /// The rate of a step, counted from 0.
    ///
    /// Cosine starts from the warm-up's end and would reach `minimum` at step `plannedSteps`; beyond it stays there.
    public func rate(at step: Int) -> Double {
        if step < warmupSteps { return warmupFrom + (base - warmupFrom) * Double(step + 1) / Double(warmupSteps) }
        switch schedule {
        case .cosine:
            let length = max(1, plannedSteps - warmupSteps)
            let progress = min(1, Double(step - warmupSteps) / Double(length))
            return minimum + (base - minimum) * (1 + cos(.pi * progress)) / 2
        case .step(let milestones, let factor):
            let progress = Double(step) / Double(max(1, plannedSteps))
            return max(minimum, milestones.reduce(base) { $1 <= progress ? $0 * factor : $0 })
        case .exponential(let factor, let every, let isStaircase):
            let exponent = Double(step) / every
            // 11 / (1.1 * 10) is just below 1: a stair must not come a step late for the last digit's sake.
            let stairs = (exponent + 1e-9).rounded(.down)
            return max(minimum, base * pow(factor, isStaircase ? stairs : exponent))
        }
    }
}
