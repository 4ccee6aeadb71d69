import NeuralNetwork
import Optimizers
import Workers

/// One update of a network's weights, as one synchronous job of the team.
struct RetrainingStep: Sendable {
    let subnet: Subnet
    let batch: PictureBatch
    let settings: RetrainingSettings
    /// The step, counted from 0 through all epochs.
    let step: Int

    /// A number that is not finite, found before the update.
    enum Failure: Error {
        case loss
        case weight(String)
    }

    /// What the step found.
    struct Found: Sendable {
        var outcome: PassOutcome
        /// The moments of each group, where running statistics are kept.
        var moments: [NetworkMoments]
    }

    /// Computes the gradient and takes the step; where a number would not be finite the weights stay as they were.
    ///
    /// - Parameters:
    ///   - state: Its arenas are overwritten.
    ///   - gradients: Zero, and zero again after a step that was taken.
    func run(_ state: RetrainingState, gradients: FloatBuffer, crew: Crew, memory: PassMemory) throws -> Found {
        var found = Found(outcome: .none, moments: [])
        let scale = 1 / Float(batch.count)
        let dropping = settings.dropping(step: step)
        for group in batch.groups(of: settings.group) {
            if state.running == nil {
                found.outcome =
                    found.outcome
                    + subnet.addGradient(
                        of: batch, group: group, labelSmoothing: settings.labelSmoothing, scale: scale,
                        weights: state.weights, into: gradients, dropping: dropping, crew: crew, memory: memory)
            } else {
                let (outcome, moments) = subnet.addGradientWithMoments(
                    of: batch, group: group, labelSmoothing: settings.labelSmoothing, scale: scale,
                    weights: state.weights, into: gradients, dropping: dropping, crew: crew, memory: memory)
                found.outcome = found.outcome + outcome
                found.moments.append(moments)
            }
        }
        guard found.outcome.lossSum.isFinite else { throw Failure.loss }
        let rate = Float(settings.learningRate.rate(at: step))
        let diverging = settings.optimizer.firstDiverging(
            subnet.parameters, weights: state.weights, gradients: gradients, state: state.optimizer, rate: rate)
        if let diverging { throw Failure.weight(diverging.name) }
        settings.optimizer.step(
            subnet.parameters, weights: state.weights, gradients: gradients, state: state.optimizer, rate: rate,
            crew: crew)
        if let average = settings.average, let averages = state.averages {
            average.step(
                subnet.parameters, averages: averages, weights: state.weights, afterUpdate: step, crew: crew)
        }
        return found
    }
}
