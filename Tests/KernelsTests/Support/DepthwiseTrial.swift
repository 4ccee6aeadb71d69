import Kernels

/// The operands of one depthwise convolution, and what the kernels make of them.
struct DepthwiseTrial {
    let shape: DepthwiseShape
    var input: [Float]
    var weights: [Float]
    var outputGradient: [Float]
    /// What the weights' gradient holds before.
    var start: [Float]

    struct Results {
        var output, inputGradient, weightGradient: GuardedFloats
    }

    init(_ shape: DepthwiseShape, seed: Int) {
        var samples = Samples(seed)
        self.shape = shape
        input = samples.floats(shape.height * shape.width * shape.channels)
        weights = samples.floats(shape.kernel * shape.kernel * shape.channels)
        outputGradient = samples.floats(shape.outputHeight * shape.outputWidth * shape.channels)
        start = samples.floats(weights.count)
    }

    /// The same trial with channels `range` alone.
    func only(_ range: Range<Int>) -> DepthwiseTrial {
        var shape = shape
        shape.channels = range.count
        var trial = DepthwiseTrial(shape, seed: 0)
        trial.input = input.only(range, of: self.shape.channels)
        trial.weights = weights.only(range, of: self.shape.channels)
        trial.outputGradient = outputGradient.only(range, of: self.shape.channels)
        trial.start = start.only(range, of: self.shape.channels)
        return trial
    }

    func run(in arena: GuardedArena) -> Results { run(nil, in: arena) }

    /// Runs some channels of all: the weights and the results are those of all, the padded pictures have these alone.
    func run(_ part: Range<Int>?, in arena: GuardedArena) -> Results {
        let range = part ?? 0..<shape.channels
        let outerChannels = part.map { _ in shape.channels }
        var block = shape
        block.channels = range.count
        let (padded, spread) = only(range).paddedPictures
        let paddedInput = arena.floats(padded)
        let paddedGradient = arena.floats(spread)
        let filters = arena.floats(weights).pointer + range.lowerBound
        let turned = arena.poison(shape.kernel * shape.kernel * range.count)
        let results = Results(
            output: arena.poison(outputGradient.count), inputGradient: arena.poison(input.count),
            weightGradient: arena.floats(start))
        depthwiseForward(
            block, padded: paddedInput.pointer, weights: filters, into: results.output.pointer + range.lowerBound,
            outerChannels: outerChannels)
        turnFilters(
            filters, kernel: shape.kernel, channels: range.count, into: turned.pointer, outerChannels: outerChannels)
        depthwiseBackwardInput(
            block, spread: paddedGradient.pointer, turned: turned.pointer,
            into: results.inputGradient.pointer + range.lowerBound, outerChannels: outerChannels)
        depthwiseBackwardWeights(
            block, padded: paddedInput.pointer, spread: paddedGradient.pointer,
            into: results.weightGradient.pointer + range.lowerBound, outerChannels: outerChannels)
        return results
    }

    /// The input, and the output's gradient spread out to the input's raster, each with a border of zeros.
    private var paddedPictures: (input: [Float], gradient: [Float]) {
        let border = shape.kernel / 2
        let paddedWidth = shape.width + 2 * border
        let paddedCount = (shape.height + 2 * border) * paddedWidth * shape.channels
        var padded = [Float](repeating: 0, count: paddedCount)
        var spread = padded
        for y in 0..<shape.height {
            for x in 0..<shape.width {
                for c in 0..<shape.channels {
                    let place = ((y + border) * paddedWidth + x + border) * shape.channels + c
                    padded[place] = input[(y * shape.width + x) * shape.channels + c]
                    if y % shape.stride == 0 && x % shape.stride == 0 {
                        let output = y / shape.stride * shape.outputWidth + x / shape.stride
                        spread[place] = outputGradient[output * shape.channels + c]
                    }
                }
            }
        }
        return (padded, spread)
    }
}
