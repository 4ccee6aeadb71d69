/// The largest of the 3x3 pixels around every `stride`-th one, channel by channel, of one picture.
///
/// Pixels beyond the picture's edges do not count. Of equal pixels the first one in reading order is the largest: it alone
/// gets the gradient, as in PyTorch. A NaN, which PyTorch would pass on, may be passed over.
///
/// Layouts: input `[height, width, channels]`, output `[ceil(height / stride), ceil(width / stride), channels]`.
public struct MaxPooling: Sendable, Hashable {
    /// Height of the input.
    public var height: Int
    /// Width of the input.
    public var width: Int
    /// Channels of input and output.
    public var channels: Int
    /// The step between two output pixels.
    public var stride: Int

    /// Sizes of a pooling.
    ///
    /// - Precondition: All positive.
    public init(height: Int, width: Int, channels: Int, stride: Int) {
        precondition(height > 0 && width > 0 && channels > 0 && stride > 0)
        self.height = height
        self.width = width
        self.channels = channels
        self.stride = stride
    }

    /// Computes the output.
    ///
    /// - Parameters:
    ///   - input: The picture.
    ///   - output: Overwritten.
    public func forward(_ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
        Forward(pooling: self, input: input, output: output).sweep(channels: channels)
    }

    /// Adds the gradient of the input.
    ///
    /// - Parameters:
    ///   - input: As given to `forward`.
    ///   - outputGradient: The gradient of the output.
    ///   - inputGradient: Of the input's size, *added to*.
    public func backward(
        _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
        into inputGradient: UnsafeMutablePointer<Float>
    ) {
        Backward(pooling: self, input: input, outputGradient: outputGradient, inputGradient: inputGradient)
            .sweep(channels: channels)
    }

    /// Visits every output pixel: its place, and the first float of each input pixel that it is the largest of.
    @inline(__always) private func forEachWindow(_ body: (_ output: Int, _ window: Window) -> Void) {
        var output = 0
        for y in Swift.stride(from: 0, to: height, by: stride) {
            for x in Swift.stride(from: 0, to: width, by: stride) {
                body(
                    output,
                    Window(
                        rows: max(0, y &- 1)..<min(height, y &+ 2), columns: max(0, x &- 1)..<min(width, x &+ 2),
                        rowStep: width &* channels, columnStep: channels))
                output &+= channels
            }
        }
    }

    /// The input pixels of one output pixel.
    private struct Window {
        let rows: Range<Int>
        let columns: Range<Int>
        let rowStep: Int
        let columnStep: Int

        var first: Int { rows.lowerBound &* rowStep &+ columns.lowerBound &* columnStep }

        /// Visits the pixels in reading order.
        @inline(__always) func forEach(_ body: (_ pixel: Int, _ number: Float) -> Void) {
            var number: Float = 0
            for y in rows {
                for x in columns {
                    body(y &* rowStep &+ x &* columnStep, number)
                    number += 1
                }
            }
        }
    }

    private struct Forward: ChannelKernel {
        let pooling: MaxPooling
        let input: UnsafePointer<Float>
        let output: UnsafeMutablePointer<Float>

        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            let input = input + channel
            pooling.forEachWindow { place, window in
                var largest = L.load(input + window.first)
                window.forEach { pixel, _ in largest = .maximum(largest, L.load(input + pixel)) }
                largest.store(output + (place &+ channel))
            }
        }
    }

    private struct Backward: ChannelKernel {
        let pooling: MaxPooling
        let input: UnsafePointer<Float>
        let outputGradient: UnsafePointer<Float>
        let inputGradient: UnsafeMutablePointer<Float>

        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            let input = input + channel
            pooling.forEachWindow { place, window in
                var largest = L.load(input + window.first)
                // The number of the largest pixel in its window.
                var winner = L.zero
                window.forEach { pixel, number in
                    let value = L.load(input + pixel)
                    winner =
                        winner
                        + .select(L(repeating: number) - winner, where: value - largest, above: 0, below: .infinity)
                    largest = .maximum(largest, value)
                }
                let gradient = L.load(outputGradient + (place &+ channel))
                window.forEach { pixel, number in
                    let target = inputGradient + (pixel &+ channel)
                    let share = L.select(gradient, where: winner - L(repeating: number), above: -0.5, below: 0.5)
                    (L.load(target) + share).store(target)
                }
            }
        }
    }
}
