#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The learning rate over the planned steps of a training.
public struct LearningRate: Sendable, Hashable {
    /// How the rate falls after the warm-up.
    public enum Schedule: Sendable, Hashable {
        /// `base * (1 + cos(pi * progress)) / 2` (Loshchilov and Hutter, ICLR 2017, without restarts).
        case cosine
        /// `base * factor` for every milestone that has been passed; milestones are shares of the planned steps.
        case step(milestones: [Double], factor: Double)
    }

    /// The largest rate.
    public var base: Double
    /// How it falls.
    public var schedule: Schedule
    /// Steps over which the rate rises linearly to `base`.
    public var warmupSteps: Int
    /// Steps of the whole training as planned.
    public var plannedSteps: Int

    /// Names the settings.
    public init(base: Double, schedule: Schedule, warmupSteps: Int, plannedSteps: Int) {
        self.base = base
        self.schedule = schedule
        self.warmupSteps = warmupSteps
        self.plannedSteps = plannedSteps
    }

    /// The rate of a step, counted from 0.
    ///
    /// Cosine starts from the warm-up's end and would reach 0 at step `plannedSteps`; beyond it stays there.
    public func rate(at step: Int) -> Double {
        if step < warmupSteps { return base * Double(step + 1) / Double(warmupSteps) }
        switch schedule {
        case .cosine:
            let length = max(1, plannedSteps - warmupSteps)
            let progress = min(1, Double(step - warmupSteps) / Double(length))
            return base * (1 + cos(.pi * progress)) / 2
        case .step(let milestones, let factor):
            let progress = Double(step) / Double(max(1, plannedSteps))
            return milestones.reduce(base) { $1 <= progress ? $0 * factor : $0 }
        }
    }
}
