/// What a ridge regression needs to know of its observations: weighted sums of terms and scores, and of their products.
///
/// Observations come in groups, as a round's paths do, and count as they deviate from their group's means: so what a whole
/// group has in common, such as the pictures it was scored on and how far the training had come, does not enter. Older
/// groups can be forgotten by a factor.
public struct TermSums: Hashable, Sendable {
    /// The terms of a path.
    public let terms: PathTerms
    /// Of products of two terms' deviations, `terms.count` squared, row by row.
    public private(set) var products: [Double]
    /// Of products of a term's and the score's deviations.
    public private(set) var moments: [Double]
    /// Of squares of the score's deviations.
    public private(set) var squares = 0.0
    /// Of the observations' weights, less one weight for the mean of each group.
    public private(set) var freedom = 0.0

    /// No observation yet.
    public init(_ terms: PathTerms) {
        self.terms = terms
        products = [Double](repeating: 0, count: terms.count * terms.count)
        moments = [Double](repeating: 0, count: terms.count)
    }

    /// Sums that were kept.
    ///
    /// - Returns: Nil where the counts are not those of the terms, or a number is not finite.
    public init?(_ terms: PathTerms, products: [Double], moments: [Double], squares: Double, freedom: Double) {
        guard products.count == terms.count * terms.count, moments.count == terms.count, freedom >= 0, squares >= 0,
            (products + moments + [squares, freedom]).allSatisfy(\.isFinite)
        else { return nil }
        self.terms = terms
        self.products = products
        self.moments = moments
        self.squares = squares
        self.freedom = freedom
    }

    /// Multiplies all sums by a factor, so that what was added before counts less.
    public mutating func forget(by factor: Double) {
        for index in products.indices { products[index] *= factor }
        for index in moments.indices { moments[index] *= factor }
        squares *= factor
        freedom *= factor
    }

    /// Adds a group of observations.
    ///
    /// - Parameters:
    ///   - rows: Each observation's terms.
    ///   - scores: As many scores.
    public mutating func add(_ rows: [[Int]], scores: [Double]) {
        precondition(rows.count == scores.count)
        guard !rows.isEmpty else { return }
        let count = terms.count
        let share = 1 / Double(rows.count)
        let mean = scores.reduce(0, +) * share
        var means = [Double](repeating: 0, count: count)
        for row in rows { for term in row { means[term] += share } }
        for (row, score) in zip(rows, scores) {
            let deviation = score - mean
            squares += deviation * deviation
            for term in row {
                moments[term] += deviation
                for other in row { products[term * count + other] += 1 }
            }
        }
        // The sum of (x - mean)(y - mean) is the sum of x y less n times the product of the means.
        let weight = Double(rows.count)
        let present = means.indices.filter { means[$0] != 0 }
        for term in present {
            for other in present { products[term * count + other] -= weight * means[term] * means[other] }
        }
        freedom += weight - 1
    }

    /// The effects that fit best: they make `sum (y - x b)^2 + penalty |b|^2` least.
    ///
    /// - Parameter penalty: Above 0, in units of one observation.
    /// - Returns: One number a term.
    public func effects(penalty: Double) -> [Double] { system(penalty: penalty).solve(moments) }

    /// The regression's equations, factored.
    func system(penalty: Double) -> SymmetricSystem {
        precondition(penalty > 0)
        var matrix = products
        for term in 0..<terms.count { matrix[term * terms.count + term] += penalty }
        guard let system = SymmetricSystem(matrix, count: terms.count) else {
            preconditionFailure("a ridge of \(penalty) is not positive definite")
        }
        return system
    }
}
