/// What becomes of the finished sums of a matrix product, while they are still in registers.
protocol ProductSink {
    /// Whether it does no harm to give the same sums twice.
    static var isRepeatable: Bool { get }
    /// Takes `L.width` sums of a row of the product, from a column on.
    func take<L: Lanes>(_ sums: L, row: Int, column: Int)
}

/// Overwrites the product's place in a matrix.
struct OverwritingSink: ProductSink {
    static var isRepeatable: Bool { true }
    let matrix: UnsafeMutablePointer<Float>
    let rowStep: Int

    @inline(__always) func take<L: Lanes>(_ sums: L, row: Int, column: Int) {
        sums.store(matrix + (row &* rowStep &+ column))
    }
}

/// Adds the product to a matrix.
struct AddingSink: ProductSink {
    static var isRepeatable: Bool { false }
    let matrix: UnsafeMutablePointer<Float>
    let rowStep: Int

    @inline(__always) func take<L: Lanes>(_ sums: L, row: Int, column: Int) {
        let place = matrix + (row &* rowStep &+ column)
        (L.load(place) + sums).store(place)
    }
}

/// What the 32-bit words of two matrices are, and how their products are summed up.
protocol MatrixWords {
    /// Steps of the inner sum that are summed up in another form than floats, before they are added to floats; nil where all
    /// sums are floats.
    static var stepsInHalves: Int? { get }
    /// Adds the products of words to sums.
    static func accumulate<L: RegisterLanes>(_ sums: inout L, _ left: L, _ right: L)
    /// Adds the sums of `stepsInHalves` steps to floats.
    static func add<L: RegisterLanes>(_ sums: L, to floats: inout L)
}

extension MatrixWords {
    @inline(__always) static func add<L: RegisterLanes>(_ sums: L, to floats: inout L) { floats = floats + sums }
}

/// Words that are floats.
enum FloatWords: MatrixWords {
    static var stepsInHalves: Int? { nil }
    @inline(__always) static func accumulate<L: RegisterLanes>(_ sums: inout L, _ left: L, _ right: L) {
        sums.accumulate(left, right)
    }
}

/// A product of matrices of floats.
typealias TiledProduct<Sink: ProductSink> = WordProduct<FloatWords, Sink>

/// A matrix product whose sums stay in registers: up to 8 rows by 48 columns at a time, for as long as the inner sum lasts.
///
/// Made for the narrow products of these networks, where a general library spends a third of its time on packing: the
/// left matrix is read element by element, by any steps, so a transposed one costs nothing; the right one row by row.
/// Every sum runs over the parts in their order, and in each over the inner index in its order, of floats with one rounding a
/// step, wherever its tile begins: so its bits do not depend on the shape around it. Elements are words, each a float unless
/// `Words` says otherwise.
struct WordProduct<Words: MatrixWords, Sink: ProductSink> {
    /// Element (row, part, inner) lies at `row * rowStep + part * partStep + inner * innerStep`.
    let left: UnsafePointer<Float>
    let rowStep: Int
    let innerStep: Int
    /// Element (part, inner, column) lies at `(part * self.inner + inner) * rightStep + column`.
    let right: UnsafePointer<Float>
    let rightStep: Int
    let rows: Int
    /// Elements of a part of the inner sum.
    let inner: Int
    let columns: Int
    let sink: Sink
    /// Parts of the inner sum: a patch that is read in its picture has one in each of its rows.
    ///
    /// One where words are summed up in halves.
    var parts = 1
    var partStep = 0

    /// The lanes of a panel of one, two or three columns of registers.
    private typealias One<A: RegisterLanes> = EightRows<A>
    private typealias Two<A: RegisterLanes, B: RegisterLanes> = Beside<EightRows<A>, EightRows<B>>
    private typealias Three<A: RegisterLanes, B: RegisterLanes, C: RegisterLanes> = Beside<Two<A, B>, EightRows<C>>

    /// Computes the whole product, in panels of up to 48 columns.
    func run() {
        var column = 0
        while KernelTarget.hasWideRegisters && columns &- column >= 40 {
            let rest = columns &- column
            // A panel is as wide as leaves no narrow rest: its columns share the broadcasts of the left matrix.
            if rest == 48 || rest >= 72 {
                panel(Three<SIMD16<Float>, SIMD16<Float>, SIMD16<Float>>.self, &column)
            } else if rest < 48 {
                panel(Three<SIMD16<Float>, SIMD16<Float>, LowerHalf>.self, &column)
            } else {
                panel(Two<SIMD16<Float>, SIMD16<Float>>.self, &column)
            }
        }
        runNarrow(from: column)
    }

    /// Computes the product from a column on, in panels of up to 32 columns.
    func runNarrow(from first: Int = 0) {
        var column = first
        while KernelTarget.hasWideRegisters && columns &- column >= 8 {
            let rest = columns &- column
            if rest >= 32 {
                panel(Two<SIMD16<Float>, SIMD16<Float>>.self, &column)
            } else if rest >= 24 {
                panel(Two<SIMD16<Float>, LowerHalf>.self, &column)
            } else if rest >= 16 {
                panel(One<SIMD16<Float>>.self, &column)
            } else {
                panel(One<LowerHalf>.self, &column)
            }
        }
        // Sixteen registers of eight floats hold no more than one panel of eight columns.
        while columns &- column >= 8 { panel(One<SIMD8<Float>>.self, &column) }
        while column < columns { panel(One<Float>.self, &column) }
    }

    /// Computes the columns of a panel, and moves `column` behind them.
    @inline(__always) private func panel<Tile: TileSums>(_: Tile.Type, _ column: inout Int) {
        var row = 0
        while let start = tile(from: row) {
            sum(Tile.self, row: start, column: column)
            row = start &+ 8
        }
        while row < rows {
            sum(Tile.Row.self, row: row, column: column)
            row &+= 1
        }
        column &+= Tile.width
    }

    /// The row at which the next tile begins; nil where rows are left that no tile covers.
    ///
    /// The last tile overlaps its neighbour where the sink allows it: it takes no longer than one row does alone.
    @inline(__always) private func tile(from row: Int) -> Int? {
        if row &+ 8 <= rows { return row }
        return Sink.isRepeatable && row < rows && rows >= 8 ? rows &- 8 : nil
    }

    /// Sums up a tile over the inner index and gives it to the sink.
    @inline(__always) private func sum<Tile: TileSums>(_: Tile.Type, row: Int, column: Int) {
        var sums = Tile()
        let start = left + row &* rowStep
        var left = start
        var right = right + column
        @inline(__always) func accumulate(_ steps: Int, into sums: inout Tile) {
            for _ in 0..<steps {
                sums.accumulate(Words.self, left, rowStep, right)
                left += innerStep
                right += rightStep
            }
        }
        if let most = Words.stepsInHalves {
            assert(parts == 1)
            for first in stride(from: 0, to: inner, by: most) {
                var part = Tile()
                accumulate(min(most, inner &- first), into: &part)
                sums.add(part, Words.self)
            }
        } else {
            for part in 0..<parts {
                left = start + part &* partStep
                accumulate(inner, into: &sums)
            }
        }
        sums.give(to: sink, row: row, column: column)
    }
}

/// The sums of a tile of the product, in registers.
private protocol TileSums {
    /// The sums of a single row as wide as the tile.
    associatedtype Row: TileSums
    /// Columns of the tile.
    static var width: Int { get }
    /// Zeros.
    init()
    /// Adds the products of a column of the left matrix, `step` floats from row to row, and a row of the right one.
    mutating func accumulate<Words: MatrixWords>(
        _: Words.Type, _ left: UnsafePointer<Float>, _ step: Int, _ right: UnsafePointer<Float>)
    /// Adds sums that are kept in halves.
    mutating func add<Words: MatrixWords>(_ part: Self, _: Words.Type)
    /// Gives all sums to a sink, the first one at a row and a column of the product.
    func give(to sink: some ProductSink, row: Int, column: Int)
}

/// Two tiles side by side: they share the broadcasts of the left matrix.
private struct Beside<First: TileSums, Second: TileSums>: TileSums {
    typealias Row = Beside<First.Row, Second.Row>
    var first = First()
    var second = Second()

    @inline(__always) init() {}
    @inline(__always) static var width: Int { First.width &+ Second.width }

    @inline(__always) mutating func accumulate<Words: MatrixWords>(
        _: Words.Type, _ left: UnsafePointer<Float>, _ step: Int, _ right: UnsafePointer<Float>
    ) {
        first.accumulate(Words.self, left, step, right)
        second.accumulate(Words.self, left, step, right + First.width)
    }

    @inline(__always) mutating func add<Words: MatrixWords>(_ part: Self, _: Words.Type) {
        first.add(part.first, Words.self)
        second.add(part.second, Words.self)
    }

    @inline(__always) func give(to sink: some ProductSink, row: Int, column: Int) {
        first.give(to: sink, row: row, column: column)
        second.give(to: sink, row: row, column: column &+ First.width)
    }
}

/// The sums of one row.
private struct OneRow<L: RegisterLanes>: TileSums {
    typealias Row = OneRow<L>
    var s0 = L.zero

    @inline(__always) init() {}
    @inline(__always) static var width: Int { L.width }

    @inline(__always) mutating func accumulate<Words: MatrixWords>(
        _: Words.Type, _ left: UnsafePointer<Float>, _ step: Int, _ right: UnsafePointer<Float>
    ) {
        Words.accumulate(&s0, L(repeating: left.pointee), .load(right))
    }

    @inline(__always) mutating func add<Words: MatrixWords>(_ part: Self, _: Words.Type) {
        Words.add(part.s0, to: &s0)
    }

    @inline(__always) func give(to sink: some ProductSink, row: Int, column: Int) {
        sink.take(s0, row: row, column: column)
    }
}

/// The sums of eight rows: named one by one, since an array of them would not stay in registers.
private struct EightRows<L: RegisterLanes>: TileSums {
    typealias Row = OneRow<L>
    var s0 = L.zero, s1 = L.zero, s2 = L.zero, s3 = L.zero
    var s4 = L.zero, s5 = L.zero, s6 = L.zero, s7 = L.zero

    @inline(__always) init() {}
    @inline(__always) static var width: Int { L.width }

    @inline(__always) mutating func accumulate<Words: MatrixWords>(
        _: Words.Type, _ left: UnsafePointer<Float>, _ step: Int, _ right: UnsafePointer<Float>
    ) {
        let right = L.load(right)
        Words.accumulate(&s0, L(repeating: left[0]), right)
        Words.accumulate(&s1, L(repeating: left[step]), right)
        Words.accumulate(&s2, L(repeating: left[2 &* step]), right)
        Words.accumulate(&s3, L(repeating: left[3 &* step]), right)
        Words.accumulate(&s4, L(repeating: left[4 &* step]), right)
        Words.accumulate(&s5, L(repeating: left[5 &* step]), right)
        Words.accumulate(&s6, L(repeating: left[6 &* step]), right)
        Words.accumulate(&s7, L(repeating: left[7 &* step]), right)
    }

    @inline(__always) mutating func add<Words: MatrixWords>(_ part: Self, _: Words.Type) {
        Words.add(part.s0, to: &s0)
        Words.add(part.s1, to: &s1)
        Words.add(part.s2, to: &s2)
        Words.add(part.s3, to: &s3)
        Words.add(part.s4, to: &s4)
        Words.add(part.s5, to: &s5)
        Words.add(part.s6, to: &s6)
        Words.add(part.s7, to: &s7)
    }

    @inline(__always) func give(to sink: some ProductSink, row: Int, column: Int) {
        sink.take(s0, row: row, column: column)
        sink.take(s1, row: row &+ 1, column: column)
        sink.take(s2, row: row &+ 2, column: column)
        sink.take(s3, row: row &+ 3, column: column)
        sink.take(s4, row: row &+ 4, column: column)
        sink.take(s5, row: row &+ 5, column: column)
        sink.take(s6, row: row &+ 6, column: column)
        sink.take(s7, row: row &+ 7, column: column)
    }
}
