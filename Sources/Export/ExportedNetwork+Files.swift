public import Documents
import Foundation
public import RunFiles
import TensorFiles

// Whatever is written has been read back, and compared, before it reaches its file.
extension ExportedNetwork {
    /// So far, of the largest logit or of 1, may a model's logits lie from the network's.
    private static let tolerance: Float = 1e-4

    /// Writes the network as a model for ONNX, with any number of pictures in a batch.
    ///
    /// - Parameters:
    ///   - file: Where to.
    ///   - folded: Whether each batch norm becomes a part of the convolution before it.
    ///   - normalizing: Whether the model takes numbers from 0 to 1 and normalises them itself.
    /// - Throws: `Failure` where the model, read back, says something else about pictures than the network, or the file cannot
    ///   be written.
    @concurrent
    public func writeONNX(
        to file: OutputFile, folded: Bool = false, normalizing: Bool = false
    ) async throws -> ExportedFile {
        let data = ONNXModel(self, folded: folded, normalizing: normalizing).data
        guard data.count < 1 << 31 else {
            throw Failure(
                "the ONNX model has \(data.count) bytes; expected less than \(1 << 31), the most that it can have")
        }
        let model = try ONNXModel(data)
        let pictures = samplePictures
        let found = try ONNXEvaluator(model).output(
            of: normalizing ? pictures.shares : pictures.numbers(normalization), shape: pictures.shape)
        let expected = try await logits(of: pictures)
        let difference = zip(found, expected).reduce(Float(0)) { max($0, ($1.0 - $1.1).magnitude) }
        let bound = Self.tolerance * expected.reduce(Float(1)) { max($0, $1.magnitude) }
        // A difference that is no number is no small one, and the largest of some does not show it.
        guard found.count == expected.count, bound.isFinite,
            zip(found, expected).allSatisfy({ ($0 - $1).magnitude <= bound })
        else {
            throw Failure(
                "the logits of the ONNX model lie up to \(difference) from the network's; expected at most \(bound), so that "
                    + "nothing was written")
        }
        try file.write(data)
        return ExportedFile(
            path: file.path, kind: .onnx,
            words: "opset \(ONNXModel.operators), \(model.nodes.count) operations; read back, logits of "
                + "\(pictures.count) pictures lie within \(String(format: "%.1e", difference)) of the network's")
    }

    /// Writes the network's tensors by PyTorch's names and in its layout.
    ///
    /// - Parameter targets: Where to, each the same bytes.
    /// - Throws: `Failure` where the tensors, read back, give other logits than the network, or a file cannot be written.
    @concurrent
    public func writeTensors(to targets: [OutputFile]) async throws -> [ExportedFile] {
        guard let first = targets.first else { return [] }
        let data = TensorFile(
            tensors,
            metadata: [("format", "pt")] + texts(picture: "(byte / 255 - mean) / deviation, channels first")
        ).data
        let back = try TensorFile(data, file: first.path)
        let pictures = samplePictures
        let read = try WeightsFile.network(TorchTensors.restored(back, like: source))
        let (found, expected) = (try await logits(of: pictures, by: read), try await logits(of: pictures))
        guard found.map(\.bitPattern) == expected.map(\.bitPattern) else {
            throw Failure(
                "the tensors give other logits than the network; expected the same bits, so that nothing was written")
        }
        return try targets.map { file in
            try file.write(data)
            return ExportedFile(
                path: file.path, kind: .safetensors,
                words:
                    "\(back.tensors.count.counted("tensor")); read back, they give the network's logits to the last bit"
            )
        }
    }

    /// Writes the network as a module of PyTorch; its weights are those of the safetensors file beside it.
    ///
    /// - Parameters:
    ///   - file: Where to.
    ///   - name: The file's name without its ending.
    /// - Throws: `Failure` where the file cannot be written.
    public func writePyTorch(to file: OutputFile, name: String) throws(Failure) -> ExportedFile {
        try file.write(Data(PyTorchModule(self, name: name).text.utf8))
        return ExportedFile(
            path: file.path, kind: .pytorch,
            words: "class Network, and load(), which reads \(name).safetensors beside it")
    }

    /// Writes the pictures on which the other files are compared: `pictures` from 0 to 1, `numbers` normalised, both channels
    /// first, and `logits`.
    ///
    /// - Parameter file: Where to.
    /// - Throws: `Failure` where the file cannot be written.
    @concurrent
    public func writeSample(to file: OutputFile) async throws -> ExportedFile {
        let pictures = samplePictures
        let logits = try await logits(of: pictures)
        let tensors = [
            Tensor(name: "pictures", shape: pictures.shape, floats: pictures.shares),
            Tensor(name: "numbers", shape: pictures.shape, floats: try pictures.numbers(normalization)),
            Tensor(name: "logits", shape: [pictures.count, logits.count / pictures.count], floats: logits),
        ]
        try file.write(TensorFile(tensors, metadata: [("format", "pt")]).data)
        return ExportedFile(
            path: file.path, kind: .sample,
            words: "\(pictures.count) random pictures, as pictures and as numbers, and the network's logits")
    }

    private var samplePictures: SamplePictures { SamplePictures(side: input.side, channels: input.channels) }
}
