import Architecture
import NeuralNetwork
import Supernet

/// What a run keeps in memory at its peak, in bytes.
public struct MemoryEstimate: Hashable, Sendable {
    /// Weights, gradients and momentum of the whole supernet.
    public let parameters: Int
    /// What passes of the largest path keep: one training pass or one scoring pass a worker, and the threads' scratch.
    public let activations: Int
    /// The training pictures, held-out ones included, as bytes, and those that a round scores as floats.
    public let pictures: Int

    /// All together.
    public var total: Int { parameters + activations + pictures }

    /// Estimates the memory of a training.
    ///
    /// - Parameters:
    ///   - space: The search space.
    ///   - largest: Its path with the most MACs.
    ///   - supernet: Batches and scored sets.
    ///   - workers: Threads that compute.
    ///   - pictureCount: The pictures held in memory.
    init(space: SearchSpace, largest: Path, supernet: ScenarioSupernet, workers: Int, pictureCount: Int) {
        let layout = SupernetLayout(space)
        let subnet = layout.subnet(largest)
        let training = subnet.passBytes(pictures: supernet.normalizationBatch ?? supernet.batch, isTraining: true)
        let scored = min(supernet.scoringPictures, supernet.normalizationBatch ?? supernet.scoringPictures)
        let scoring = subnet.passBytes(pictures: scored, isTraining: false)
        let jobs =
            supernet.strategy == .greedy ? max(training.job, min(workers, supernet.m) * scoring.job) : training.job
        parameters = 3 * MemoryLayout<Float>.stride * layout.table.count
        activations = jobs + workers * max(training.thread, scoring.thread)
        let shared = supernet.strategy == .greedy ? supernet.scoringPictures * MemoryLayout<Float>.stride : 0
        pictures = (pictureCount + shared) * space.macro.side * space.macro.side * space.macro.channels
    }

    /// The figures by name.
    public var json: JSONValue {
        [
            "parameters": .integer(parameters), "activations": .integer(activations), "pictures": .integer(pictures),
            "total": .integer(total),
        ]
    }
}
