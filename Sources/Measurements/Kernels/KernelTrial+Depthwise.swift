import Kernels
import Workers

extension KernelTrial {
    /// Depthwise convolutions of one picture: side, channels and stride of layers of `cifar`, then of `imagenet`.
    ///
    /// The operations are those that a direct computation needs, taps in the border of zeros included.
    static var depthwise: [KernelTrial] {
        [(32, 96, 1), (32, 192, 2), (8, 480, 1), (112, 96, 2), (56, 192, 1), (14, 480, 1), (7, 1152, 1)].flatMap {
            side, channels, stride in
            [3, 5, 7].flatMap { kernel in
                directions(
                    DepthwiseShape(height: side, width: side, channels: channels, kernel: kernel, stride: stride))
            }
        }
    }

    private static func directions(_ shape: DepthwiseShape) -> [KernelTrial] {
        let text = "\(shape.height)x\(shape.width)x\(shape.channels), k\(shape.kernel) s\(shape.stride)"
        let taps = shape.kernel * shape.kernel * shape.channels
        let outputs = shape.outputHeight * shape.outputWidth
        let work = Work.operations(2 * Double(taps * outputs))
        return [
            KernelTrial("depthwise forward", text, work) {
                let (padded, weights) = (operand(shape.paddedCount), operand(taps))
                let output = operand(outputs * shape.channels)
                return {
                    unsafe depthwiseForward(
                        shape, padded: padded.pointer, weights: weights.pointer, into: output.pointer)
                }
            },
            KernelTrial("depthwise backward input", text, work) {
                let (spread, turned) = (operand(shape.paddedCount), operand(taps))
                let gradient = operand(shape.height * shape.width * shape.channels)
                return {
                    unsafe depthwiseBackwardInput(
                        shape, spread: spread.pointer, turned: turned.pointer, into: gradient.pointer)
                }
            },
            KernelTrial("depthwise backward weights", text, work) {
                let (padded, spread) = (operand(shape.paddedCount), operand(shape.paddedCount))
                let gradient = operand(taps)
                return {
                    unsafe depthwiseBackwardWeights(
                        shape, padded: padded.pointer, spread: spread.pointer, into: gradient.pointer)
                }
            },
        ]
    }
}
