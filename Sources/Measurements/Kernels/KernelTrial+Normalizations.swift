import Kernels
import Workers

extension KernelTrial {
    /// Batch norm with ReLU6 over a chunk: side and channels of layers of `cifar`, then of `imagenet`.
    static var normalizations: [KernelTrial] {
        [(32, 96), (8, 480), (56, 192)].flatMap { side, channels in
            [
                moments(side, channels), forward(side, channels, hasResidual: false),
                forward(side, channels, hasResidual: true), backwardSums(side, channels), backward(side, channels),
            ]
        }
    }

    private static func moments(_ side: Int, _ channels: Int) -> KernelTrial {
        let rows = pictures * side * side
        return KernelTrial("batch norm moments", text(side, channels), .floats(rows * channels)) {
            let (x, sums) = (operand(rows * channels), operand(2 * channels))
            let moments = unsafe ChannelMoments(count: rows, means: sums.pointer, deviations: sums.pointer + channels)
            return {
                withExtendedLifetime(sums) {
                    unsafe momentsOfChannels(x.pointer, rows: rows, channels: channels, into: moments)
                }
            }
        }
    }

    private static func forward(_ side: Int, _ channels: Int, hasResidual: Bool) -> KernelTrial {
        let rows = pictures * side * side
        let name = "batch norm forward" + (hasResidual ? ", residual" : "")
        return KernelTrial(name, text(side, channels), .floats((hasResidual ? 3 : 2) * rows * channels)) {
            let (x, y, statistics) = (operand(rows * channels), operand(rows * channels), operand(4 * channels))
            let residual = hasResidual ? operand(rows * channels) : nil
            return {
                unsafe normalization(rows, channels, statistics).forward(
                    x.pointer, residual: residual.map { unsafe UnsafePointer($0.pointer) }, into: y.pointer)
            }
        }
    }

    private static func backwardSums(_ side: Int, _ channels: Int) -> KernelTrial {
        let rows = pictures * side * side
        return KernelTrial("batch norm backward sums", text(side, channels), .floats(3 * rows * channels)) {
            let (x, gradient) = (operand(rows * channels), operand(rows * channels))
            let (statistics, sums) = (operand(4 * channels), operand(2 * channels))
            return {
                // ReLU6's derivative is 0 or 1, so the gradient stays as the first call leaves it.
                unsafe normalization(rows, channels, statistics).backwardSums(
                    x.pointer, yGradient: gradient.pointer, shiftSum: sums.pointer,
                    scaleSum: sums.pointer + channels)
            }
        }
    }

    private static func backward(_ side: Int, _ channels: Int) -> KernelTrial {
        let rows = pictures * side * side
        return KernelTrial("batch norm backward", text(side, channels), .floats(3 * rows * channels)) {
            let (x, gradient, target) = (operand(rows * channels), operand(rows * channels), operand(rows * channels))
            let (statistics, sums) = (operand(4 * channels), operand(2 * channels))
            return {
                unsafe NormalizationGradient(
                    rows: rows, channels: channels, count: rows,
                    statistics: NormalizationStatistics(memory: statistics.pointer, channels: channels),
                    shiftSum: sums.pointer, scaleSum: sums.pointer + channels
                ).backward(x.pointer, uGradient: gradient.pointer, into: target.pointer)
            }
        }
    }

    private static func normalization(_ rows: Int, _ channels: Int, _ statistics: FloatBuffer) -> BatchNormalization {
        unsafe BatchNormalization(
            rows: rows, channels: channels,
            statistics: NormalizationStatistics(memory: statistics.pointer, channels: channels), activation: .relu6)
    }

    private static func text(_ side: Int, _ channels: Int) -> String { "\(pictures)x\(side)x\(side)x\(channels)" }
}
