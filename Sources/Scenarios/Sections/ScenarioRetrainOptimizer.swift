public import Optimizers
import ScenarioKeys

/// The optimiser of a network that is trained from scratch, as a scenario sets it.
public struct ScenarioRetrainOptimizer: Hashable, Sendable {
    /// The rule of the update.
    public enum Rule: String, CaseIterable, Hashable, Sendable {
        /// Stochastic gradient descent with momentum.
        case sgd
        /// RMSprop with momentum, in TensorFlow's form.
        case rmsprop
    }

    /// The rule of the update.
    public let rule: Rule
    /// The momentum, in [0, 1).
    public let momentum: Double
    /// The weight decay; not applied to batch norm and biases.
    public let weightDecay: Double
    /// Whether the momentum of `sgd` looks ahead.
    public let isNesterov: Bool
    /// What `rmsprop` adds under the root.
    public let epsilon: Double
    /// The share of the past in the running means of `rmsprop`, in [0, 1).
    public let decay: Double

    init(_ section: ScenarioSection) throws(ScenarioError) {
        rule = try section.choice("rule", .sgd, "the optimizer of the retraining")
        momentum = try section.number("momentum", 0.9, in: .from(0, below: 1), "momentum of the optimizer")
        weightDecay = try section.number(
            "weight_decay", 5e-5, in: .from(0, to: 1), "weight decay (not applied to batch norm and biases)")
        isNesterov = try section.flag("nesterov", false, "use Nesterov momentum; of \"sgd\" only")
        // In Float too small a number would be 0, and 0 / 0 is a step.
        epsilon = try section.number(
            "epsilon", 1e-3, in: .from(1e-12, to: 1), "epsilon of \"rmsprop\", added under the square root")
        decay = try section.number(
            "decay", 0.9, in: .from(0, below: 1), "decay (alpha in PyTorch) of the running means of \"rmsprop\"")
        if isNesterov && rule != .sgd {
            throw section.conflict(
                "retrain.optimizer.nesterov is true and retrain.optimizer.rule is \"\(rule.rawValue)\"; expected \"sgd\""
            )
        }
        if isNesterov && momentum == 0 {
            throw section.conflict(
                "retrain.optimizer.nesterov is true and retrain.optimizer.momentum is 0; expected a momentum above 0")
        }
    }

    /// The optimiser.
    public var optimizer: Optimizer {
        switch rule {
        case .sgd:
            .sgd(SGD(momentum: Float(momentum), weightDecay: Float(weightDecay), isNesterov: isNesterov))
        case .rmsprop:
            .rmsProp(
                RMSProp(
                    decay: Float(decay), momentum: Float(momentum), epsilon: Float(epsilon),
                    weightDecay: Float(weightDecay)))
        }
    }
}
