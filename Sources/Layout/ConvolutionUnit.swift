import Architecture
package import Kernels

/// A convolution and the batch norm after it: the step in which networks are computed.
///
/// What a unit leaves in memory is its *raw* output, before batch norm. Whoever reads it applies batch norm and
/// activation while reading; so the normalised tensors are never written, and the backward pass computes them again. A
/// bottleneck's expansion is part of its depthwise unit and leaves nothing at all (``ExpandedDepthwise`` in Kernels).
package struct ConvolutionUnit: Sendable {
    package enum Kind: Sendable {
        case dense
        case depthwise
    }

    /// The squeeze-and-excitation that scales a unit's input.
    package struct Squeeze: Sendable {
        package var channels: Int
        package var weights: Int
        package var reduceActivation: ActivationFunction
        package var gateActivation: ActivationFunction
    }

    /// The 1x1 convolution, batch norm and activation before a depthwise convolution.
    package struct Expansion: Sendable {
        /// Offset of the weights `[inputChannels, outputChannels]` in the arena.
        package var weights: Int
        /// Offset of batch norm's factors in the arena.
        package var gamma: Int
        /// Offset of batch norm's summands in the arena.
        package var beta: Int
        package var activation: ActivationFunction
    }

    package var kind: Kind
    package var inputChannels: Int
    package var outputChannels: Int
    package var kernel: Int
    package var stride: Int
    /// Height and width of the input.
    package var inputSide: Int
    /// Offset of the weights in the arena.
    package var weights: Int
    /// Offset of batch norm's factors in the arena.
    package var gamma: Int
    /// Offset of batch norm's summands in the arena.
    package var beta: Int
    /// What follows this unit's batch norm.
    package var activation: ActivationFunction
    /// Widens the input of a depthwise convolution.
    package var expansion: Expansion?
    /// Scales the input before the convolution.
    package var squeeze: Squeeze?
    /// Whether this unit reads the output of a block, or the stem's: kept in memory, since a residual may need it.
    package var startsBlock = false
    /// Whether the block's input is added to this unit's normalised output.
    var endsResidual = false

    package var outputSide: Int { (inputSide + stride - 1) / stride }
    package var inputPixels: Int { inputSide * inputSide }
    package var outputPixels: Int { outputSide * outputSide }
    /// Floats of one picture's input.
    package var inputCount: Int { inputPixels * inputChannels }
    /// Floats of one picture's raw output.
    package var outputCount: Int { outputPixels * outputChannels }

    package var weightCount: Int {
        kind == .dense ? kernel * kernel * inputChannels * outputChannels : kernel * kernel * outputChannels
    }
    /// Weights of the expansion.
    package var expansionCount: Int { expansion == nil ? 0 : inputChannels * outputChannels }
    /// Weights and biases of the squeeze-and-excitation.
    package var squeezeCount: Int {
        squeeze.map { SqueezeExcitation.weightCount(channels: inputChannels, squeezed: $0.channels) } ?? 0
    }

    /// Offset of the weights `[inputChannels, outputChannels]` of the unit's 1x1 convolution, the expansion's if it has one;
    /// nil without such a convolution.
    package var pointwiseWeights: Int? {
        switch kind {
        case .dense: kernel == 1 && stride == 1 ? weights : nil
        case .depthwise: expansion?.weights
        }
    }

    /// Words of so many rows of `inputChannels` 16-bit numbers in pairs.
    package func pairedCount(rows: Int) -> Int { rows * PairedMatrix.innerWords(inputChannels) }

    package func denseShape(pictures: Int) -> ConvolutionShape {
        ConvolutionShape(
            pictures: pictures, height: inputSide, width: inputSide, inputChannels: inputChannels,
            outputChannels: outputChannels, kernel: kernel, stride: stride)
    }

    package var depthwiseShape: DepthwiseShape {
        DepthwiseShape(height: inputSide, width: inputSide, channels: outputChannels, kernel: kernel, stride: stride)
    }
}

extension ActivationFunction {
    /// The kernel of an activation that a search space or a network names.
    init(_ activation: Activation) {
        self =
            switch activation {
            case .none: .none
            case .relu: .relu
            case .relu6: .relu6
            case .hswish: .hswish
            case .swish: .swish
            case .sigmoid: .sigmoid
            case .hsigmoid: .hsigmoid
            }
    }
}
