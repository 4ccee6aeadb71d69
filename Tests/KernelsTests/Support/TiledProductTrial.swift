import Kernels

/// A matrix product of the largest size that is tried, with the running sums of every element.
///
/// Whatever a smaller product takes from its corner, an element of it is the sum that the reference reaches after as many
/// products, one rounding each, in the order of the inner index: so one table holds what every shape must give, bit by bit.
struct TiledProductTrial {
    let rows: Int
    let inner: Int
    let columns: Int
    let left, right: [Float]
    /// `[inner + 1, rows, columns]`: the sums of the first products of each element.
    private let sums: [Float]

    init(rows: Int, inner: Int, columns: Int, seed: Int) {
        var samples = Samples(seed)
        self.rows = rows
        self.inner = inner
        self.columns = columns
        left = samples.floats(rows * inner)
        right = samples.floats(inner * columns)
        var sums = [Float](repeating: 0, count: rows * columns)
        var current = sums
        for i in 0..<inner {
            for r in 0..<rows {
                for c in 0..<columns {
                    current[r * columns + c].addProduct(left[r * inner + i], right[i * columns + c])
                }
            }
            sums += current
        }
        self.sums = sums
    }

    /// `[rows, inner]` of the left matrix's corner.
    func left(rows: Int, inner: Int) -> [Float] {
        (0..<rows).flatMap { left[($0 * self.inner)..<($0 * self.inner + inner)] }
    }

    /// `[inner, rows]`: the same corner, turned around.
    func turnedLeft(rows: Int, inner: Int) -> [Float] {
        (0..<inner).flatMap { i in (0..<rows).map { left[$0 * self.inner + i] } }
    }

    /// `[inner, columns]` of the right matrix's corner.
    func right(inner: Int, columns: Int) -> [Float] {
        (0..<inner).flatMap { right[($0 * self.columns)..<($0 * self.columns + columns)] }
    }

    /// Element (row, column) of the product over the first `inner` products.
    func sum(_ row: Int, _ column: Int, inner: Int) -> Float {
        sums[(inner * rows + row) * columns + column]
    }

    /// Throws unless the product `[rows, columns]` holds exactly these bits.
    func requireSums(
        _ product: GuardedFloats, rows: Int, inner: Int, columns: Int, _ what: @autoclosure () -> String
    ) throws {
        for row in 0..<rows {
            for column in 0..<columns {
                let found = product.pointer[row * columns + column]
                let expected = sum(row, column, inner: inner)
                guard found.bitPattern == expected.bitPattern else {
                    throw Disagreement(
                        description: "\(what()), row \(row), column \(column) of \(rows) x \(inner) x \(columns): "
                            + "\(found) instead of \(expected)")
                }
            }
        }
    }
}
