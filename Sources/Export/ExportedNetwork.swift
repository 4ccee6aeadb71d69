import Architecture
package import Datasets
public import Documents
import Layout
import NeuralNetwork
package import Retraining
public import RunFiles
import TensorFiles
import Workers

/// A retrained network on its way out of the engine: its weights, what it takes, and what it says about some pictures.
public struct ExportedNetwork: Sendable {
    /// The network as its folder holds it, with the weights that were tested and no others.
    let source: TensorFile
    /// The same, ready to classify.
    package let trained: TrainedNetwork
    /// What it takes.
    public let input: NetworkInput
    /// How bytes become numbers for it.
    package let normalization: Normalization
    /// What it is, in words.
    let title: String
}

extension ExportedNetwork {
    /// No network that fits into the memory has a larger file.
    private static let largest = 1 << 33

    /// Reads the folder of a finished run or retraining.
    ///
    /// - Throws: `Refusal` where it holds no retrained network, or not what it takes, or files that are not as they were
    ///   left.
    public init(of folder: String) throws(Refusal) {
        let weights = "\(folder)/\(RunFileName.networkWeights)"
        try GivenFolder.check(folder, expected: "a run or a retraining")
        guard FolderContents.exists(weights) else {
            throw Refusal(
                "\(folder) has no \(RunFileName.networkWeights), so no network was retrained in it; expected the folder "
                    + "of a finished run or retraining")
        }
        let kept = try KeptFiles(of: folder)
        try kept.check([RunFileName.pictures])
        let file = try kept.tensors(
            RunFileName.networkWeights, atMost: Self.largest, what: "the weights of a retrained network")
        (source, trained) = try Self.weights(of: file)
        guard FolderContents.exists("\(folder)/\(RunFileName.pictures)") else {
            throw Refusal(
                "\(folder) has no \(RunFileName.pictures), which earlier builds did not write; expected what the network takes: "
                    + "`greedynas retrain` gives the same weights again, and writes it")
        }
        input = try NetworkInput(of: folder)
        let blueprint = trained.network.blueprint
        guard let normalization = input.network, input.side == blueprint.side, input.channels == blueprint.channels,
            input.classNames.count == blueprint.classes
        else {
            throw Refusal(
                "\(folder)/\(RunFileName.pictures) is about other pictures than \(RunFileName.networkWeights), whose network takes "
                    + "\(blueprint.channels)x\(blueprint.side)x\(blueprint.side) and tells \(blueprint.classes) classes apart; "
                    + "expected both as the run left them")
        }
        self.normalization = normalization
        let summary = try FinishedRun.summary(of: folder)
        title = summary.map { "\($0.scenario), seed \($0.seed)" } ?? "a network"
    }

    /// The weights that were tested, as tensors and as a network.
    ///
    /// - Throws: As `WeightsFile.network`.
    package static func weights(
        of file: TensorFile
    ) throws(Refusal) -> (source: TensorFile, trained: TrainedNetwork) {
        // Each average is compared before it takes the place of a weight.
        let trained = try WeightsFile.network(file)
        return (WeightsFile.tested(file), trained)
    }

    /// The network's tensors by PyTorch's names and in its layout.
    var tensors: [Tensor] { TorchTensors.tensors(of: source) }

    /// What a reader of the network's file has to know, as texts for its header.
    ///
    /// - Parameter picture: What the network takes, in words.
    func texts(picture: String) -> [TensorFile.Text] {
        [
            ("producer", "greedynas \(BuildIdentity.version)"), ("title", title),
            ("network", trained.network.blueprint.description), ("input", picture),
            ("mean", Self.text(normalization.mean)), ("deviation", Self.text(normalization.deviation)),
            (RunKey.classNames, JSONValue(input.classNames).description),
            ("batch_norm_epsilon", "\(NetworkStatistics.epsilon)"),
            ("padding", "kernel / 2 zeros on every edge"),
        ]
    }

    /// Numbers as a JSON list.
    static func text(_ floats: [Float]) -> String { JSONValue(floats.map { Double($0) }).description }

    /// What the engine says about pictures.
    ///
    /// - Parameters:
    ///   - pictures: Pictures of the network's size.
    ///   - network: This network, or one that was read back; nil for this one.
    /// - Returns: Logits, `[pictures, classes]`.
    func logits(of pictures: SamplePictures, by network: TrainedNetwork? = nil) async throws -> [Float] {
        let network = network ?? trained
        let batch = try pictures.batch(normalization)
        let (team, memory) = (WorkerTeam(width: 1), PassMemory(width: 1))
        let (subnet, weights, statistics) = (network.network.subnet, network.tested, network.statistics)
        return try await team.run { crew in
            subnet.logits(
                batch, places: 0..<batch.count, weights: weights, statistics: statistics, crew: crew, memory: memory)
        }
    }
}
