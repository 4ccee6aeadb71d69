import Documents
import Layout
import NeuralNetwork
import Optimizers
import Retraining
import RunFiles
import TensorFiles
import Workers

extension RetrainingState {
    /// The state, its arenas aside.
    var document: JSONValue {
        [
            "step": .integer(step),
            "current": [
                "loss_sum": JSONValue(current.lossSum), "correct": .integer(current.correct),
                "pictures": .integer(current.pictures),
            ],
            RunKey.epochs: .array(records.map(\.json)),
        ]
    }

    /// The arenas that there are, and the running statistics as two more.
    ///
    /// - Parameter prefix: The first part of their names.
    func arenas(_ prefix: String) -> [CheckpointFile.Arena] {
        let statistics = [("\(prefix).means", running?.means), ("\(prefix).variances", running?.variances)]
        let arenas: [(String, FloatBuffer?)] =
            [
                ("\(prefix).weights", weights), ("\(prefix).velocities", optimizer.velocities),
                ("\(prefix).mean_squares", optimizer.meanSquares), ("\(prefix).averages", averages),
            ] + statistics.map { ($0.0, $0.1.map(FloatBuffer.init(copying:))) }
        return arenas.compactMap { name, floats in floats.map { CheckpointFile.Arena(name: name, floats: $0) } }
    }
}

extension RetrainPhase {
    /// Reads a state of a retraining of this phase.
    ///
    /// - Parameters:
    ///   - section: The state, its arenas aside.
    ///   - arenas: The arenas of the checkpoint.
    ///   - prefix: The first part of the names of the state's own.
    ///   - network: What is trained.
    /// - Throws: `Refusal` where it cannot be one.
    func state(
        _ section: JSONSection, arenas: CheckpointArenas, _ prefix: String, of network: NetworkLayout
    ) throws(Refusal) -> RetrainingState {
        let fresh = RetrainingState(of: network, settings: settings)
        let (count, channels) = (network.table.count, network.subnet.normalizedChannels)
        let step = try section.count("step")
        guard step <= plannedSteps else { throw section.wrong("step", expected: "at most \(plannedSteps)") }
        let records = try section.sections(RunKey.epochs).map { entry throws(Refusal) in try EpochRecord(entry) }
        guard records.count == step / batchesPerEpoch else {
            throw section.wrong(RunKey.epochs, expected: "those that \(step) steps complete")
        }
        var running: NetworkStatistics?
        if fresh.running != nil {
            running = fresh.running
            running?.means = try arenas.numbers("\(prefix).means", count: channels)
            running?.variances = try arenas.numbers("\(prefix).variances", count: channels)
        }
        let current = try section.section("current")
        return RetrainingState(
            weights: try arenas.arena("\(prefix).weights", count: count),
            optimizer: Optimizer.State(
                velocities: try arenas.arena("\(prefix).velocities", count: count),
                meanSquares: try arenas.arena(
                    "\(prefix).mean_squares", count: count, if: fresh.optimizer.meanSquares != nil)),
            averages: try arenas.arena("\(prefix).averages", count: count, if: fresh.averages != nil), running: running,
            step: step,
            current: PassOutcome(
                lossSum: try current.number("loss_sum"), correct: try current.count("correct"),
                pictures: try current.count("pictures")),
            records: records)
    }
}

extension FloatBuffer {
    fileprivate convenience init(copying numbers: [Float]) {
        self.init(count: numbers.count)
        unsafe pointer.update(from: numbers, count: numbers.count)
    }
}
