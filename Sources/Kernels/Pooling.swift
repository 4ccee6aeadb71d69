/// Global average pooling: `output[n, c]` is the mean of `input[n, :, c]`.
///
/// - Parameters:
///   - input: `[pictures, pixels, channels]`.
///   - output: `[pictures, channels]`, overwritten.
public func globalAverageForward(
    _ input: UnsafePointer<Float>, pictures: Int, pixels: Int, channels: Int, into output: UnsafeMutablePointer<Float>
) {
    struct Kernel: ChannelKernel {
        let input: UnsafePointer<Float>
        let pixels: Int
        let channels: Int
        let output: UnsafeMutablePointer<Float>
        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            var sum = L.zero
            for pixel in 0..<pixels { sum = sum + L.load(input + pixel &* channels + channel) }
            (sum * L(repeating: 1 / Float(pixels))).store(output + channel)
        }
    }
    for picture in 0..<pictures {
        Kernel(
            input: input + picture * pixels * channels, pixels: pixels, channels: channels,
            output: output + picture * channels
        ).sweep(channels: channels)
    }
}

/// The gradient of global average pooling: every pixel gets its share.
///
/// - Parameters:
///   - outputGradient: `[pictures, channels]`.
///   - inputGradient: `[pictures, pixels, channels]`, overwritten.
public func globalAverageBackward(
    _ outputGradient: UnsafePointer<Float>, pictures: Int, pixels: Int, channels: Int,
    into inputGradient: UnsafeMutablePointer<Float>
) {
    struct Kernel: ChannelKernel {
        let gradient: UnsafePointer<Float>
        let pixels: Int
        let channels: Int
        let inputGradient: UnsafeMutablePointer<Float>
        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            let share = L.load(gradient + channel) * L(repeating: 1 / Float(pixels))
            for pixel in 0..<pixels { share.store(inputGradient + pixel &* channels + channel) }
        }
    }
    for picture in 0..<pictures {
        Kernel(
            gradient: outputGradient + picture * channels, pixels: pixels, channels: channels,
            inputGradient: inputGradient + picture * pixels * channels
        ).sweep(channels: channels)
    }
}
