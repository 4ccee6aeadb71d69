import Architecture
import Documents
import NeuralNetwork

/// Turns the blocks of a network into operations of ONNX, one after another.
struct ONNXBuilder {
    static let input = "input"
    static let logits = "logits"

    private(set) var nodes: [ONNXModel.Node] = []
    private(set) var constants: [Tensor] = []
    private var tensors: [String: Tensor]
    private let squeezeActivation: Activation
    private let gateActivation: Activation
    private let isFolding: Bool
    /// What the last operation gave.
    private var last = Self.input
    /// What the block before the last one gave.
    private var earlier = Self.input

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
        let before = last
        defer { earlier = before }
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
        case .cell(let cell): append(cell, name: name)
        case .classifier:
            add("GlobalAveragePool", to: "pool")
            add("Flatten", to: "features", attributes: ["axis": .integer(1)])
            take("classifier.weight")
            take("classifier.bias")
            add("Gemm", to: Self.logits, ["classifier.weight", "classifier.bias"], attributes: ["transB": .integer(1)])
        }
    }

    /// A convolution, batch norm, and what follows.
    ///
    /// - Parameter pads: Zeros before the first and behind the last row and column; nil for half of the kernel.
    private mutating func appendUnit(
        _ name: String, kernel: Int, stride: Int, groups: Int, activation: Activation,
        pads: (before: Int, behind: Int)? = nil
    ) {
        let (before, behind) = pads ?? (kernel / 2, kernel / 2)
        let attributes: [String: ONNXModel.Attribute] = [
            "kernel_shape": .integers([kernel, kernel]), "strides": .integers([stride, stride]),
            "pads": .integers([before, before, behind, behind]), "group": .integer(groups),
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

    /// A cell: each input brought to its width, then the nodes, each a sum, and their outputs side by side.
    private mutating func append(_ cell: Blueprint.Cell, name: String) {
        let input = last
        let side = cell.inputSide
        rectify(earlier, "\(name).earlier")
        if cell.reducesEarlier {
            appendReduction("\(name).earlier", side: cell.earlierSide)
        } else {
            appendUnit("\(name).earlier", kernel: 1, stride: 1, groups: 1, activation: .none)
        }
        var states = [last]
        rectify(input, "\(name).last")
        appendUnit("\(name).last", kernel: 1, stride: 1, groups: 1, activation: .none)
        states.append(last)
        for (number, edges) in cell.genotype.nodes.enumerated() {
            var terms: [String] = []
            for (place, edge) in edges.enumerated() {
                let stride = edge.input < 2 ? cell.stride : 1
                last = states[edge.input]
                append(
                    edge.operation, "\(name).nodes.\(number).\(place)", stride: stride, channels: cell.width, side: side
                )
                terms.append(last)
            }
            last = terms[0]
            for term in terms.dropFirst() { add("Add", to: "\(name).nodes.\(number)", [term]) }
            states.append(last)
        }
        last = states[2]
        add("Concat", to: name, Array(states.dropFirst(3)), attributes: ["axis": .integer(1)])
    }

    /// One operation of a cell, on what the last operation gave.
    private mutating func append(
        _ operation: CellOperation, _ name: String, stride: Int, channels: Int, side: Int
    ) {
        switch operation {
        case .separable(let kernel):
            appendDepthwise("\(name).first", kernel: kernel, stride: stride, dilation: 1, channels: channels)
            appendDepthwise("\(name).second", kernel: kernel, stride: 1, dilation: 1, channels: channels)
        case .dilated(let kernel):
            appendDepthwise(name, kernel: kernel, stride: stride, dilation: 2, channels: channels)
        case .maxPooling:
            add(
                "MaxPool", to: name,
                attributes: [
                    "kernel_shape": .integers([3, 3]), "strides": .integers([stride, stride]),
                    "pads": .integers([1, 1, 1, 1]),
                ])
        case .skip:
            guard stride > 1 else { return }
            rectify(last, name)
            appendReduction(name, side: side)
        }
    }

    /// ReLU, a depthwise convolution, a 1x1 convolution and batch norm.
    private mutating func appendDepthwise(_ name: String, kernel: Int, stride: Int, dilation: Int, channels: Int) {
        rectify(last, name)
        let weight = "\(name).depthwise.conv.weight"
        take(weight)
        add(
            "Conv", to: "\(name).depthwise", [weight],
            attributes: [
                "kernel_shape": .integers([kernel, kernel]), "strides": .integers([stride, stride]),
                "pads": .integers([Int](repeating: kernel / 2 * dilation, count: 4)), "group": .integer(channels),
                "dilations": .integers([dilation, dilation]),
            ])
        appendUnit("\(name).pointwise", kernel: 1, stride: 1, groups: 1, activation: .none)
    }

    /// A factorized reduction as one convolution: kernels of 2x2, each with weights in one corner and zeros elsewhere.
    private mutating func appendReduction(_ name: String, side: Int) {
        let halves: [[Float]] = ["even", "odd"].map { tensors["\(name).\($0).conv.weight"]?.floats ?? [] }
        guard let shape = tensors["\(name).even.conv.weight"]?.shape else {
            preconditionFailure("the network has no \(name)")
        }
        var floats = [Float](repeating: 0, count: 8 * halves[0].count)
        for (place, weight) in halves[0].enumerated() { floats[4 * place] = weight }
        for (place, weight) in halves[1].enumerated() { floats[4 * (halves[0].count + place) + 3] = weight }
        let weight = "\(name).conv.weight"
        tensors[weight] = Tensor(name: weight, shape: [2 * shape[0], shape[1], 2, 2], floats: floats)
        appendUnit(name, kernel: 2, stride: 2, groups: 1, activation: .none, pads: (before: 0, behind: side % 2))
    }

    /// ReLU of a tensor.
    private mutating func rectify(_ tensor: String, _ name: String) {
        last = tensor
        add("Relu", to: "\(name).rectified")
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
