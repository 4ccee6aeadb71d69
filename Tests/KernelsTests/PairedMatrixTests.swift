import Testing

@testable import Kernels

/// Products of 16-bit numbers in pairs, against sums in Double of the numbers as they were rounded.
struct PairedMatrixTests {
    /// Column counts that end in every panel, alone or after others.
    private static let columns = [1, 7, 8, 9, 16, 17, 23, 24, 31, 32, 33, 40, 47, 65]
    /// Odd and even; below, at and beyond the steps that are summed up as halves.
    private static let inners = [1, 2, 3, 5, 8, 13, 31, 63, 64, 65, 127, 128, 131, 260]

    /// A number as the format keeps it: the nearest of those with so many digits, of two the even one.
    private static func rounded(_ x: Float, _ format: PairFormat) -> UInt16 {
        switch format {
        case .float16: return Float16(x).bitPattern
        case .bfloat16:
            let bits = x.bitPattern
            return UInt16((bits + 0x7FFF + (bits >> 16 & 1)) >> 16)
        }
    }

    private static func value(_ bits: UInt16, _ format: PairFormat) -> Double {
        switch format {
        case .float16: Double(Float16(bitPattern: bits))
        case .bfloat16: Double(Float(bitPattern: UInt32(bits) << 16))
        }
    }

    /// The product, and the words of both matrices.
    private func multiply(
        _ format: PairFormat, _ left: [Float], _ right: [Float], rows: Int, inner: Int, columns: Int,
        in arena: GuardedArena
    ) -> (output: GuardedFloats, left: GuardedFloats, right: GuardedFloats) {
        let words = arena.poison(PairedMatrix.wordCount(inner: inner, columns: columns))
        let leftWords = arena.poison(rows * PairedMatrix.innerWords(inner))
        let output = arena.poison(rows * columns)
        let matrix = PairedMatrix(format, inner: inner, columns: columns, words: words.pointer)
        let weights = arena.floats(right)
        // In two parts, as two threads write it.
        let half = PairedMatrix.innerWords(inner) / 2
        matrix.write(weights.pointer, rows: 0..<half)
        matrix.write(weights.pointer, rows: half..<PairedMatrix.innerWords(inner))
        matrix.writeLeft(arena.floats(left).pointer, rows: rows, into: leftWords.pointer)
        matrix.multiply(leftWords.pointer, rows: rows, into: output.pointer)
        return (output, leftWords, words)
    }

    /// What a sum may be off by: n roundings of the sum of its numbers' sizes, of 24 digits for floats and 11 for halves.
    ///
    /// Sums of halves have up to 32 steps, one more for both of a pair, and lose what is below 2^-24.
    private func bound(_ format: PairFormat, inner: Int, sizes: Double) -> Double {
        let floats = Double(inner + 2) * 0x1p-24 * sizes
        return format == .bfloat16 ? 2 * floats : floats + 34 * (0x1p-11 * sizes + 0x1p-24)
    }

    @Test(arguments: PairFormat.allCases, [1, 2, 7, 8, 9, 17]) func everySumIsThatOfTheRoundedNumbers(
        format: PairFormat, rows: Int
    ) throws {
        for inner in Self.inners {
            for columns in Self.columns {
                let name = "\(format), \(rows) x \(inner) x \(columns)"
                var samples = Samples(inner * columns)
                let (left, right) = (samples.floats(rows * inner), samples.floats(inner * columns))
                try GuardedArena.use(name) { arena in
                    let found = multiply(
                        format, left, right, rows: rows, inner: inner, columns: columns, in: arena
                    ).output.values
                    let x = left.map { Self.value(Self.rounded($0, format), format) }
                    let y = right.map { Self.value(Self.rounded($0, format), format) }
                    for row in 0..<rows {
                        for column in 0..<columns {
                            var (sum, sizes) = (0.0, 0.0)
                            for index in 0..<inner {
                                let product = x[row * inner + index] * y[index * columns + column]
                                sum += product
                                sizes += abs(product)
                            }
                            let difference = abs(Double(found[row * columns + column]) - sum)
                            try #require(
                                difference <= bound(format, inner: inner, sizes: sizes), "\(name): \(difference)")
                        }
                    }
                }
            }
        }
    }

    /// Where the halves of a pair stand, and that an odd row is filled up with 0.
    @Test(arguments: PairFormat.allCases, [1, 2, 5, 8, 33]) func wordsHoldTheNearestNumbers(
        format: PairFormat, inner: Int
    ) throws {
        let (rows, columns, words) = (3, 19, (inner + 1) / 2)
        var samples = Samples(inner)
        let (left, right) = (samples.floats(rows * inner, spread: 300), samples.floats(inner * columns))
        try GuardedArena.use("\(format), \(inner)") { arena in
            let found = multiply(format, left, right, rows: rows, inner: inner, columns: columns, in: arena)
            func bits(_ x: Float?) -> UInt32 { x.map { UInt32(Self.rounded($0, format)) } ?? 0 }
            let leftWords = (0..<rows * words).map { place in
                let (row, index) = (place / words, 2 * (place % words))
                let odd = index + 1 < inner ? left[row * inner + index + 1] : nil
                return bits(odd) << 16 | bits(left[row * inner + index])
            }
            let rightWords = (0..<words * columns).map { place in
                let (index, column) = (2 * (place / columns), place % columns)
                let odd = index + 1 < inner ? right[(index + 1) * columns + column] : nil
                return bits(odd) << 16 | bits(right[index * columns + column])
            }
            #expect(found.left.values.map(\.bitPattern) == leftWords)
            #expect(found.right.values.map(\.bitPattern) == rightWords)
        }
    }

    /// Rows and columns alone, in other panels and lanes than among all the others.
    @Test(arguments: PairFormat.allCases, [3, 64, 65, 130]) func bitsDoNotDependOnTheShapeAround(
        format: PairFormat, inner: Int
    ) throws {
        let (rows, columns) = (17, 71)
        var samples = Samples(inner)
        let (left, right) = (samples.floats(rows * inner), samples.floats(inner * columns))
        try GuardedArena.use("\(format), \(inner)") { arena in
            let whole = multiply(format, left, right, rows: rows, inner: inner, columns: columns, in: arena)
                .output.values.map(\.bitPattern)
            for (some, part) in [
                (0..<1, 0..<1), (2..<11, 5..<12), (9..<17, 31..<71), (16..<17, 70..<71), (0..<8, 8..<40),
            ] {
                let rest = multiply(
                    format, Array(left[some.lowerBound * inner..<some.upperBound * inner]),
                    right.only(part, of: columns), rows: some.count, inner: inner, columns: part.count, in: arena)
                let expected = some.flatMap { row in part.map { whole[row * columns + $0] } }
                #expect(rest.output.values.map(\.bitPattern) == expected, "rows \(some), columns \(part)")
            }
        }
    }

    /// An infinity and a NaN are noticed in the sums of their rows, and there alone.
    @Test(arguments: PairFormat.allCases, [Float.infinity, .nan, 1e30]) func whatIsNotFiniteStaysInItsRow(
        format: PairFormat, number: Float
    ) throws {
        var left = Samples.floats(9 * 70)
        left[3 * 70 + 68] = number
        try GuardedArena.use("\(format)") { arena in
            let found = multiply(
                format, left, Samples.floats(70 * 24, seed: 1), rows: 9, inner: 70, columns: 24, in: arena
            ).output.values
            let isFinite = found.map(\.isFinite)
            // 10^30 is beyond the range of halves, not of bfloat16.
            let staysFinite = number == 1e30 && format == .bfloat16
            #expect(isFinite == (0..<9 * 24).map { $0 / 24 != 3 || staysFinite })
        }
    }
}
