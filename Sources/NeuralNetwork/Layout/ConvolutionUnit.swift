import Architecture
import Kernels

/// A convolution and the batch norm after it: the step in which networks are computed.
///
/// What a unit leaves in memory is its *raw* output, before batch norm. Whoever reads it applies batch norm and
/// activation while reading; so the normalised tensors are never written, and the backward pass computes them again. A
/// bottleneck's expansion is part of its depthwise unit and leaves nothing at all (``ExpandedDepthwise`` in Kernels).
struct ConvolutionUnit: Sendable {
    enum Kind: Sendable {
        case dense
        case depthwise
    }

    /// The squeeze-and-excitation that scales a unit's input.
    struct Squeeze: Sendable {
        var channels: Int
        var weights: Int
        var reduceActivation: ActivationFunction
        var gateActivation: ActivationFunction
    }

    /// The 1x1 convolution, batch norm and activation before a depthwise convolution.
    struct Expansion: Sendable {
        /// Offset of the weights `[inputChannels, outputChannels]` in the arena.
        var weights: Int
        /// Offset of batch norm's factors in the arena.
        var gamma: Int
        /// Offset of batch norm's summands in the arena.
        var beta: Int
        var activation: ActivationFunction
    }

    var kind: Kind
    var inputChannels: Int
    var outputChannels: Int
    var kernel: Int
    var stride: Int
    /// Height and width of the input.
    var inputSide: Int
    /// Offset of the weights in the arena.
    var weights: Int
    /// Offset of batch norm's factors in the arena.
    var gamma: Int
    /// Offset of batch norm's summands in the arena.
    var beta: Int
    /// What follows this unit's batch norm.
    var activation: ActivationFunction
    /// Widens the input of a depthwise convolution.
    var expansion: Expansion?
    /// Scales the input before the convolution.
    var squeeze: Squeeze?
    /// Whether this unit reads the output of a block, or the stem's: kept in memory, since a residual may need it.
    var startsBlock = false
    /// Whether the block's input is added to this unit's normalised output.
    var endsResidual = false

    var outputSide: Int { (inputSide + stride - 1) / stride }
    var inputPixels: Int { inputSide * inputSide }
    var outputPixels: Int { outputSide * outputSide }
    /// Floats of one picture's input.
    var inputCount: Int { inputPixels * inputChannels }
    /// Floats of one picture's raw output.
    var outputCount: Int { outputPixels * outputChannels }

    var weightCount: Int {
        kind == .dense ? kernel * kernel * inputChannels * outputChannels : kernel * kernel * outputChannels
    }
    /// Weights of the expansion.
    var expansionCount: Int { expansion == nil ? 0 : inputChannels * outputChannels }
    /// Weights and biases of the squeeze-and-excitation.
    var squeezeCount: Int {
        squeeze.map { SqueezeExcitation.weightCount(channels: inputChannels, squeezed: $0.channels) } ?? 0
    }

    /// Offset of the weights `[inputChannels, outputChannels]` of the unit's 1x1 convolution, the expansion's if it has one;
    /// nil without such a convolution.
    var pointwiseWeights: Int? {
        switch kind {
        case .dense: kernel == 1 && stride == 1 ? weights : nil
        case .depthwise: expansion?.weights
        }
    }

    /// Words of so many rows of `inputChannels` 16-bit numbers in pairs.
    func pairedCount(rows: Int) -> Int { rows * PairedMatrix.innerWords(inputChannels) }

    func denseShape(pictures: Int) -> ConvolutionShape {
        ConvolutionShape(
            pictures: pictures, height: inputSide, width: inputSide, inputChannels: inputChannels,
            outputChannels: outputChannels, kernel: kernel, stride: stride)
    }

    var depthwiseShape: DepthwiseShape {
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
