public import Documents

/// A file that a network has been written to, and how that was checked.
public struct ExportedFile: Hashable, Sendable {
    /// The file's path.
    public let path: String
    /// What it holds.
    public let kind: Kind
    /// What is in it and how it was compared, in words.
    public let words: String

    /// What a file holds.
    public enum Kind: String, Sendable {
        /// A model for ONNX.
        case onnx
        /// Tensors by PyTorch's names.
        case safetensors
        /// A module for PyTorch.
        case pytorch
        /// Pictures with the network's logits.
        case sample
    }

    /// The file for people.
    public var text: String { "\(path): \(words)" }

    /// The file as a JSON object.
    public var json: JSONValue {
        ["file": .string(path), "kind": .string(kind.rawValue), "holds": .string(words)]
    }
}
