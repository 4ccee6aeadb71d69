private import CProcessor

/// Numbers of 16 bits that stand in pairs in the 32-bit words of a matrix.
///
/// A processor that multiplies them does twice the work of floats in an instruction, on half the memory; by others products
/// are right, but slow.
public enum PairFormat: CaseIterable, Hashable, Sendable {
    /// The upper half of a float, 8 bits of precision. Products are summed up as floats, by AVX512-BF16.
    case bfloat16
    /// IEEE 754 binary16, 11 bits of precision; from 65,520 on infinite. Of up to 64 products sums are halves, those of more
    /// are floats. By AVX512-FP16.
    case float16
}

/// The right matrix of a product, `[inner, columns]`, rounded to 16 bits: each word has the numbers of two rows.
///
/// The left matrix has its numbers in the same order as floats would be, each row filled up to whole words with a 0. Sums run
/// word by word, the two numbers of a word in an order of the format's own; so their bits do not depend on the shape around
/// them.
public struct PairedMatrix {
    /// The form of the numbers.
    public let format: PairFormat
    /// Rows of the matrix, which are summed over.
    public let inner: Int
    /// Columns of the matrix.
    public let columns: Int
    /// `[ceil(inner / 2), columns]`, each word the rows `2 i` (lower half) and `2 i + 1` of its column.
    public let words: UnsafeMutablePointer<Float>

    /// A matrix in memory of the caller's, of `wordCount` words; nothing is read or written here.
    public init(_ format: PairFormat, inner: Int, columns: Int, words: UnsafeMutablePointer<Float>) {
        self.format = format
        self.inner = inner
        self.columns = columns
        self.words = words
    }

    /// Words of a row of the left matrix, and rows of words of the right one: `ceil(inner / 2)`.
    public static func innerWords(_ inner: Int) -> Int { (inner + 1) / 2 }

    /// Words of a matrix of this size.
    public static func wordCount(inner: Int, columns: Int) -> Int { innerWords(inner) * columns }

    /// Rounds two rows of floats for each of some rows of words.
    ///
    /// - Parameters:
    ///   - matrix: `[inner, columns]`.
    ///   - rows: Rows of words, below `innerWords`; they are overwritten, and no others.
    public func write(_ matrix: UnsafePointer<Float>, rows: Range<Int>) {
        switch format {
        case .bfloat16: write(matrix, rows, as: BFloatPairs.self)
        case .float16: write(matrix, rows, as: HalfPairs.self)
        }
    }

    /// Rounds rows of a left matrix.
    ///
    /// - Parameters:
    ///   - left: `[rows, inner]`.
    ///   - rows: How many.
    ///   - words: `[rows, ceil(inner / 2)]`, overwritten.
    public func writeLeft(_ left: UnsafePointer<Float>, rows: Int, into words: UnsafeMutablePointer<Float>) {
        switch format {
        case .bfloat16: writeLeft(left, rows, words, as: BFloatPairs.self)
        case .float16: writeLeft(left, rows, words, as: HalfPairs.self)
        }
    }

    /// The product of rows of a left matrix with this one.
    ///
    /// - Parameters:
    ///   - left: `[rows, ceil(inner / 2)]` words, as `writeLeft` left them.
    ///   - rows: How many.
    ///   - output: `[rows, columns]` floats, overwritten.
    public func multiply(_ left: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>) {
        let sink = OverwritingSink(matrix: output, rowStep: columns)
        multiply(left, rows: rows, columns: 0..<columns, sink: sink)
    }

    /// Gives the product's sums in some columns, counted from the first of them, to a sink.
    // In panels of 32 columns: halves need two registers for each that floats need.
    func multiply(
        _ left: UnsafePointer<Float>, rows: Int, columns range: Range<Int>, sink: some ProductSink
    ) {
        switch format {
        case .bfloat16: product(BFloatPairs.self, left, rows, range, sink).runNarrow()
        case .float16: product(HalfPairs.self, left, rows, range, sink).runNarrow()
        }
    }

    private func product<Words: PairWords, Sink: ProductSink>(
        _: Words.Type, _ left: UnsafePointer<Float>, _ rows: Int, _ range: Range<Int>, _ sink: Sink
    ) -> WordProduct<Words, Sink> {
        let steps = Self.innerWords(inner)
        return WordProduct(
            left: left, rowStep: steps, innerStep: 1, right: words + range.lowerBound, rightStep: columns, rows: rows,
            inner: steps, columns: range.count, sink: sink)
    }

    private func write<Words: PairWords>(_ matrix: UnsafePointer<Float>, _ rows: Range<Int>, as _: Words.Type) {
        for row in rows {
            let (even, odd) = (matrix + 2 * row * columns, matrix + (2 * row + 1) * columns)
            let words = UnsafeMutableRawPointer(words + row * columns).assumingMemoryBound(to: UInt32.self)
            let hasOdd = 2 * row + 1 < inner
            for column in 0..<columns {
                let upper = hasOdd ? Words.bits(odd[column]) : 0
                words[column] = UInt32(upper) << 16 | UInt32(Words.bits(even[column]))
            }
        }
    }

    private func writeLeft<Words: PairWords>(
        _ left: UnsafePointer<Float>, _ rows: Int, _ words: UnsafeMutablePointer<Float>, as _: Words.Type
    ) {
        let numbers = UnsafeMutableRawPointer(words).assumingMemoryBound(to: UInt16.self)
        guard inner % 2 != 0 else {
            for index in 0..<rows &* inner { numbers[index] = Words.bits(left[index]) }
            return
        }
        for row in 0..<rows {
            let place = numbers + row &* (inner &+ 1)
            for index in 0..<inner { place[index] = Words.bits(left[row &* inner &+ index]) }
            place[inner] = 0
        }
    }
}

/// Words that are pairs of 16-bit numbers.
private protocol PairWords: MatrixWords {
    /// A number, rounded.
    static func bits(_ number: Float) -> UInt16
}

private enum BFloatPairs: PairWords {
    static var stepsInHalves: Int? { nil }
    @inline(__always) static func bits(_ number: Float) -> UInt16 { bfloat_bits(number) }
    @inline(__always) static func accumulate<L: RegisterLanes>(_ sums: inout L, _ left: L, _ right: L) {
        sums = L(words: add_bfloat_pairs(sums.words, left.words, right.words))
    }
}

private enum HalfPairs: PairWords {
    // Few enough that rounding the sums loses hardly more than rounding the numbers did.
    static var stepsInHalves: Int? { 32 }
    @inline(__always) static func bits(_ number: Float) -> UInt16 { half_bits(number) }
    @inline(__always) static func accumulate<L: RegisterLanes>(_ sums: inout L, _ left: L, _ right: L) {
        sums = L(words: add_half_pairs(sums.words, left.words, right.words))
    }
    @inline(__always) static func add<L: RegisterLanes>(_ sums: L, to floats: inout L) {
        floats = L(words: add_both_halves(floats.words, sums.words))
    }
}
