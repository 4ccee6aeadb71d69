import Kernels
import Testing

struct PoolingTests {
    @Test func everyShapeAgreesWithTheReference() throws {
        for pictures in 1...3 {
            for channels in Grid.channels {
                for pixels in Grid.lengths + [49, 169] {
                    let shape = "\(pictures) pictures of \(pixels) pixels, \(channels) channels"
                    var samples = Samples(pixels)
                    let input = samples.floats(pictures * pixels * channels)
                    let gradient = samples.floats(pictures * channels)
                    try GuardedArena.use(shape) { arena in
                        let output = arena.poison(gradient.count)
                        globalAverageForward(
                            arena.floats(input).pointer, pictures: pictures, pixels: pixels, channels: channels,
                            into: output.pointer)
                        try output.requireAgreement(
                            with: PoolingReference.forward(
                                input.exact, pictures: pictures, pixels: pixels, channels: channels), shape)
                        let inputGradient = arena.poison(input.count)
                        globalAverageBackward(
                            arena.floats(gradient).pointer, pictures: pictures, pixels: pixels, channels: channels,
                            into: inputGradient.pointer)
                        try inputGradient.requireAgreement(
                            with: PoolingReference.backward(
                                gradient.exact, pictures: pictures, pixels: pixels, channels: channels), shape)
                    }
                }
            }
        }
    }

    @Test func theGradientIsThatOfDifferences() throws {
        let (pictures, pixels, channels) = (2, 5, 9)
        var samples = Samples()
        let input = samples.floats(pictures * pixels * channels)
        let factor = samples.floats(pictures * channels)
        let differences = centralDifferences(at: input.exact.values) {
            weightedSum(
                PoolingReference.forward($0.exact, pictures: pictures, pixels: pixels, channels: channels), factor)
        }
        try GuardedArena.use("pooling") { arena in
            let gradient = arena.poison(input.count)
            globalAverageBackward(
                arena.floats(factor).pointer, pictures: pictures, pixels: pixels, channels: channels,
                into: gradient.pointer)
            try gradient.requireAgreement(
                with: differences.widened(
                    by: PoolingReference.backward(
                        factor.exact, pictures: pictures, pixels: pixels, channels: channels)), "pooling")
        }
    }

    @Test func aChannelHasTheSameBitsAmongOthersAndAlone() throws {
        let (pixels, channels) = (49, 40)
        let input = Samples.floats(pixels * channels)
        func means(_ input: [Float], channels: Int) throws -> [UInt32] {
            try GuardedArena.use("\(channels) channels") { arena in
                let output = arena.poison(channels)
                globalAverageForward(
                    arena.floats(input).pointer, pictures: 1, pixels: pixels, channels: channels,
                    into: output.pointer)
                return output.bitPatterns
            }
        }
        let whole = try means(input, channels: channels)
        for part in [0..<7, 0..<8, 3..<20, 39..<40] {
            #expect(try means(input.only(part, of: channels), channels: part.count) == Array(whole[part]))
        }
    }
}
