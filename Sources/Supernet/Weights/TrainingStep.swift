import NeuralNetwork
import Optimizers
import Workers

/// One update of the shared weights, as one synchronous job of the team.
struct TrainingStep: Sendable {
    /// The networks whose gradients make the step: one, or for FairNAS as many as a layer has operations.
    let subnets: [Subnet]
    /// Each network's batch.
    let batches: [PictureBatch]
    let settings: SupernetSettings
    let rate: Float

    /// A number that is not finite, found before or after the update.
    struct Failure: Error {
        enum What {
            case loss
            case weight(String)
        }
        var subnet: Int
        var what: What

        /// The failure as a run reports it, with the network's path by the names of its operations.
        func error(path: String, round: Int) -> SupernetError {
            switch what {
            case .loss: .lossNotFinite(round: round, path: path, phase: "training")
            case .weight(let name): .weightNotFinite(round: round, path: path, parameter: name)
            }
        }
    }

    /// Computes the gradients and takes the step; where a number would not be finite the weights stay as they were.
    func run(_ arenas: ParameterStore.Arenas, crew: Crew, memory: PassMemory) throws -> PassOutcome {
        var total = PassOutcome.none
        for (index, (subnet, batch)) in zip(subnets, batches).enumerated() {
            var outcome = PassOutcome.none
            for group in batch.groups(of: settings.trainingGroup) {
                outcome =
                    outcome
                    + subnet.addGradient(
                        of: batch, group: group, labelSmoothing: settings.labelSmoothing, scale: 1 / Float(batch.count),
                        weights: arenas.weights, into: arenas.gradients, crew: crew, memory: memory)
            }
            guard outcome.lossSum.isFinite else { throw Failure(subnet: index, what: .loss) }
            total = total + outcome
        }
        average(arenas.gradients)
        let parameters = touchedParameters
        let diverging = settings.optimizer.firstDiverging(
            parameters, weights: arenas.weights, gradients: arenas.gradients, velocities: arenas.momentum, rate: rate)
        if let diverging {
            let user = subnets.firstIndex { $0.parameters.contains(diverging) }
            throw Failure(subnet: user ?? 0, what: .weight(diverging.name))
        }
        settings.optimizer.step(
            parameters, weights: arenas.weights, gradients: arenas.gradients, velocities: arenas.momentum, rate: rate,
            crew: crew)
        return total
    }

    /// Makes sums of several networks' gradients means: each tensor's gradient is divided by the number of networks that use
    /// it.
    ///
    /// FairNAS adds the gradients of its paths up. The operations of a layer are used by one path each, but stem, head and
    /// classifier by all, so that their steps would be that many times as large as the others'.
    private func average(_ gradients: FloatBuffer) {
        guard subnets.count > 1 else { return }
        var users: [Int: Int] = [:]
        for parameter in subnets.flatMap(\.parameters) { users[parameter.offset, default: 0] += 1 }
        for parameter in touchedParameters {
            guard let count = users[parameter.offset], count > 1 else { continue }
            let share = 1 / Float(count)
            for index in parameter.range { unsafe gradients.pointer[index] *= share }
        }
    }

    /// The tensors that any of the networks uses, each once, by their place in the arena.
    private var touchedParameters: [Parameter] {
        guard subnets.count > 1 else { return subnets[0].parameters }
        var seen: Set<Int> = []
        return subnets.flatMap(\.parameters).filter { seen.insert($0.offset).inserted }.sorted { $0.offset < $1.offset }
    }
}
