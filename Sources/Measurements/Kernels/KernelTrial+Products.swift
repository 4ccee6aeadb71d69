import Kernels
import Workers

extension KernelTrial {
    /// Dense convolutions and the classifier.
    static var products: [KernelTrial] { pointwise + stems + classifiers }

    /// Height, channels in and channels out: expansions and projections from the narrowest layers to the head.
    private static var pointwise: [KernelTrial] {
        [
            (32, 16, 48), (32, 48, 16), (32, 32, 192), (32, 192, 32), (16, 40, 240), (8, 96, 576), (8, 576, 96),
            (4, 320, 1280), (112, 16, 96), (56, 192, 32), (14, 480, 80), (7, 192, 1152),
        ].flatMap { side, inputs, outputs in
            let shape = ConvolutionShape(
                pictures: pictures, height: side, width: side, inputChannels: inputs, outputChannels: outputs,
                kernel: 1, stride: 1)
            return [forward(shape), backwardInput(shape), backwardWeights(shape)]
                + PairFormat.allCases.map { forward(shape, of: $0) }
        }
    }

    /// The 3x3 stems of `cifar` and `imagenet`; nobody needs the gradient of a picture.
    private static var stems: [KernelTrial] {
        [(32, 1), (224, 2)].flatMap { side, stride in
            let shape = ConvolutionShape(
                pictures: pictures, height: side, width: side, inputChannels: 3, outputChannels: 32, kernel: 3,
                stride: stride)
            return [forward(shape), backwardWeights(shape)]
        }
    }

    private static func forward(_ shape: ConvolutionShape) -> KernelTrial {
        dense("forward", shape) { memory in
            unsafe convolutionForward(
                shape, input: memory.input.pointer, weights: memory.weights.pointer, scratch: memory.scratch.pointer,
                into: memory.output.pointer)
        }
    }

    /// A product of 16-bit numbers, whose input is rounded each time and whose weights once, as in a score.
    private static func forward(_ shape: ConvolutionShape, of format: PairFormat) -> KernelTrial {
        let (rows, inner, columns) = (shape.rows, shape.inputChannels, shape.outputChannels)
        return KernelTrial("dense forward, \(format)", text(shape), work(shape)) {
            let memory = DenseOperands(shape)
            let words = operand(PairedMatrix.wordCount(inner: inner, columns: columns))
            let left = operand(rows * PairedMatrix.innerWords(inner))
            let matrix = unsafe PairedMatrix(format, inner: inner, columns: columns, words: words.pointer)
            unsafe matrix.write(memory.weights.pointer, rows: 0..<PairedMatrix.innerWords(inner))
            return {
                unsafe matrix.writeLeft(memory.input.pointer, rows: rows, into: left.pointer)
                unsafe matrix.multiply(left.pointer, rows: rows, into: memory.output.pointer)
                // Both stay as long as the call.
                _ = (words, left)
            }
        }
    }

    private static func backwardInput(_ shape: ConvolutionShape) -> KernelTrial {
        dense("backward input", shape) { memory in
            unsafe convolutionBackwardInput(
                shape, turned: memory.weights.pointer, outputGradient: memory.output.pointer,
                scratch: memory.scratch.pointer, into: memory.input.pointer)
        }
    }

    private static func backwardWeights(_ shape: ConvolutionShape) -> KernelTrial {
        dense("backward weights", shape) { memory in
            unsafe convolutionBackwardWeights(
                shape, input: memory.input.pointer, outputGradient: memory.output.pointer,
                scratch: memory.scratch.pointer, into: memory.weights.pointer)
        }
    }

    /// A row for one direction of a dense convolution.
    private static func dense(
        _ direction: String, _ shape: ConvolutionShape, call: @escaping (DenseOperands) -> Void
    ) -> KernelTrial {
        KernelTrial("dense \(direction)", text(shape), work(shape)) {
            let memory = DenseOperands(shape)
            return { call(memory) }
        }
    }

    private static var classifiers: [KernelTrial] {
        [10, 1000].flatMap { classes in
            let inputs = 1280
            let shape = "\(pictures) rows, \(inputs) to \(classes)"
            let operations = 2 * Double(pictures * inputs * classes)
            return [
                KernelTrial("linear forward", shape, .operations(operations)) {
                    let (input, weights) = (operand(pictures * inputs), operand(inputs * classes))
                    let (bias, output) = (operand(classes), operand(pictures * classes))
                    return {
                        unsafe LinearLayer(
                            rows: pictures, inputs: inputs, outputs: classes, weights: weights.pointer,
                            bias: bias.pointer
                        ).forward(input.pointer, into: output.pointer)
                    }
                },
                KernelTrial("linear backward", shape, .operations(2 * operations)) {
                    let (input, weights) = (operand(pictures * inputs), operand(inputs * classes))
                    let (bias, output) = (operand(classes), operand(pictures * classes))
                    let (weightGradient, inputGradient) = (operand(inputs * classes), operand(pictures * inputs))
                    return {
                        unsafe LinearLayer(
                            rows: pictures, inputs: inputs, outputs: classes, weights: weights.pointer,
                            bias: bias.pointer
                        ).backward(
                            input.pointer, outputGradient: output.pointer, weightGradient: weightGradient.pointer,
                            biasGradient: bias.pointer, inputGradient: inputGradient.pointer)
                    }
                },
            ]
        }
    }

    private static func text(_ shape: ConvolutionShape) -> String {
        "\(shape.pictures)x\(shape.height)x\(shape.width) \(shape.inputChannels) to \(shape.outputChannels), "
            + "k\(shape.kernel) s\(shape.stride)"
    }

    private static func work(_ shape: ConvolutionShape) -> Work {
        .operations(2 * Double(shape.rows * shape.patch * shape.outputChannels))
    }
}

/// The tensors of a dense convolution.
private struct DenseOperands {
    let input, weights, scratch, output: FloatBuffer

    init(_ shape: ConvolutionShape) {
        input = KernelTrial.operand(shape.pictures * shape.height * shape.width * shape.inputChannels)
        weights = KernelTrial.operand(shape.patch * shape.outputChannels)
        scratch = KernelTrial.operand(shape.backwardScratchCount)
        output = KernelTrial.operand(shape.rows * shape.outputChannels)
    }
}
