import Architecture
import Kernels

/// Turns a network with cells into steps, and gives their tensors a place in a table.
struct CellLowering {
    private(set) var table = ParameterTable()
    private(set) var graph = CellGraph()
    /// What each block leaves, the pictures first.
    private var outputs: [Int]

    /// Lays out a network of convolutions, identities and cells, its classifier aside.
    ///
    /// - Precondition: It has no other blocks.
    init(_ blueprint: Blueprint) {
        outputs = [graph.append(.pictures, of: [], side: blueprint.side, channels: blueprint.channels)]
        for (index, block) in blueprint.blocks.dropLast().enumerated() {
            let name = "blocks.\(index)"
            switch block {
            case .convolution(let convolution):
                outputs.append(
                    self.convolution(
                        name, of: last, channels: convolution.outputChannels, kernel: convolution.kernel,
                        stride: convolution.stride, rectifies: false,
                        activation: ActivationFunction(convolution.activation)))
            case .cell(let cell): append(cell, name: name)
            case .identity: outputs.append(last)
            case .invertedBottleneck, .classifier:
                preconditionFailure("a network with cells has convolutions beside them and nothing else")
            }
        }
    }

    private var last: Int { outputs[outputs.count - 1] }

    /// Gives the classifier's tensors a place in the table.
    mutating func append(_ classifier: Blueprint.Classifier) -> LoweredClassifier {
        table.append(classifier, name: "classifier")
    }

    private mutating func append(_ cell: Blueprint.Cell, name: String) {
        let width = cell.width
        let earlier = outputs[outputs.count - 2]
        var inputs = [
            cell.reducesEarlier
                ? reduction("\(name).earlier", of: earlier, channels: width)
                : convolution("\(name).earlier", of: earlier, channels: width, kernel: 1),
            convolution("\(name).last", of: last, channels: width, kernel: 1),
        ]
        for (number, edges) in cell.genotype.nodes.enumerated() {
            var terms: [Int] = []
            var branches: [Int?] = []
            for (place, edge) in edges.enumerated() {
                let stride = edge.input < 2 ? cell.stride : 1
                terms.append(
                    append(edge.operation, of: inputs[edge.input], stride: stride, "\(name).nodes.\(number).\(place)"))
                branches.append(edge.operation == .skip && stride == 1 ? nil : graph.nextBranch())
            }
            inputs.append(
                graph.append(.sum(branches: branches), of: terms, side: cell.outputSide, channels: width))
        }
        outputs.append(
            graph.append(
                .concatenation, of: Array(inputs.dropFirst(2)), side: cell.outputSide, channels: cell.outputChannels))
    }

    private mutating func append(_ operation: CellOperation, of input: Int, stride: Int, _ name: String) -> Int {
        let channels = graph.steps[input].channels
        switch operation {
        case .separable(let kernel):
            let first = depthwise("\(name).first", of: input, kernel: kernel, stride: stride, dilation: 1)
            return depthwise("\(name).second", of: first, kernel: kernel, stride: 1, dilation: 1)
        case .dilated(let kernel): return depthwise(name, of: input, kernel: kernel, stride: stride, dilation: 2)
        case .maxPooling:
            return graph.append(
                .pooling(stride: stride), of: [input], side: side(after: input, stride: stride), channels: channels)
        case .skip: return stride == 1 ? input : reduction(name, of: input, channels: channels)
        }
    }

    /// ReLU, depthwise convolution, 1x1 convolution and batch norm.
    private mutating func depthwise(_ name: String, of input: Int, kernel: Int, stride: Int, dilation: Int) -> Int {
        let channels = graph.steps[input].channels
        let weights = table.append(
            "\(name).depthwise.weight", shape: [kernel, kernel, channels], decays: true,
            role: .convolution(fanIn: kernel * kernel, fanOut: kernel * kernel * channels))
        let filtered = graph.append(
            .depthwise(weights: weights, kernel: kernel, stride: stride, dilation: dilation), of: [input],
            side: side(after: input, stride: stride), channels: channels)
        return convolution("\(name).pointwise", of: filtered, channels: channels, kernel: 1, rectifies: false)
    }

    private mutating func convolution(
        _ name: String, of input: Int, channels: Int, kernel: Int, stride: Int = 1, rectifies: Bool = true,
        activation: ActivationFunction = .none
    ) -> Int {
        let inputs = graph.steps[input].channels
        let weights = table.append(
            "\(name).weight", shape: [kernel, kernel, inputs, channels], decays: true,
            role: .convolution(fanIn: kernel * kernel * inputs, fanOut: kernel * kernel * channels))
        return graph.append(
            .convolution(weights: weights, kernel: kernel, stride: stride, rectifies: rectifies), of: [input],
            side: side(after: input, stride: stride), channels: channels,
            normalization: normalization(name, channels: channels, activation: activation))
    }

    private mutating func reduction(_ name: String, of input: Int, channels: Int) -> Int {
        let inputs = graph.steps[input].channels
        let weights = ["even", "odd"].map {
            table.append(
                "\(name).\($0).weight", shape: [1, 1, inputs, channels / 2], decays: true,
                role: .convolution(fanIn: inputs, fanOut: channels / 2))
        }
        return graph.append(
            .reduction(weights: weights), of: [input], side: side(after: input, stride: 2), channels: channels,
            normalization: normalization(name, channels: channels, activation: .none))
    }

    private mutating func normalization(
        _ name: String, channels: Int, activation: ActivationFunction
    ) -> (gamma: Int, beta: Int, activation: ActivationFunction) {
        (
            gamma: table.append(
                "\(name).gamma", shape: [channels], decays: false, role: .gamma(endsResidual: false)),
            beta: table.append("\(name).beta", shape: [channels], decays: false, role: .zeros), activation: activation
        )
    }

    private func side(after input: Int, stride: Int) -> Int { (graph.steps[input].side + stride - 1) / stride }
}
