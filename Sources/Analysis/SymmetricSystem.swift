/// A symmetric, positive definite system of equations, factored once for any number of right sides.
///
/// Cholesky's factorisation in Double, `A = L L^T`; rows in order, so that equal input gives equal bits.
struct SymmetricSystem {
    /// The number of unknowns.
    let count: Int
    /// L, row by row; what lies above the diagonal is 0.
    private var lower: [Double]

    /// Factors a matrix.
    ///
    /// - Parameters:
    ///   - matrix: `count * count` elements, row by row; only those up to the diagonal are read.
    ///   - count: The rows.
    /// - Returns: Nil where the matrix is not positive definite to working precision.
    init?(_ matrix: [Double], count: Int) {
        precondition(matrix.count == count * count)
        var lower = matrix
        for row in 0..<count {
            for column in 0...row {
                var sum = matrix[row * count + column]
                for inner in 0..<column { sum -= lower[row * count + inner] * lower[column * count + inner] }
                if row == column {
                    guard sum > 1e-12 * max(1, matrix[row * count + row].magnitude) else { return nil }
                    lower[row * count + row] = sum.squareRoot()
                } else {
                    lower[row * count + column] = sum / lower[column * count + column]
                }
            }
            for column in row + 1..<max(row + 1, count) { lower[row * count + column] = 0 }
        }
        self.count = count
        self.lower = lower
    }

    /// The solution of `A x = right`.
    func solve(_ right: [Double]) -> [Double] {
        var solution = forward(right)
        for row in stride(from: count - 1, through: 0, by: -1) {
            var sum = solution[row]
            for inner in row + 1..<max(row + 1, count) { sum -= lower[inner * count + row] * solution[inner] }
            solution[row] = sum / lower[row * count + row]
        }
        return solution
    }

    /// The solution of `L x = right`; its squared length is `right^T A^-1 right`.
    func forward(_ right: [Double]) -> [Double] {
        precondition(right.count == count)
        var solution = right
        for row in 0..<count {
            var sum = solution[row]
            for inner in 0..<row { sum -= lower[row * count + inner] * solution[inner] }
            solution[row] = sum / lower[row * count + row]
        }
        return solution
    }
}
