import Kernels
import Layout

/// The kernels of a step, by its operation.
extension CellGraph {
    func convolutionShape(_ index: Int, kernel: Int, stride: Int) -> ConvolutionShape {
        let (step, input) = (steps[index], steps[steps[index].inputs[0]])
        return ConvolutionShape(
            pictures: 1, height: input.side, width: input.side, inputChannels: input.channels,
            outputChannels: step.channels, kernel: kernel, stride: stride)
    }

    func depthwise(_ index: Int, kernel: Int, stride: Int, dilation: Int) -> DilatedDepthwise {
        let input = steps[steps[index].inputs[0]]
        return DilatedDepthwise(
            DepthwiseShape(
                height: input.side, width: input.side, channels: input.channels, kernel: kernel, stride: stride),
            dilation: dilation)
    }

    func reduction(_ index: Int) -> FactorizedReduction {
        let input = steps[steps[index].inputs[0]]
        return FactorizedReduction(
            height: input.side, width: input.side, inputChannels: input.channels,
            outputChannels: steps[index].channels)
    }

    func pooling(_ index: Int, stride: Int) -> MaxPooling {
        let input = steps[steps[index].inputs[0]]
        return MaxPooling(height: input.side, width: input.side, channels: input.channels, stride: stride)
    }
}
