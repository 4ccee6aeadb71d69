/// What a ridge regression needs to know of its observations: weighted sums of products of terms with terms and scores.
///
/// Observations come in groups, as a round's paths do, and count as they deviate from their group's means: so what a whole
/// group has in common, such as the pictures it was scored on and how far the training had come, does not enter. Older
/// groups can be forgotten by a factor.
public struct TermSums: Hashable, Sendable {
    /// The terms of a path.
    public let terms: PathTerms
    /// Of products of two terms' deviations, those up to the diagonal, row by row: `productCount(of: terms)` of them.
    public private(set) var products: [Double]
    /// Of products of a term's and the score's deviations.
    public private(set) var moments: [Double]

    /// No observation yet.
    public init(_ terms: PathTerms) {
        self.terms = terms
        products = [Double](repeating: 0, count: Self.productCount(of: terms))
        moments = [Double](repeating: 0, count: terms.count)
    }

    /// Sums that were kept.
    ///
    /// - Returns: Nil where the counts are not those of the terms, or a number is not finite.
    public init?(_ terms: PathTerms, products: [Double], moments: [Double]) {
        guard products.count == Self.productCount(of: terms), moments.count == terms.count,
            (products + moments).allSatisfy(\.isFinite)
        else { return nil }
        self.terms = terms
        self.products = products
        self.moments = moments
    }

    /// How many products there are of terms.
    public static func productCount(of terms: PathTerms) -> Int { SymmetricSystem.place(terms.count, 0) }

    /// Multiplies all sums by a factor, so that what was added before counts less.
    public mutating func forget(by factor: Double) {
        for index in products.indices { products[index] *= factor }
        for index in moments.indices { moments[index] *= factor }
    }

    /// Adds a group of observations.
    ///
    /// - Parameters:
    ///   - rows: Each observation's terms, ascending.
    ///   - scores: As many scores.
    public mutating func add(_ rows: [[Int]], scores: [Double]) {
        precondition(rows.count == scores.count)
        guard !rows.isEmpty else { return }
        let share = 1 / Double(rows.count)
        let mean = scores.reduce(0, +) * share
        var means = [Double](repeating: 0, count: terms.count)
        for row in rows { for term in row { means[term] += share } }
        for (row, score) in zip(rows, scores) {
            let deviation = score - mean
            for (place, term) in row.enumerated() {
                moments[term] += deviation
                for other in row[...place] { products[SymmetricSystem.place(term, other)] += 1 }
            }
        }
        // The sum of (x - mean)(y - mean) is the sum of x y less n times the product of the means.
        let weight = Double(rows.count)
        let present = means.indices.filter { means[$0] != 0 }
        for (place, term) in present.enumerated() {
            for other in present[...place] {
                products[SymmetricSystem.place(term, other)] -= weight * means[term] * means[other]
            }
        }
    }

    /// The effects that fit best: they make `sum (y - x b)^2 + penalty |b|^2` least.
    ///
    /// - Parameter penalty: Above 0, in units of one observation.
    /// - Returns: One number a term; nil where the sums are none that observations can have, or the penalty is too small
    ///   beside them to be told from 0.
    public func effects(penalty: Double) -> [Double]? { system(penalty: penalty)?.solve(moments) }

    /// The regression's equations, factored; nil as for `effects(penalty:)`.
    func system(penalty: Double) -> SymmetricSystem? {
        precondition(penalty > 0)
        var matrix = products
        for term in 0..<terms.count { matrix[SymmetricSystem.place(term, term)] += penalty }
        return SymmetricSystem(matrix, count: terms.count)
    }
}
