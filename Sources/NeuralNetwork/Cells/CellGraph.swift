import Kernels

/// A network with cells as it is computed: steps, each of which leaves one tensor for later ones.
///
/// As with the units of a chain of blocks, what a convolution leaves is its *raw* output, and whoever reads it applies batch
/// norm and activation while reading.
struct CellGraph: Sendable {
    /// One step, and the tensor that it leaves.
    struct Step: Sendable {
        var operation: Operation
        /// The steps whose tensors it reads, all of them earlier ones.
        var inputs: [Int]
        /// Height and width of the tensor.
        var side: Int
        /// Channels of the tensor.
        var channels: Int
        /// The batch norm through which the tensor is read; nil where it is read as it lies.
        var normalization: Normalization?

        var pixels: Int { side * side }
        /// Floats of one picture's tensor.
        var count: Int { pixels * channels }
    }

    /// A batch norm and the activation after it.
    struct Normalization: Sendable {
        /// Offset of the factors in the arena.
        var gamma: Int
        /// Offset of the summands in the arena.
        var beta: Int
        /// The first place of its channels in a `NetworkStatistics`.
        var statistics: Int
        var activation: ActivationFunction
    }

    /// What a step computes.
    enum Operation: Sendable {
        /// The pictures themselves: the first step, and no other.
        case pictures
        /// A dense convolution, with ReLU before it where `rectifies`.
        case convolution(weights: Int, kernel: Int, stride: Int, rectifies: Bool)
        /// ReLU and a depthwise convolution.
        case depthwise(weights: Int, kernel: Int, stride: Int, dilation: Int)
        /// ReLU and a factorized reduction; the weights of its halves lie apart.
        case reduction(weights: [Int])
        /// The largest of 3x3 pixels.
        case pooling(stride: Int)
        /// The sum of the inputs; of those with a number, a branch that may be left out for a picture.
        case sum(branches: [Int?])
        /// The inputs' channels one behind the other.
        case concatenation
    }

    private(set) var steps: [Step] = []
    /// Channels of all batch norms.
    private(set) var normalizedChannels = 0
    /// How many branches may be left out.
    private(set) var branches = 0

    /// Adds a step.
    ///
    /// - Parameter normalization: Where the factors and summands lie, and the activation.
    /// - Returns: Its number.
    mutating func append(
        _ operation: Operation, of inputs: [Int], side: Int, channels: Int,
        normalization: (gamma: Int, beta: Int, activation: ActivationFunction)? = nil
    ) -> Int {
        var step = Step(operation: operation, inputs: inputs, side: side, channels: channels)
        if let (gamma, beta, activation) = normalization {
            step.normalization = Normalization(
                gamma: gamma, beta: beta, statistics: normalizedChannels, activation: activation)
            normalizedChannels += channels
        }
        steps.append(step)
        return steps.count - 1
    }

    /// The number of the next branch that may be left out, counted from 1.
    mutating func nextBranch() -> Int {
        branches += 1
        return branches
    }

    /// For each step the last one that reads it; of the last step, which the classifier reads, the number of steps.
    var lastReaders: [Int] {
        var readers = Array(steps.indices)
        for (index, step) in steps.enumerated() {
            for input in step.inputs { readers[input] = index }
        }
        readers[steps.count - 1] = steps.count
        return readers
    }

    // MARK: Shapes of a step

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

    /// The weights of a step: where each tensor lies in the arena, and its rows and columns as a matrix.
    func weights(_ index: Int) -> [(offset: Int, rows: Int, columns: Int)] {
        let step = steps[index]
        switch step.operation {
        case .convolution(let weights, let kernel, _, _):
            return [(weights, kernel * kernel * steps[step.inputs[0]].channels, step.channels)]
        case .depthwise(let weights, let kernel, _, _): return [(weights, kernel * kernel, step.channels)]
        case .reduction(let weights): return weights.map { ($0, steps[step.inputs[0]].channels, step.channels / 2) }
        case .pictures, .pooling, .sum, .concatenation: return []
        }
    }
}
