package import Kernels

/// A network with cells as it is computed: steps, each of which leaves one tensor for later ones.
///
/// As with the units of a chain of blocks, what a convolution leaves is its *raw* output, and whoever reads it applies batch
/// norm and activation while reading.
package struct CellGraph: Sendable {
    /// One step, and the tensor that it leaves.
    package struct Step: Sendable {
        package var operation: Operation
        /// The steps whose tensors it reads, all of them earlier ones.
        package var inputs: [Int]
        /// Height and width of the tensor.
        package var side: Int
        /// Channels of the tensor.
        package var channels: Int
        /// The batch norm through which the tensor is read; nil where it is read as it lies.
        package var normalization: Normalization?

        package var pixels: Int { side * side }
        /// Floats of one picture's tensor.
        package var count: Int { pixels * channels }
    }

    /// A batch norm and the activation after it.
    package struct Normalization: Sendable {
        /// Offset of the factors in the arena.
        package var gamma: Int
        /// Offset of the summands in the arena.
        package var beta: Int
        /// The first place of its channels in a `NetworkStatistics`.
        package var statistics: Int
        package var activation: ActivationFunction
    }

    /// What a step computes.
    package enum Operation: Sendable {
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

    package private(set) var steps: [Step] = []
    /// Channels of all batch norms.
    package private(set) var normalizedChannels = 0
    /// How many branches may be left out.
    package private(set) var branches = 0

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
    package var lastReaders: [Int] {
        var readers = Array(steps.indices)
        for (index, step) in steps.enumerated() {
            for input in step.inputs { readers[input] = index }
        }
        readers[steps.count - 1] = steps.count
        return readers
    }

    /// The weights of a step: where each tensor lies in the arena, and its rows and columns as a matrix.
    package func weights(_ index: Int) -> [(offset: Int, rows: Int, columns: Int)] {
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
