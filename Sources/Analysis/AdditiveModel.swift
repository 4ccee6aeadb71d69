public import Architecture

/// Scores of paths as a sum of what each of their choices is worth: a ridge regression on the one-hot choices.
///
/// A supernet's score of one path is mostly noise around such a sum; a fit to some hundred paths takes most of the noise
/// away, and knows something of paths that were never scored.
public struct AdditiveModel: Sendable, Hashable {
    /// The terms.
    public let terms: PathTerms
    /// The mean of the scores.
    public let mean: Double
    /// What each term adds, in units of the scores.
    public let effects: [Double]
    /// The standard errors of the effects, from the residual variance; 0 where as many terms as scores leave none.
    public let errors: [Double]
    /// The penalty on the squared effects, in units of one observation.
    public let penalty: Double
    /// The root of the mean square by which a score differs from what the model says that is fitted to all others.
    public let heldOutError: Double

    /// The means of the terms among the paths that were fitted.
    private let centre: [Double]

    /// The penalties among which leave-one-out cross-validation chooses.
    public static let penalties: [Double] = (0...16).map { (step: Int) -> Double in Double(1 << step) / 64 }

    /// Fits a model, and chooses the penalty by leave-one-out cross-validation, the largest among equals.
    ///
    /// - Parameters:
    ///   - space: The space of the paths.
    ///   - paths: At least two paths; one may be there several times.
    ///   - scores: As many finite scores.
    ///   - hasPairs: Whether pairs of neighbouring layers have terms too.
    public init(_ space: SearchSpace, paths: [Path], scores: [Double], hasPairs: Bool = false) {
        // Standard errors are what takes longest, and one fit needs them.
        let heldOut = Self.penalties.map { penalty in
            AdditiveModel(space, paths, scores, hasPairs: hasPairs, penalty: penalty, hasErrors: false).heldOutError
        }
        let best = heldOut.indices.reversed().min { heldOut[$0] < heldOut[$1] } ?? 0
        self.init(space, paths: paths, scores: scores, hasPairs: hasPairs, penalty: Self.penalties[best])
    }

    /// Fits a model at a given penalty.
    ///
    /// - Precondition: There are at least two paths, as many scores, all finite; the penalty is above 0.
    public init(_ space: SearchSpace, paths: [Path], scores: [Double], hasPairs: Bool = false, penalty: Double) {
        self.init(space, paths, scores, hasPairs: hasPairs, penalty: penalty, hasErrors: true)
    }

    private init(
        _ space: SearchSpace, _ paths: [Path], _ scores: [Double], hasPairs: Bool, penalty: Double, hasErrors: Bool
    ) {
        precondition(paths.count == scores.count && paths.count > 1 && scores.allSatisfy(\.isFinite))
        terms = PathTerms(space, hasPairs: hasPairs)
        self.penalty = penalty
        let rows = paths.map(terms.terms)
        var sums = TermSums(terms)
        sums.add(rows, scores: scores)
        let system = sums.system(penalty: penalty)
        let effects = system.solve(sums.moments)
        let count = Double(paths.count)
        let mean = scores.reduce(0, +) / count
        var centre = [Double](repeating: 0, count: terms.count)
        for row in rows { for term in row { centre[term] += 1 / count } }
        // A prediction's weight of its own score, 1/n + x^T A^-1 x: left out, the residual grows by 1 / (1 - weight).
        var (squares, heldOut, weights) = (0.0, 0.0, 0.0)
        for (row, score) in zip(rows, scores) {
            var deviation = centre.map { -$0 }
            for term in row { deviation[term] += 1 }
            let said = zip(deviation, effects).reduce(mean) { $0 + $1.0 * $1.1 }
            let weight = 1 / count + system.forward(deviation).reduce(0) { $0 + $1 * $1 }
            let residual = score - said
            squares += residual * residual
            weights += weight
            let left = residual / max(1 - weight, 1e-9)
            heldOut += left * left
        }
        let freedom = count - weights
        let variance = freedom > 1e-9 ? squares / freedom : 0
        // The variance of A^-1 X^T noise: sigma^2 A^-1 (A - penalty) A^-1.
        errors = (0..<(hasErrors ? terms.count : 0)).map { term in
            var unit = [Double](repeating: 0, count: effects.count)
            unit[term] = 1
            let column = system.solve(unit)
            let square = column[term] - penalty * column.reduce(0) { $0 + $1 * $1 }
            return (variance * max(0, square)).squareRoot()
        }
        self.effects = effects
        self.mean = mean
        self.centre = centre
        heldOutError = (heldOut / count).squareRoot()
    }

    /// What the model says of a path.
    ///
    /// - Precondition: The space contains the path.
    public func score(of path: Path) -> Double {
        var said = mean
        for (centre, effect) in zip(centre, effects) { said -= centre * effect }
        for term in terms.terms(of: path) { said += effects[term] }
        return said
    }
}
