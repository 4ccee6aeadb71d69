import Kernels
import Testing

struct MatrixProductTests {
    /// Each operand plain and transposed, overwriting and adding.
    @Test(arguments: [false, true], [false, true]) func everyReadingOfTheOperandsAgreesWithTheDefinition(
        isFirstTransposed: Bool, isSecondTransposed: Bool
    ) throws {
        for rows in [1, 2, 5, 16, 33] {
            for inner in [1, 3, 8, 40, 301] {
                for columns in [1, 4, 7, 17, 32] {
                    for accumulates in [false, true] {
                        let what = "\(rows) x \(inner) x \(columns), accumulate \(accumulates)"
                        var samples = Samples(inner)
                        let a = samples.floats(rows * inner)
                        let b = samples.floats(inner * columns)
                        let start = samples.floats(rows * columns)
                        var expected: [Estimate] = []
                        for r in 0..<rows {
                            for c in 0..<columns {
                                var sum = Sum()
                                if accumulates { sum.add(Estimate(start[r * columns + c])) }
                                for i in 0..<inner {
                                    let left = isFirstTransposed ? a[i * rows + r] : a[r * inner + i]
                                    let right = isSecondTransposed ? b[c * inner + i] : b[i * columns + c]
                                    sum.add(Estimate(left) * Estimate(right))
                                }
                                expected.append(sum.result())
                            }
                        }
                        try GuardedArena.use(what) { arena in
                            let (first, second) = (arena.floats(a).pointer, arena.floats(b).pointer)
                            let product = accumulates ? arena.floats(start) : arena.poison(rows * columns)
                            MatrixProduct.multiply(
                                isFirstTransposed ? .transposed(first) : .plain(first),
                                isSecondTransposed ? .transposed(second) : .plain(second), into: product.pointer,
                                rows: rows, inner: inner, columns: columns, accumulate: accumulates)
                            try product.requireAgreement(with: expected, what)
                        }
                    }
                }
            }
        }
    }

    @Test func theLibrarySaysWhatItIs() {
        #expect(MatrixProduct.library.contains("OpenBLAS"))
    }
}
