import Architecture
import Documents
import NeuralNetwork

/// Turns the blocks of a network into operations of ONNX, one after another.
struct ONNXBuilder {
    static let input = "input"
    static let logits = "logits"

    private(set) var nodes: [ONNXModel.Node] = []
    private(set) var constants: [Tensor] = []
    private let tensors: [String: Tensor]
    private let squeezeActivation: Activation
    private let gateActivation: Activation
    private let isFolding: Bool
    /// What the last operation gave.
    private var last = Self.input

    /// Begins with the input.
    ///
    /// - Parameter tensors: By PyTorch's names.
    init(_ tensors: [Tensor], squeezeActivation: Activation, gateActivation: Activation, isFolding: Bool) {
        self.tensors = Dictionary(tensors.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        self.squeezeActivation = squeezeActivation
        self.gateActivation = gateActivation
        self.isFolding = isFolding
    }

    /// Normalises the pictures.
    mutating func normalize(_ mean: [Float], _ deviation: [Float]) {
        for (name, type, floats) in [("mean", "Sub", mean), ("deviation", "Div", deviation)] {
            constants.append(Tensor(name: name, shape: [1, floats.count, 1, 1], floats: floats))
            add(type, to: "normalize.\(name)", [name])
        }
    }

    /// Appends a block.
    mutating func append(_ block: Blueprint.Block, name: String) {
        switch block {
        case .convolution(let convolution):
            appendUnit(
                name, kernel: convolution.kernel, stride: convolution.stride, groups: 1,
                activation: convolution.activation)
        case .invertedBottleneck(let bottleneck):
            let start = last
            if bottleneck.hasExpansion {
                appendUnit("\(name).expand", kernel: 1, stride: 1, groups: 1, activation: bottleneck.activation)
            }
            appendUnit(
                "\(name).depthwise", kernel: bottleneck.kernel, stride: bottleneck.stride,
                groups: bottleneck.hiddenChannels, activation: bottleneck.activation)
            if bottleneck.squeeze > 0 { appendSqueeze("\(name).squeeze") }
            appendUnit("\(name).project", kernel: 1, stride: 1, groups: 1, activation: .none)
            if bottleneck.isResidual { add("Add", to: "\(name).sum", [start]) }
        case .identity: break
        case .classifier:
            add("GlobalAveragePool", to: "pool")
            add("Flatten", to: "features", attributes: ["axis": .integer(1)])
            take("classifier.weight")
            take("classifier.bias")
            add("Gemm", to: Self.logits, ["classifier.weight", "classifier.bias"], attributes: ["transB": .integer(1)])
        }
    }

    /// A convolution, batch norm, and what follows.
    private mutating func appendUnit(_ name: String, kernel: Int, stride: Int, groups: Int, activation: Activation) {
        let attributes: [String: ONNXModel.Attribute] = [
            "kernel_shape": .integers([kernel, kernel]), "strides": .integers([stride, stride]),
            "pads": .integers([Int](repeating: kernel / 2, count: 4)), "group": .integer(groups),
        ]
        let norm = ["weight", "bias", "running_mean", "running_var"].map { "\(name).norm.\($0)" }
        if isFolding {
            fold(name, norm)
            add("Conv", to: "\(name).conv", ["\(name).conv.weight", "\(name).conv.bias"], attributes: attributes)
        } else {
            for tensor in ["\(name).conv.weight"] + norm { take(tensor) }
            add("Conv", to: "\(name).conv", ["\(name).conv.weight"], attributes: attributes)
            add(
                "BatchNormalization", to: "\(name).norm", norm,
                attributes: ["epsilon": .float(NetworkStatistics.epsilon)])
        }
        activate(activation, name)
    }

    /// Makes batch norm a part of the convolution before it: `w * scale` and `beta - mean * scale`.
    private mutating func fold(_ name: String, _ norm: [String]) {
        let weight = "\(name).conv.weight"
        guard let kernels = tensors[weight] else { preconditionFailure("the network has no \(weight)") }
        let rows = norm.map { tensors[$0]?.floats.map { Double($0) } ?? [] }
        let scales = zip(rows[0], rows[3]).map { $0 / ($1 + Double(NetworkStatistics.epsilon)).squareRoot() }
        let size = kernels.count / scales.count
        constants.append(
            Tensor(
                name: weight, shape: kernels.shape,
                floats: kernels.floats.enumerated().map { Float(Double($1) * scales[$0 / size]) }))
        constants.append(
            Tensor(
                name: "\(name).conv.bias", shape: [scales.count],
                floats: scales.indices.map { Float(rows[1][$0] - rows[2][$0] * scales[$0]) }))
    }

    /// Scales each channel by a gate: two linear layers over the channels' means, here as 1x1 convolutions.
    private mutating func appendSqueeze(_ name: String) {
        let start = last
        add("GlobalAveragePool", to: "\(name).mean")
        for (layer, activation) in [("reduce", squeezeActivation), ("expand", gateActivation)] {
            let inner = "\(name).\(layer)"
            let weight = "\(inner).weight"
            guard let matrix = tensors[weight] else { preconditionFailure("the network has no \(weight)") }
            constants.append(Tensor(name: weight, shape: matrix.shape + [1, 1], bytes: matrix.bytes))
            take("\(inner).bias")
            add("Conv", to: inner, [weight, "\(inner).bias"], attributes: ["kernel_shape": .integers([1, 1])])
            activate(activation, inner)
        }
        add("Mul", to: name, [start])
    }

    private mutating func activate(_ activation: Activation, _ name: String) {
        let output = "\(name).activation"
        switch activation {
        case .none: break
        case .relu: add("Relu", to: output)
        case .relu6: add("Clip", to: output, [number(0, "zero"), number(6, "six")])
        case .hswish: add("HardSwish", to: output)
        case .swish:
            let start = last
            add("Sigmoid", to: "\(name).sigmoid")
            add("Mul", to: output, [start])
        case .sigmoid: add("Sigmoid", to: output)
        case .hsigmoid: add("HardSigmoid", to: output, attributes: ["alpha": .float(1 / 6), "beta": .float(0.5)])
        }
    }

    /// A number by itself, brought along once.
    private mutating func number(_ value: Float, _ name: String) -> String {
        if !constants.contains(where: { $0.name == name }) {
            constants.append(Tensor(name: name, shape: [], floats: [value]))
        }
        return name
    }

    /// Brings a tensor of the network along as it is.
    private mutating func take(_ name: String) {
        guard let tensor = tensors[name] else { preconditionFailure("the network has no \(name)") }
        constants.append(tensor)
    }

    /// Appends an operation that takes what the last one gave, and other tensors behind it.
    private mutating func add(
        _ type: String, to output: String, _ others: [String] = [], attributes: [String: ONNXModel.Attribute] = [:]
    ) {
        nodes.append(ONNXModel.Node(type: type, inputs: [last] + others, output: output, attributes: attributes))
        last = output
    }
}
