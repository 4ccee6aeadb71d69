import Documents
import Optimizers
import ScenarioKeys

/// The learning rate of a network that is trained from scratch, as a scenario sets it.
public struct ScenarioRetrainRate: Hashable, Sendable {
    /// How the rate falls.
    public enum Schedule: String, CaseIterable, Hashable, Sendable {
        /// Half a cosine from the warm-up's end to the last step.
        case cosine
        /// Multiplied by the same factor again and again.
        case exponential
    }

    /// The rate when the warm-up is over.
    public let initial: Double
    /// How the rate falls.
    public let schedule: Schedule
    /// Epochs over which the rate rises linearly.
    public let warmupEpochs: Double
    /// The rate from which the warm-up rises, or falls.
    public let warmupFrom: Double
    /// What `exponential` multiplies by.
    public let decayFactor: Double
    /// Epochs in which `exponential` multiplies once.
    public let decayEpochs: Double
    /// Whether `exponential` multiplies at once at the end of these epochs, and not a little at every step.
    public let isStaircase: Bool
    /// The rate below which no schedule falls.
    public let minimum: Double

    init(
        _ section: ScenarioSection, epochs: Int, batch: Int, rule: ScenarioRetrainOptimizer.Rule
    ) throws(ScenarioError) {
        initial = try section.number(
            "initial", rule == .sgd ? 0.1 : 0.064 * Double(batch) / 1024, in: .above(0, to: 100),
            follows: "0.1 for \"sgd\", 0.064 x retrain.batch / 1024 for \"rmsprop\"",
            "learning rate after the warm-up")
        schedule = try section.choice("schedule", .cosine, "how the rate falls over the epochs")
        warmupEpochs = try section.number(
            "warmup_epochs", 0, in: .from(0, to: 1e6), "epochs of linear warm-up, included in retrain.epochs"
        )
        warmupFrom = try section.number("warmup_from", 0, in: .from(0, to: 100), "the rate that the warm-up comes from")
        decayFactor = try section.number(
            "decay_factor", 0.97, in: .above(0, to: 1), "what \"exponential\" multiplies the rate by")
        decayEpochs = try section.number(
            "decay_epochs", 2.4, in: .above(0, to: 1e6), "epochs between two multiplications of \"exponential\"")
        isStaircase = try section.flag(
            "staircase", true, "whether \"exponential\" lowers the rate in jumps instead of a little at every step")
        minimum = try section.number("minimum", 0, in: .from(0, to: 100), "lower bound of the learning rate")
        if warmupEpochs >= Double(epochs) {
            throw section.conflict(
                "retrain.learning_rate.warmup_epochs is \(JSONValue(warmupEpochs)); expected fewer than retrain.epochs, "
                    + "\(epochs)")
        }
        if minimum > initial {
            throw section.conflict(
                "retrain.learning_rate.minimum is \(JSONValue(minimum)); expected at most "
                    + "retrain.learning_rate.initial, \(JSONValue(initial))")
        }
    }

    /// The learning rate over so many epochs.
    ///
    /// - Parameters:
    ///   - stepsPerEpoch: Training steps of an epoch; positive.
    ///   - epochs: Epochs of the whole training.
    func learningRate(stepsPerEpoch: Int, epochs: Int) -> LearningRate {
        let steps = Double(stepsPerEpoch)
        return LearningRate(
            base: initial,
            schedule: schedule == .cosine
                ? .cosine : .exponential(factor: decayFactor, every: decayEpochs * steps, isStaircase: isStaircase),
            warmupSteps: Int((warmupEpochs * steps).rounded(.up)), plannedSteps: epochs * stepsPerEpoch,
            minimum: minimum, warmupFrom: warmupFrom)
    }
}
