// Prints hashes of what the kernels compute from keyed numbers, at sizes beside and between the widths of vectors. `.ci/arm`
// compares what it prints on several processors.
import Kernels

typealias Floats = UnsafeMutablePointer<Float>

/// Numbers in [-1, 1), the same on every processor.
struct Numbers {
    private var state: UInt64 = 88_172_645_463_325_252

    mutating func next() -> Float {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Float(Int64(bitPattern: state) >> 40) / 8_388_608
    }

    mutating func floats(_ count: Int, times factor: Float = 1) -> Floats {
        let floats = zeros(count)
        for index in 0..<count { floats[index] = factor * next() }
        return floats
    }
}

func zeros(_ count: Int) -> Floats {
    let floats = Floats.allocate(capacity: max(1, count))
    floats.update(repeating: 0, count: max(1, count))
    return floats
}

/// FNV-1a over bit patterns.
struct Hash {
    private(set) var value: UInt64 = 14_695_981_039_346_656_037

    mutating func add(_ floats: Floats, _ count: Int) {
        for index in 0..<count { value = (value ^ UInt64(floats[index].bitPattern)) &* 1_099_511_628_211 }
    }

    func print(_ kernel: StaticString) {
        Swift.print(kernel, terminator: " ")
        Swift.print(value)
    }
}

@main struct Check {
    static func main() {
        var numbers = Numbers()
        dense(&numbers)
        linear(&numbers)
        paired(&numbers)
        depthwise(&numbers)
        for activation in ActivationFunction.allCases { expanded(activation, &numbers) }
        activations(&numbers)
        norms(&numbers)
        squeezes(&numbers)
        poolings(&numbers)
    }

    static func dense(_ numbers: inout Numbers) {
        var hash = Hash()
        for (width, inputs, outputs, kernel, stride) in [
            (6, 3, 32, 3, 2), (6, 1, 1, 1, 1), (6, 7, 17, 1, 1), (6, 16, 48, 1, 1), (6, 40, 83, 1, 1), (6, 5, 9, 5, 1),
            (19, 3, 32, 3, 2), (9, 5, 17, 3, 1),
        ] {
            let shape = ConvolutionShape(
                pictures: 2, height: 7, width: width, inputChannels: inputs, outputChannels: outputs, kernel: kernel,
                stride: stride)
            let (inputCount, weightCount) = (14 * width * inputs, shape.patch * outputs)
            let outputCount = shape.rows * outputs
            let (input, weights) = (numbers.floats(inputCount), numbers.floats(weightCount))
            let (output, scratch) = (zeros(outputCount), zeros(shape.backwardScratchCount))
            convolutionForward(shape, input: input, weights: weights, scratch: scratch, into: output)
            let gradient = numbers.floats(outputCount)
            let (weightGradient, inputGradient) = (zeros(weightCount), zeros(inputCount))
            convolutionBackwardWeights(
                shape, input: input, outputGradient: gradient, scratch: scratch, into: weightGradient)
            let turned = zeros(weightCount)
            transposeMatrix(weights, rows: shape.patch, columns: outputs, range: 0..<outputs, into: turned)
            convolutionBackwardInput(
                shape, turned: turned, outputGradient: gradient, scratch: scratch, into: inputGradient)
            hash.add(output, outputCount)
            hash.add(weightGradient, weightCount)
            hash.add(inputGradient, inputCount)
        }
        hash.print("dense")
    }

    /// Quarters, whose sums are exact at any precision: what a processor without the instructions computes must be the same.
    static func paired(_ numbers: inout Numbers) {
        var hash = Hash()
        for format in PairFormat.allCases {
            for (rows, inner, columns) in [(1, 1, 1), (9, 33, 17), (16, 70, 43)] {
                func quarters(_ count: Int) -> Floats {
                    let floats = numbers.floats(count)
                    for index in 0..<count { floats[index] = (floats[index] * 4).rounded() / 4 }
                    return floats
                }
                let (left, right, output) = (quarters(rows * inner), quarters(inner * columns), zeros(rows * columns))
                let steps = PairedMatrix.innerWords(inner)
                let words = zeros(PairedMatrix.wordCount(inner: inner, columns: columns))
                let matrix = PairedMatrix(format, inner: inner, columns: columns, words: words)
                matrix.write(right, rows: 0..<steps)
                let leftWords = zeros(rows * steps)
                matrix.writeLeft(left, rows: rows, into: leftWords)
                matrix.multiply(leftWords, rows: rows, into: output)
                hash.add(output, rows * columns)
            }
        }
        hash.print("paired")
    }

    static func linear(_ numbers: inout Numbers) {
        var hash = Hash()
        for (rows, inputs, outputs) in [(1, 1, 1), (3, 17, 10), (8, 40, 10), (8, 24, 100), (9, 33, 31)] {
            let (weights, bias) = (numbers.floats(inputs * outputs), numbers.floats(outputs))
            let layer = LinearLayer(rows: rows, inputs: inputs, outputs: outputs, weights: weights, bias: bias)
            let (input, output) = (numbers.floats(rows * inputs), zeros(rows * outputs))
            layer.forward(input, into: output)
            let (weightGradient, biasGradient) = (zeros(inputs * outputs), zeros(outputs))
            let inputGradient = zeros(rows * inputs)
            layer.backward(
                input, outputGradient: output, weightGradient: weightGradient, biasGradient: biasGradient,
                inputGradient: inputGradient)
            hash.add(output, rows * outputs)
            hash.add(weightGradient, inputs * outputs)
            hash.add(biasGradient, outputs)
            hash.add(inputGradient, rows * inputs)
        }
        hash.print("linear")
    }

    static func depthwise(_ numbers: inout Numbers) {
        var hash = Hash()
        for channels in [1, 8, 17, 33, 48] {
            for kernel in [3, 5, 7, 9] {
                for stride in [1, 2] {
                    let shape = DepthwiseShape(
                        height: 9, width: 10, channels: channels, kernel: kernel, stride: stride)
                    let (padded, spread) = (zeros(shape.paddedCount), zeros(shape.paddedCount))
                    for row in 0..<9 {
                        for column in 0..<10 {
                            let place = shape.paddedOffset(row: row, column: column)
                            for channel in 0..<channels {
                                padded[place + channel] = numbers.next()
                                if row % stride == 0, column % stride == 0 { spread[place + channel] = numbers.next() }
                            }
                        }
                    }
                    let weights = numbers.floats(kernel * kernel * channels)
                    let turned = zeros(kernel * kernel * channels)
                    let outputCount = shape.outputHeight * shape.outputWidth * channels
                    let (output, inputGradient) = (zeros(outputCount), zeros(90 * channels))
                    let weightGradient = zeros(kernel * kernel * channels)
                    depthwiseForward(shape, padded: padded, weights: weights, into: output)
                    turnFilters(weights, kernel: kernel, channels: channels, into: turned)
                    depthwiseBackwardInput(shape, spread: spread, turned: turned, into: inputGradient)
                    depthwiseBackwardWeights(shape, padded: padded, spread: spread, into: weightGradient)
                    hash.add(output, outputCount)
                    hash.add(inputGradient, 90 * channels)
                    hash.add(weightGradient, kernel * kernel * channels)
                }
            }
        }
        hash.print("depthwise")
    }

    /// Expansion, norm, nonlinearity and depthwise convolution, as floats and as halves, and the norm that reads halves.
    static func expanded(_ activation: ActivationFunction, _ numbers: inout Numbers) {
        var hash = Hash()
        for (inputs, channels, kernel, stride) in [(5, 24, 3, 1), (8, 48, 5, 2), (3, 33, 7, 1)] {
            let shape = DepthwiseShape(height: 9, width: 10, channels: channels, kernel: kernel, stride: stride)
            let statistics = NormalizationStatistics(memory: zeros(4 * channels), channels: channels)
            let variances = numbers.floats(channels)
            for channel in 0..<channels { variances[channel] = variances[channel] * variances[channel] + 0.1 }
            givenStatistics(
                channels: channels, means: numbers.floats(channels), variances: variances,
                gamma: numbers.floats(channels), beta: numbers.floats(channels), epsilon: 1e-5, into: statistics)
            let block = ExpandedDepthwise(
                shape: shape, weights: numbers.floats(kernel * kernel * channels),
                expansion: ExpandedDepthwise.Expansion(
                    inputChannels: inputs, weights: numbers.floats(inputs * channels), statistics: statistics,
                    activation: activation))
            let (input, scratch) = (numbers.floats(180 * inputs), zeros(ExpandedDepthwise.forwardScratchCount(shape)))
            let rows = 2 * shape.outputHeight * shape.outputWidth
            let (output, normalised) = (zeros(rows * channels), zeros(rows * channels))
            let halves = UnsafeMutablePointer<Float16>.allocate(capacity: rows * channels)
            let moments = ChannelMoments(count: rows, means: zeros(channels), deviations: zeros(channels))
            block.forward(input, pictures: 2, into: output, moments: nil, scratch: scratch)
            block.forward(input, pictures: 2, into: halves, moments: moments, scratch: scratch)
            BatchNormalization(rows: rows, channels: channels, statistics: statistics, activation: activation)
                .forward(halves, into: normalised)
            hash.add(output, rows * channels)
            hash.add(moments.means, channels)
            hash.add(moments.deviations, channels)
            hash.add(normalised, rows * channels)
        }
        hash.print("expanded depthwise, halves")
    }

    static func activations(_ numbers: inout Numbers) {
        var hash = Hash()
        let (input, output) = (numbers.floats(1003, times: 20), zeros(1003))
        for activation in ActivationFunction.allCases {
            activationForward(activation, input, into: output, count: 1003)
            hash.add(output, 1003)
        }
        hash.print("activations")
    }

    /// Statistics of two chunks, the norm with a residual, and both halves of its gradient.
    static func norms(_ numbers: inout Numbers) {
        var hash = Hash()
        for (rows, channels) in [(1, 7), (65, 40), (130, 49), (70, 64)] {
            let count = rows * channels
            let (x, residual, output) = (numbers.floats(count), numbers.floats(count), zeros(count))
            let chunks = (0...1).map { _ in
                ChannelMoments(count: rows, means: zeros(channels), deviations: zeros(channels))
            }
            momentsOfChannels(x, rows: rows, channels: channels, into: chunks[0])
            momentsOfChannels(residual, rows: rows, channels: channels, into: chunks[1])
            let statistics = NormalizationStatistics(memory: zeros(4 * channels), channels: channels)
            mergeMoments(
                chunkCount: 2, chunks: { chunks[$0] }, channels: channels, gamma: numbers.floats(channels),
                beta: numbers.floats(channels), epsilon: 1e-5, into: statistics)
            let norm = BatchNormalization(rows: rows, channels: channels, statistics: statistics, activation: .hswish)
            norm.forward(x, residual: residual, into: output)
            hash.add(output, count)
            let (gradient, shiftSum, scaleSum) = (numbers.floats(count), zeros(channels), zeros(channels))
            norm.backwardSums(x, yGradient: gradient, shiftSum: shiftSum, scaleSum: scaleSum)
            NormalizationGradient(
                rows: rows, channels: channels, count: 2 * rows, statistics: statistics, shiftSum: shiftSum,
                scaleSum: scaleSum
            ).backward(x, uGradient: gradient, into: output)
            hash.add(shiftSum, channels)
            hash.add(scaleSum, channels)
            hash.add(output, count)
        }
        hash.print("norms")
    }

    static func squeezes(_ numbers: inout Numbers) {
        var hash = Hash()
        for (pictures, pixels, channels, squeezed) in [(1, 1, 3, 1), (2, 9, 40, 10), (3, 5, 33, 8)] {
            let (count, weightCount) = (
                pictures * pixels * channels, SqueezeExcitation.weightCount(channels: channels, squeezed: squeezed)
            )
            let module = SqueezeExcitation(
                pictures: pictures, pixels: pixels, channels: channels, squeezed: squeezed, reduceActivation: .relu,
                gateActivation: .sigmoid, weights: numbers.floats(weightCount))
            let (input, output, gradient) = (numbers.floats(count), zeros(count), numbers.floats(count))
            let scratch = zeros(
                SqueezeExcitation.scratchCount(pictures: pictures, channels: channels, squeezed: squeezed))
            let weightGradient = zeros(weightCount)
            module.forward(input, into: output, scratch: scratch)
            module.backward(input, gradient: gradient, weightGradient: weightGradient, scratch: scratch)
            hash.add(output, count)
            hash.add(gradient, count)
            hash.add(weightGradient, weightCount)
        }
        hash.print("squeeze and excitation")
    }

    static func poolings(_ numbers: inout Numbers) {
        var hash = Hash()
        for (channels, stride) in [(1, 1), (24, 2), (49, 1)] {
            let count = 63 * channels
            let (input, output, gradient) = (numbers.floats(count), zeros(count), zeros(count))
            globalAverageForward(input, pictures: 3, pixels: 21, channels: channels, into: output)
            globalAverageBackward(output, pictures: 3, pixels: 21, channels: channels, into: gradient)
            hash.add(gradient, count)
            let pooling = MaxPooling(height: 9, width: 7, channels: channels, stride: stride)
            pooling.forward(input, into: output)
            pooling.backward(input, outputGradient: output, into: gradient)
            hash.add(output, count)
            hash.add(gradient, count)
        }
        hash.print("pooling")
    }
}
