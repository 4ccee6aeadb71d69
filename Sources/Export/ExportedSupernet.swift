import Datasets
public import Documents
import NeuralNetwork
public import RunFiles

/// A supernet's weights on their way out of the engine.
public struct ExportedSupernet: Sendable {
    /// The weights as the folder holds them.
    let source: TensorFile
    /// How bytes became numbers for them; nil in folders of earlier builds.
    let input: NetworkInput?

    /// No supernet that fits into the memory has a larger file.
    private static let largest = 1 << 34

    /// Reads the folder of a run whose supernet has been trained.
    ///
    /// - Throws: `Refusal` where it has no such weights, or files that are not as they were left.
    public init(of folder: String) throws(Refusal) {
        let weights = "\(folder)/\(RunFileName.supernetWeights)"
        try GivenFolder.check(folder)
        guard FolderContents.exists(weights) else {
            throw Refusal(
                "\(folder) has no \(RunFileName.supernetWeights), so no supernet was trained in it; expected the folder of "
                    + "a run whose training has ended")
        }
        guard try PoolFile.isFinal(in: folder) else {
            throw Refusal(
                "the training in \(folder) has not ended, so \(RunFileName.supernetWeights) is not of a trained supernet; expected "
                    + "the folder of a run whose training has ended (`greedynas resume` continues a run)")
        }
        let kept = try KeptFiles(of: folder)
        try kept.check([RunFileName.pictures])
        source = try kept.tensors(
            RunFileName.supernetWeights, atMost: Self.largest, what: "the weights of a supernet")
        try source.checkFinite()
        input = FolderContents.exists("\(folder)/\(RunFileName.pictures)") ? try NetworkInput(of: folder) : nil
    }

    /// Writes the tensors by PyTorch's names and in its layout.
    ///
    /// - Parameter file: Where to.
    /// - Throws: `Failure` where the tensors, read back, are others, or the file cannot be written.
    public func writeTensors(to file: OutputFile) throws -> ExportedFile {
        var texts: [TensorFile.Text] = [("format", "pt"), ("producer", "greedynas \(BuildIdentity.version)")]
        texts += source.metadata
        if let input, let normalization = input.supernet {
            texts += [
                ("input", "(byte / 255 - mean) / deviation, channels first"),
                ("mean", ExportedNetwork.text(normalization.mean)),
                ("deviation", ExportedNetwork.text(normalization.deviation)),
                (RunKey.classNames, JSONValue(input.classNames).description),
            ]
        }
        texts += [
            ("batch_norm_epsilon", "\(NetworkStatistics.epsilon)"), ("padding", "kernel / 2 zeros on every edge"),
        ]
        let data = TensorFile(TorchTensors.tensors(of: source), metadata: texts).data
        let back = try TorchTensors.restored(TensorFile(data, file: file.path), like: source)
        guard back.tensors == source.tensors else {
            throw Failure(
                "the tensors are others when they are read back; expected the same, so that nothing was written")
        }
        try file.write(data)
        return ExportedFile(
            path: file.path, kind: .safetensors,
            words:
                "\(back.tensors.count.counted("tensor")) of the supernet; read back, they are the same to the last bit")
    }
}
