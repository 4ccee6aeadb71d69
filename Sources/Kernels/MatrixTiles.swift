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

/// A matrix product whose sums stay in registers: up to 8 rows by 48 columns at a time, for as long as the inner sum lasts.
///
/// Made for the narrow products of these networks, where a general library spends a third of its time on packing: the
/// left matrix is read element by element, by any steps, so a transposed one costs nothing; the right one row by row.
/// Every sum runs over the inner index in its order, with one rounding a step, wherever its tile begins: so its bits do
/// not depend on the shape around it.
struct TiledProduct<Sink: ProductSink> {
    /// Element (row, inner) lies at `row * rowStep + inner * innerStep`.
    let left: UnsafePointer<Float>
    let rowStep: Int
    let innerStep: Int
    /// Element (inner, column) lies at `inner * rightStep + column`.
    let right: UnsafePointer<Float>
    let rightStep: Int
    let rows: Int
    let inner: Int
    let columns: Int
    let sink: Sink

    /// Computes the whole product, in panels of up to 48 columns.
    func run() {
        var column = 0
        while KernelTarget.hasWideRegisters && columns &- column >= 40 {
            let rest = columns &- column
            // A panel is as wide as leaves no narrow rest: its columns share the broadcasts of the left matrix.
            if rest == 48 || rest >= 72 {
                panel(SIMD16<Float>.self, SIMD16<Float>.self, SIMD16<Float>.self, column)
                column &+= 48
            } else if rest < 48 {
                panel(SIMD16<Float>.self, SIMD16<Float>.self, LowerHalf.self, column)
                column &+= 40
            } else {
                panel(SIMD16<Float>.self, SIMD16<Float>.self, column)
                column &+= 32
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
                panel(SIMD16<Float>.self, SIMD16<Float>.self, column)
                column &+= 32
            } else if rest >= 24 {
                panel(SIMD16<Float>.self, LowerHalf.self, column)
                column &+= 24
            } else if rest >= 16 {
                panel(SIMD16<Float>.self, column)
                column &+= 16
            } else {
                panel(LowerHalf.self, column)
                column &+= 8
            }
        }
        // Sixteen registers of eight floats hold no more than one panel of eight columns.
        while columns &- column >= 8 {
            panel(SIMD8<Float>.self, column)
            column &+= 8
        }
        while column < columns {
            panel(Float.self, column)
            column &+= 1
        }
    }

    @inline(__always) private func panel<A: Lanes, B: Lanes, C: Lanes>(_: A.Type, _: B.Type, _: C.Type, _ column: Int) {
        let (second, third) = (column &+ A.width, column &+ A.width &+ B.width)
        var row = 0
        while let tile = tile(from: row) {
            row = tile
            var (a, b, c) = (EightRows<A>(), EightRows<B>(), EightRows<C>())
            var left = left + row &* rowStep
            var right = right + column
            for _ in 0..<inner {
                a.accumulate(left, rowStep, .load(right))
                b.accumulate(left, rowStep, .load(right + A.width))
                c.accumulate(left, rowStep, .load(right + (A.width &+ B.width)))
                left += innerStep
                right += rightStep
            }
            a.give(to: sink, row: row, column: column)
            b.give(to: sink, row: row, column: second)
            c.give(to: sink, row: row, column: third)
            row &+= 8
        }
        while row < rows {
            single(A.self, row, column)
            single(B.self, row, second)
            single(C.self, row, third)
            row &+= 1
        }
    }

    @inline(__always) private func panel<A: Lanes, B: Lanes>(_: A.Type, _: B.Type, _ column: Int) {
        let second = column &+ A.width
        var row = 0
        while let tile = tile(from: row) {
            row = tile
            var (a, b) = (EightRows<A>(), EightRows<B>())
            var left = left + row &* rowStep
            var right = right + column
            for _ in 0..<inner {
                a.accumulate(left, rowStep, .load(right))
                b.accumulate(left, rowStep, .load(right + A.width))
                left += innerStep
                right += rightStep
            }
            a.give(to: sink, row: row, column: column)
            b.give(to: sink, row: row, column: second)
            row &+= 8
        }
        while row < rows {
            single(A.self, row, column)
            single(B.self, row, second)
            row &+= 1
        }
    }

    @inline(__always) private func panel<A: Lanes>(_: A.Type, _ column: Int) {
        var row = 0
        while let tile = tile(from: row) {
            row = tile
            var a = EightRows<A>()
            var left = left + row &* rowStep
            var right = right + column
            for _ in 0..<inner {
                a.accumulate(left, rowStep, .load(right))
                left += innerStep
                right += rightStep
            }
            a.give(to: sink, row: row, column: column)
            row &+= 8
        }
        while row < rows {
            single(A.self, row, column)
            row &+= 1
        }
    }

    /// The row at which the next tile begins; nil where rows are left that no tile covers.
    ///
    /// The last tile overlaps its neighbour where the sink allows it: it takes no longer than one row does alone.
    @inline(__always) private func tile(from row: Int) -> Int? {
        if row &+ 8 <= rows { return row }
        return Sink.isRepeatable && row < rows && rows >= 8 ? rows &- 8 : nil
    }

    @inline(__always) private func single<A: Lanes>(_: A.Type, _ row: Int, _ column: Int) {
        var sums = A.zero
        var left = left + row &* rowStep
        var right = right + column
        for _ in 0..<inner {
            sums.accumulate(A(repeating: left.pointee), .load(right))
            left += innerStep
            right += rightStep
        }
        sink.take(sums, row: row, column: column)
    }
}

/// The sums of eight rows: named one by one, since an array of them would not stay in registers.
private struct EightRows<L: Lanes> {
    var s0 = L.zero, s1 = L.zero, s2 = L.zero, s3 = L.zero
    var s4 = L.zero, s5 = L.zero, s6 = L.zero, s7 = L.zero

    @inline(__always) init() {}

    @inline(__always) mutating func accumulate(_ left: UnsafePointer<Float>, _ step: Int, _ right: L) {
        s0.accumulate(L(repeating: left[0]), right)
        s1.accumulate(L(repeating: left[step]), right)
        s2.accumulate(L(repeating: left[2 &* step]), right)
        s3.accumulate(L(repeating: left[3 &* step]), right)
        s4.accumulate(L(repeating: left[4 &* step]), right)
        s5.accumulate(L(repeating: left[5 &* step]), right)
        s6.accumulate(L(repeating: left[6 &* step]), right)
        s7.accumulate(L(repeating: left[7 &* step]), right)
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
