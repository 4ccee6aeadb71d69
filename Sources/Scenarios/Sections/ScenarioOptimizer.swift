import Documents
public import Optimizers
import ScenarioKeys

/// Stochastic gradient descent as a scenario sets it.
public struct ScenarioOptimizer: Hashable, Sendable {
    /// How the learning rate falls.
    public enum Schedule: String, CaseIterable, Hashable, Sendable {
        /// Half a cosine from the full rate to 0.
        case cosine
        /// Multiplied by the factor at each milestone.
        case step
    }

    /// The largest learning rate.
    public let learningRate: Double
    /// The momentum, in [0, 1).
    public let momentum: Double
    /// Whether the momentum looks ahead.
    public let isNesterov: Bool
    /// The weight decay; not applied to batch norm and biases.
    public let weightDecay: Double
    /// The share of the target spread over all classes, in [0, 1).
    public let labelSmoothing: Double
    /// How the learning rate falls.
    public let schedule: Schedule
    /// Where the step schedule steps, as ascending shares of the planned steps.
    public let milestones: [Double]
    /// What the step schedule multiplies by.
    public let stepFactor: Double
    /// The share of the planned steps over which the rate rises linearly.
    public let warmup: Double

    init(_ section: ScenarioSection) throws(ScenarioError) {
        learningRate = try section.number("learning_rate", 0.1, in: .above(0, to: 100), "the largest learning rate")
        momentum = try section.number("momentum", 0.9, in: .from(0, below: 1), "momentum of SGD, as in PyTorch")
        isNesterov = try section.flag("nesterov", false, "use Nesterov momentum")
        weightDecay = try section.number(
            "weight_decay", 4e-5, in: .from(0, to: 1), "weight decay (not applied to batch norm and biases)")
        labelSmoothing = try section.number(
            "label_smoothing", 0.1, in: .from(0, below: 1), "label smoothing; 0 = none")
        schedule = try section.choice("schedule", .cosine, "how the rate falls over the planned steps")
        milestones = try section.numbers(
            "milestones", [0.5, 0.75], in: .above(0, below: 1),
            "shares of the planned steps at which \"step\" lowers the learning rate")
        stepFactor = try section.number(
            "step_factor", 0.1, in: .above(0, to: 1), "factor by which \"step\" multiplies the learning rate")
        warmup = try section.number(
            "warmup", 0, in: .from(0, below: 1), "share of the planned steps over which the rate rises linearly")
        if zip(milestones, milestones.dropFirst()).contains(where: { $0 >= $1 }) {
            throw section.conflict(
                "supernet.optimizer.milestones is \(JSONValue.array(milestones.map { JSONValue($0) })); "
                    + "expected ascending shares")
        }
        if isNesterov && momentum == 0 {
            throw section.conflict(
                "supernet.optimizer.nesterov is true and supernet.optimizer.momentum is 0; expected a momentum above 0")
        }
    }

    /// The learning rate over so many planned steps.
    public func learningRate(plannedSteps: Int) -> LearningRate {
        LearningRate(
            base: learningRate,
            schedule: schedule == .cosine ? .cosine : .step(milestones: milestones, factor: stepFactor),
            warmupSteps: Int((warmup * Double(plannedSteps)).rounded(.up)), plannedSteps: plannedSteps)
    }

    /// The update rule.
    public var rule: SGD {
        SGD(momentum: Float(momentum), weightDecay: Float(weightDecay), isNesterov: isNesterov)
    }
}
