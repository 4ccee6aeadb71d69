import Kernels
import Workers

extension KernelTrial {
    /// Expansion and depthwise convolution as one kernel, and what the expansion's batch norm is computed from: side,
    /// channels in and hidden, taps and stride of layers of `cifar`, then of `imagenet`.
    ///
    /// The operations are those that a direct computation needs of the expansion and of the taps, border included. On the
    /// way back that is twice as many; the expansion, which is computed again, does not count again.
    static var bottlenecks: [KernelTrial] {
        [
            (32, 16, 48, 3, 1), (32, 32, 192, 5, 2), (16, 40, 240, 7, 1), (8, 96, 576, 5, 1), (112, 16, 96, 3, 2),
            (56, 32, 192, 3, 1), (28, 40, 240, 7, 1), (14, 80, 480, 5, 1), (7, 192, 1152, 7, 1),
        ].flatMap { side, inputs, hidden, kernel, stride in
            let shape = DepthwiseShape(height: side, width: side, channels: hidden, kernel: kernel, stride: stride)
            return [forward(shape, inputs), backward(shape, inputs)]
        } + [(32, 16), (32, 32), (16, 40), (8, 96), (56, 32), (7, 192)].map(scatter)
            + [(16, 48), (32, 192), (96, 576), (192, 1152)].map(statistics)
    }

    private static func forward(_ shape: DepthwiseShape, _ inputs: Int) -> KernelTrial {
        KernelTrial("expanded depthwise forward", text(shape, inputs), .operations(operations(shape, inputs))) {
            let memory = BottleneckOperands(shape, inputs)
            let scratch = operand(ExpandedDepthwise.forwardScratchCount(shape))
            let moments = unsafe ChannelMoments(
                count: pictures * shape.outputHeight * shape.outputWidth, means: memory.outputSums.pointer,
                deviations: memory.outputSums.pointer + shape.channels)
            return {
                unsafe memory.kernel.forward(
                    memory.input.pointer, pictures: pictures, into: memory.output.pointer, moments: moments,
                    scratch: scratch.pointer)
            }
        }
    }

    private static func backward(_ shape: DepthwiseShape, _ inputs: Int) -> KernelTrial {
        KernelTrial("expanded depthwise backward", text(shape, inputs), .operations(2 * operations(shape, inputs))) {
            let memory = BottleneckOperands(shape, inputs)
            let scratch = operand(ExpandedDepthwise.backwardScratchCount(shape, inputChannels: inputs))
            let (uGradient, inputGradient) = (operand(memory.output.count), operand(memory.input.count))
            let (filters, expansion) = (operand(memory.filters.count), operand(memory.expansion.count))
            let expansionSums = operand(2 * shape.channels)
            return {
                unsafe memory.kernel.backward(
                    memory.input.pointer, pictures: pictures,
                    output: ExpandedDepthwise.OutputGradient(
                        raw: memory.output.pointer, uGradient: uGradient.pointer,
                        statistics: NormalizationStatistics(
                            memory: memory.outputStatistics.pointer, channels: shape.channels),
                        shiftSum: memory.outputSums.pointer, scaleSum: memory.outputSums.pointer + shape.channels,
                        count: pictures * shape.outputHeight * shape.outputWidth),
                    inputGradient: inputGradient.pointer,
                    gradients: ExpandedDepthwise.Gradients(
                        weights: filters.pointer, expansionWeights: expansion.pointer,
                        expansionShiftSum: expansionSums.pointer,
                        expansionScaleSum: expansionSums.pointer + shape.channels),
                    scratch: scratch.pointer)
            }
        }
    }

    /// All products of two channels, though those of a pair come twice.
    private static func scatter(_ side: Int, _ channels: Int) -> KernelTrial {
        let rows = pictures * side * side
        let work = Work.operations(2 * Double(rows * channels * channels))
        return KernelTrial("channel scatter", "\(pictures)x\(side)x\(side)x\(channels)", work) {
            let (x, memory) = (operand(rows * channels), operand(ChannelScatter.floatCount(channels: channels)))
            let scratch = operand(ChannelScatter.scratchCount(channels: channels))
            return {
                var scatter = unsafe ChannelScatter(count: 0, memory: memory.pointer, channels: channels)
                unsafe scatter.add(x.pointer, rows: rows, channels: channels, scratch: scratch.pointer)
            }
        }
    }

    /// The product of covariance and weights, then two sums a hidden channel.
    private static func statistics(_ inputs: Int, _ hidden: Int) -> KernelTrial {
        let work = Work.operations(2 * Double(inputs * (inputs + 2) * hidden))
        return KernelTrial("expansion statistics", "\(inputs) to \(hidden)", work) {
            let (weights, projected) = (operand(inputs * hidden), operand(inputs * hidden))
            let (means, covariance) = (operand(inputs), operand(inputs * inputs))
            let (affine, statistics) = (operand(2 * hidden), operand(4 * hidden))
            return {
                unsafe ExpansionStatistics(
                    inputChannels: inputs, channels: hidden, weights: weights.pointer, means: means.pointer,
                    covariance: covariance.pointer, gamma: affine.pointer, beta: affine.pointer + hidden,
                    epsilon: 1e-5
                ).compute(
                    columns: 0..<hidden, projected: projected.pointer,
                    into: NormalizationStatistics(memory: statistics.pointer, channels: hidden))
            }
        }
    }

    private static func operations(_ shape: DepthwiseShape, _ inputs: Int) -> Double {
        let expansion = shape.height * shape.width * inputs
        let taps = shape.outputHeight * shape.outputWidth * shape.kernel * shape.kernel
        return 2 * Double(pictures * (expansion + taps) * shape.channels)
    }

    private static func text(_ shape: DepthwiseShape, _ inputs: Int) -> String {
        "\(pictures)x\(shape.height)x\(shape.width) \(inputs) to \(shape.channels), k\(shape.kernel) s\(shape.stride)"
    }
}

/// The tensors of an expansion and a depthwise convolution.
private struct BottleneckOperands {
    let shape: DepthwiseShape
    let inputs: Int
    let input, expansion, expansionStatistics, filters, output, outputStatistics, outputSums: FloatBuffer

    init(_ shape: DepthwiseShape, _ inputs: Int) {
        let channels = shape.channels
        self.shape = shape
        self.inputs = inputs
        input = KernelTrial.operand(KernelTrial.pictures * shape.height * shape.width * inputs)
        expansion = KernelTrial.operand(inputs * channels)
        expansionStatistics = KernelTrial.operand(4 * channels)
        filters = KernelTrial.operand(shape.kernel * shape.kernel * channels)
        output = KernelTrial.operand(KernelTrial.pictures * shape.outputHeight * shape.outputWidth * channels)
        outputStatistics = KernelTrial.operand(4 * channels)
        outputSums = KernelTrial.operand(2 * channels)
    }

    var kernel: ExpandedDepthwise {
        unsafe ExpandedDepthwise(
            shape: shape, weights: filters.pointer,
            expansion: ExpandedDepthwise.Expansion(
                inputChannels: inputs, weights: expansion.pointer,
                statistics: NormalizationStatistics(memory: expansionStatistics.pointer, channels: shape.channels),
                activation: .relu6))
    }
}
