/// A symmetric, positive definite system of equations, factored once for any number of right sides.
///
/// Cholesky's factorisation in Double, `A = L L^T`; rows in order, so that equal input gives equal bits.
struct SymmetricSystem {
    /// The number of unknowns.
    let count: Int
    /// L up to the diagonal, row by row.
    private let lower: [Double]

    /// Factors a matrix.
    ///
    /// - Parameters:
    ///   - matrix: Its elements up to the diagonal, row by row: `count * (count + 1) / 2` of them.
    ///   - count: The rows.
    /// - Returns: Nil where the matrix is not positive definite to working precision.
    init?(_ matrix: [Double], count: Int) {
        precondition(matrix.count == Self.place(count, 0))
        var lower = matrix
        for row in 0..<count {
            let (start, diagonal) = (Self.place(row, 0), Self.place(row, row))
            for column in 0...row {
                let other = Self.place(column, 0)
                var sum = matrix[start + column]
                for inner in 0..<column { sum -= lower[start + inner] * lower[other + inner] }
                if row == column {
                    guard sum > 1e-12 * max(1, matrix[diagonal].magnitude) else { return nil }
                    lower[diagonal] = sum.squareRoot()
                } else {
                    lower[start + column] = sum / lower[other + column]
                }
            }
        }
        self.count = count
        self.lower = lower
    }

    /// Where an element lies among those up to the diagonal, row by row; the column is at most the row.
    static func place(_ row: Int, _ column: Int) -> Int { row * (row + 1) / 2 + column }

    /// The solution of `A x = right`.
    func solve(_ right: [Double]) -> [Double] {
        var solution = forward(right)
        for row in stride(from: count - 1, through: 0, by: -1) {
            var sum = solution[row]
            for inner in row + 1..<max(row + 1, count) { sum -= lower[Self.place(inner, row)] * solution[inner] }
            solution[row] = sum / lower[Self.place(row, row)]
        }
        return solution
    }

    /// The solution of `L x = right`; its squared length is `right^T A^-1 right`.
    func forward(_ right: [Double]) -> [Double] {
        precondition(right.count == count)
        var solution = right
        for row in 0..<count {
            let start = Self.place(row, 0)
            var sum = solution[row]
            for inner in 0..<row { sum -= lower[start + inner] * solution[inner] }
            solution[row] = sum / lower[start + row]
        }
        return solution
    }
}
