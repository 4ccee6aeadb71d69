import Architecture
import Kernels

/// A block in the form in which it is computed: its units, and the tensors that they use.
struct LoweredBlock: Sendable {
    var units: [ConvolutionUnit] = []
    /// Indices of the block's tensors in the table.
    var parameters: Range<Int>
}

/// The classifier in the form in which it is computed.
package struct LoweredClassifier: Sendable {
    package var inputChannels: Int
    package var classes: Int
    /// Offset of the weights `[inputChannels, classes]` in the arena.
    package var weights: Int
    /// Offset of the biases in the arena.
    package var bias: Int
    var parameters: Range<Int>
}

extension ParameterTable {
    /// Turns a block into units, and gives their tensors a place in the table.
    ///
    /// - Parameters:
    ///   - block: Any block but the classifier and cells.
    ///   - name: What the tensors' names begin with.
    mutating func append(
        _ block: Blueprint.Block, name: String, squeezeActivation: Activation, gateActivation: Activation
    ) -> LoweredBlock {
        let first = parameters.count
        var units: [ConvolutionUnit] = []
        switch block {
        case .convolution(let convolution):
            units.append(
                appendUnit(
                    "\(name)", kind: .dense, input: convolution.inputChannels, output: convolution.outputChannels,
                    kernel: convolution.kernel, stride: convolution.stride, side: convolution.inputSide,
                    activation: convolution.activation))
        case .invertedBottleneck(let bottleneck):
            let hidden = bottleneck.hiddenChannels
            let expansion =
                bottleneck.hasExpansion
                ? appendUnit(
                    "\(name).expand", kind: .dense, input: bottleneck.inputChannels, output: hidden, kernel: 1,
                    stride: 1, side: bottleneck.inputSide, activation: bottleneck.activation) : nil
            var depthwise = appendUnit(
                "\(name).depthwise", kind: .depthwise, input: hidden, output: hidden, kernel: bottleneck.kernel,
                stride: bottleneck.stride, side: bottleneck.inputSide, activation: bottleneck.activation)
            if let expansion {
                depthwise.inputChannels = expansion.inputChannels
                depthwise.expansion = ConvolutionUnit.Expansion(
                    weights: expansion.weights, gamma: expansion.gamma, beta: expansion.beta,
                    activation: expansion.activation)
            }
            units.append(depthwise)
            var squeeze: ConvolutionUnit.Squeeze?
            if bottleneck.squeeze > 0 {
                squeeze = ConvolutionUnit.Squeeze(
                    channels: bottleneck.squeeze,
                    weights: appendSqueeze("\(name).squeeze", channels: hidden, squeezed: bottleneck.squeeze),
                    reduceActivation: ActivationFunction(squeezeActivation),
                    gateActivation: ActivationFunction(gateActivation))
            }
            var project = appendUnit(
                "\(name).project", kind: .dense, input: hidden, output: bottleneck.outputChannels, kernel: 1,
                stride: 1, side: bottleneck.outputSide, activation: .none, endsResidual: bottleneck.isResidual)
            project.squeeze = squeeze
            units.append(project)
        case .identity:
            break
        case .cell, .classifier:
            preconditionFailure("a chain of blocks has no cells, and its classifier is lowered by itself")
        }
        if !units.isEmpty { units[0].startsBlock = true }
        return LoweredBlock(units: units, parameters: first..<parameters.count)
    }

    /// Gives the classifier's tensors a place in the table.
    mutating func append(_ classifier: Blueprint.Classifier, name: String) -> LoweredClassifier {
        let first = parameters.count
        let weights = append(
            "\(name).weight", shape: [classifier.inputChannels, classifier.classes], decays: true,
            role: .linear(inputs: classifier.inputChannels, outputs: classifier.classes))
        let bias = append("\(name).bias", shape: [classifier.classes], decays: false, role: .zeros)
        return LoweredClassifier(
            inputChannels: classifier.inputChannels, classes: classifier.classes, weights: weights, bias: bias,
            parameters: first..<parameters.count)
    }

    private mutating func appendUnit(
        _ name: String, kind: ConvolutionUnit.Kind, input: Int, output: Int, kernel: Int, stride: Int, side: Int,
        activation: Activation, endsResidual: Bool = false
    ) -> ConvolutionUnit {
        let weights = append(
            "\(name).weight", shape: kind == .dense ? [kernel, kernel, input, output] : [kernel, kernel, output],
            decays: true,
            role: .convolution(
                fanIn: kernel * kernel * (kind == .dense ? input : 1), fanOut: kernel * kernel * output))
        let gamma = append(
            "\(name).gamma", shape: [output], decays: false, role: .gamma(endsResidual: endsResidual))
        let beta = append("\(name).beta", shape: [output], decays: false, role: .zeros)
        return ConvolutionUnit(
            kind: kind, inputChannels: input, outputChannels: output, kernel: kernel, stride: stride, inputSide: side,
            weights: weights, gamma: gamma, beta: beta, activation: ActivationFunction(activation),
            endsResidual: endsResidual)
    }

    /// The module's tensors lie in one piece, in the order of `SqueezeExcitation.weights`.
    private mutating func appendSqueeze(_ name: String, channels: Int, squeezed: Int) -> Int {
        func weights(_ inputs: Int, _ outputs: Int) -> Parameter.Role { .convolution(fanIn: inputs, fanOut: outputs) }
        let first = append(
            "\(name).reduce.weight", shape: [channels, squeezed], decays: true,
            role: weights(channels, squeezed))
        _ = append("\(name).reduce.bias", shape: [squeezed], decays: false, role: .zeros, packed: true)
        _ = append(
            "\(name).expand.weight", shape: [squeezed, channels], decays: true,
            role: weights(squeezed, channels), packed: true)
        _ = append("\(name).expand.bias", shape: [channels], decays: false, role: .zeros, packed: true)
        return first
    }
}
