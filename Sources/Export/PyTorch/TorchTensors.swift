package import Documents

/// The tensors of a network or a supernet by PyTorch's names and in its layout, so that a `state_dict` of them can be loaded.
///
/// `U.weight` of a convolution, `[kernel, kernel, in, out]`, becomes `U.conv.weight`, `[out, in, kernel, kernel]`; of a
/// depthwise one, `[kernel, kernel, channels]`, it becomes `[channels, 1, kernel, kernel]`; a linear layer's `[in, out]`
/// becomes `[out, in]`. A batch norm's `U.gamma`, `U.beta`, `U.mean` and `U.variance` become `U.norm.weight`, `.bias`,
/// `.running_mean` and `.running_var`. Biases stay as they are.
package enum TorchTensors {
    /// The tensors of a file for PyTorch, in its order.
    ///
    /// - Parameter file: By the engine's names, with the weights that were tested and no others.
    package static func tensors(of file: TensorFile) -> [Tensor] { file.tensors.map(exported) }

    /// The tensors of a file as they were before `tensors` made it.
    ///
    /// - Parameters:
    ///   - file: For PyTorch.
    ///   - source: A file with the names and shapes that are expected, by the engine's names.
    /// - Returns: A file with the texts of `source` and the numbers of `file`.
    /// - Throws: `Refusal` where a tensor is missing, superfluous or of another shape.
    package static func restored(_ file: TensorFile, like source: TensorFile) throws(Refusal) -> TensorFile {
        guard file.tensors.count == source.tensors.count else {
            throw Refusal("\(file.file) lists \(file.tensors.count) tensors; expected \(source.tensors.count)")
        }
        let places = Dictionary(file.tensors.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { $1 })
        let tensors = try source.tensors.map { model throws(Refusal) in
            let (name, shape) = (exportedName(of: model), exportedShape(of: model.shape))
            guard let place = places[name], file.tensors[place].shape == shape else {
                throw Refusal("\(file.file) has no \(name) of shape \(shape); expected one")
            }
            let sizes = sizes(of: model.shape)
            return Tensor(
                name: model.name, shape: model.shape,
                floats: reversed(
                    file.tensors[place].floats, outer: sizes.outputs, middle: sizes.inputs, inner: sizes.places))
        }
        return TensorFile(tensors, metadata: source.metadata, file: file.file)
    }

    private static func exported(_ tensor: Tensor) -> Tensor {
        let sizes = sizes(of: tensor.shape)
        return Tensor(
            name: exportedName(of: tensor), shape: exportedShape(of: tensor.shape),
            floats: reversed(tensor.floats, outer: sizes.places, middle: sizes.inputs, inner: sizes.outputs))
    }

    /// What each of the engine's names ends with, and PyTorch's.
    private static let endings = [
        (".gamma", ".norm.weight"), (".beta", ".norm.bias"), (".mean", ".norm.running_mean"),
        (".variance", ".norm.running_var"),
    ]

    private static func exportedName(of tensor: Tensor) -> String {
        let name = tensor.name
        if tensor.shape.count > 2, name.hasSuffix(".weight") { return name.dropLast(7) + ".conv.weight" }
        guard let ending = endings.first(where: { name.hasSuffix($0.0) }) else { return name }
        return name.dropLast(ending.0.count) + ending.1
    }

    private static func exportedShape(of shape: [Int]) -> [Int] {
        switch shape.count {
        case 4: [shape[3], shape[2], shape[0], shape[1]]
        case 3: [shape[2], 1, shape[0], shape[1]]
        case 2: [shape[1], shape[0]]
        default: shape
        }
    }

    /// A tensor of the engine as `[places of a kernel, inputs, outputs]`.
    private static func sizes(of shape: [Int]) -> (places: Int, inputs: Int, outputs: Int) {
        switch shape.count {
        case 4: (shape[0] * shape[1], shape[2], shape[3])
        case 3: (shape[0] * shape[1], 1, shape[2])
        case 2: (1, shape[0], shape[1])
        default: (1, 1, shape.reduce(1, *))
        }
    }

    /// Numbers `[outer, middle, inner]` as `[inner, middle, outer]`.
    package static func reversed(_ floats: [Float], outer: Int, middle: Int, inner: Int) -> [Float] {
        // One size of 0 leaves the others as large as a file may claim.
        guard !floats.isEmpty else { return [] }
        var turned = [Float](repeating: 0, count: floats.count)
        var place = 0
        for first in 0..<outer {
            for second in 0..<middle {
                for third in 0..<inner {
                    turned[(third * middle + second) * outer + first] = floats[place]
                    place += 1
                }
            }
        }
        return turned
    }
}
