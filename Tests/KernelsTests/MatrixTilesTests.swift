import Kernels
import Testing

/// The tiled product, through the convolutions that are made of it.
///
/// A 1x1 convolution is a plain product, and the gradient of its weights is one with the left matrix read by columns.
struct MatrixTilesTests {
    /// Column counts that end in every panel, alone or after others.
    private static let panelColumns = [
        1, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 40, 47, 48, 49, 56, 63, 64, 65, 72, 80, 96, 97, 120, 130,
    ]
    private static let trial = TiledProductTrial(rows: 17, inner: 20, columns: 130, seed: 4)
    private static let wideTrial = TiledProductTrial(rows: 17, inner: 300, columns: 130, seed: 5)

    private static func shape(rows: Int, inner: Int, columns: Int) -> ConvolutionShape {
        ConvolutionShape(
            pictures: 1, height: rows, width: 1, inputChannels: inner, outputChannels: columns, kernel: 1, stride: 1)
    }

    /// Exact equality also says that an element's bits do not depend on the shape around it.
    @Test(arguments: 1...17) func everyElementIsTheSumInTheInnerOrder(rows: Int) throws {
        for columns in 1...130 {
            for inner in [1, 2, 5, 20] { try requireForward(rows: rows, inner: inner, columns: columns) }
        }
        for columns in Self.panelColumns {
            for inner in 1...20 { try requireForward(rows: rows, inner: inner, columns: columns) }
        }
    }

    private func requireForward(rows: Int, inner: Int, columns: Int) throws {
        let trial = Self.trial
        try GuardedArena.use("\(rows) x \(inner) x \(columns)") { arena in
            let output = arena.poison(rows * columns)
            convolutionForward(
                Self.shape(rows: rows, inner: inner, columns: columns),
                input: arena.floats(trial.left(rows: rows, inner: inner)).pointer,
                weights: arena.floats(trial.right(inner: inner, columns: columns)).pointer,
                scratch: arena.poison(0).pointer, into: output.pointer)
            try trial.requireSums(output, rows: rows, inner: inner, columns: columns, "output")
        }
    }

    @Test(arguments: 1...17) func theGradientOfTheInputIsThatSumToo(inputs: Int) throws {
        let trial = Self.trial
        for (rows, outputs) in [(1, 20), (8, 3), (17, 7)] {
            for inputs in [inputs, inputs + 17, inputs + 60, inputs + 113] {
                try GuardedArena.use("\(rows) x \(outputs) x \(inputs)") { arena in
                    let gradient = arena.poison(rows * inputs)
                    convolutionBackwardInput(
                        Self.shape(rows: rows, inner: inputs, columns: outputs),
                        turned: arena.floats(trial.right(inner: outputs, columns: inputs)).pointer,
                        outputGradient: arena.floats(trial.left(rows: rows, inner: outputs)).pointer,
                        scratch: arena.poison(0).pointer, into: gradient.pointer)
                    try trial.requireSums(gradient, rows: rows, inner: outputs, columns: inputs, "input gradient")
                }
            }
        }
    }

    /// The left matrix is read by columns, in strips of 128 products whose sums are added to what is there.
    @Test(arguments: 1...17) func theGradientOfTheWeightsAddsSuchSums(inputs: Int) throws {
        let trial = Self.wideTrial
        for outputs in Self.panelColumns {
            for rows in [1, 20, 128] {
                try GuardedArena.use("\(inputs) x \(rows) x \(outputs)") { arena in
                    var samples = Samples(rows)
                    let start = samples.floats(inputs * outputs)
                    let gradient = arena.floats(start)
                    convolutionBackwardWeights(
                        Self.shape(rows: rows, inner: inputs, columns: outputs),
                        input: arena.floats(trial.turnedLeft(rows: inputs, inner: rows)).pointer,
                        outputGradient: arena.floats(trial.right(inner: rows, columns: outputs)).pointer,
                        scratch: arena.poison(0).pointer, into: gradient.pointer)
                    var expected: [UInt32] = []
                    for input in 0..<inputs {
                        for output in 0..<outputs {
                            let sum = start[expected.count] + trial.sum(input, output, inner: rows)
                            expected.append(sum.bitPattern)
                        }
                    }
                    try gradient.requireSameBits(as: expected, "\(inputs) x \(rows) x \(outputs)")
                }
            }
        }
    }

    /// More rows than a strip has, against the strips one by one.
    @Test func stripsOfTheWeightsGradientAreAddedInTheirOrder() throws {
        let (trial, inputs, outputs) = (Self.wideTrial, 17, 130)
        for rows in [129, 256, 300] {
            try GuardedArena.use("\(rows) rows") { arena in
                let input = arena.floats(trial.turnedLeft(rows: inputs, inner: rows))
                let output = arena.floats(trial.right(inner: rows, columns: outputs))
                func gradient(_ strips: [Range<Int>]) -> GuardedFloats {
                    let gradient = arena.floats([Float](repeating: 1, count: inputs * outputs))
                    for strip in strips {
                        convolutionBackwardWeights(
                            Self.shape(rows: strip.count, inner: inputs, columns: outputs),
                            input: input.pointer + strip.lowerBound * inputs,
                            outputGradient: output.pointer + strip.lowerBound * outputs,
                            scratch: arena.poison(0).pointer, into: gradient.pointer)
                    }
                    return gradient
                }
                let strips = stride(from: 0, to: rows, by: 128).map { $0..<min($0 + 128, rows) }
                try gradient([0..<rows]).requireSameBits(as: gradient(strips).bitPatterns, "\(rows) rows")
            }
        }
    }

    @Test func aMatrixIsTurnedByRangesOfItsColumns() throws {
        for (rows, columns) in [(1, 1), (5, 9), (16, 16), (17, 33), (40, 3)] {
            let matrix = Samples.floats(rows * columns)
            for range in [0..<columns, 0..<1, columns / 2..<columns, columns / 3..<(columns / 3 + 1), 0..<0] {
                try GuardedArena.use("\(rows) x \(columns), columns \(range)") { arena in
                    let turned = arena.poison(rows * columns)
                    let untouched = turned.bitPatterns
                    transposeMatrix(
                        arena.floats(matrix).pointer, rows: rows, columns: columns, range: range, into: turned.pointer)
                    let expected = (0..<columns).flatMap { column in
                        (0..<rows).map { row in
                            range.contains(column)
                                ? matrix[row * columns + column].bitPattern : untouched[column * rows + row]
                        }
                    }
                    try turned.requireSameBits(as: expected, "\(rows) x \(columns), columns \(range)")
                }
            }
        }
    }
}
