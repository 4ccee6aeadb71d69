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
        let observations = Observations(PathTerms(space, hasPairs: hasPairs), paths, scores)
        // Standard errors are what takes longest, and one fit needs them.
        let heldOut = Self.penalties.map { AdditiveModel(observations, penalty: $0, hasErrors: false).heldOutError }
        let best = heldOut.indices.reversed().min { heldOut[$0] < heldOut[$1] } ?? 0
        self.init(observations, penalty: Self.penalties[best], hasErrors: true)
    }

    /// Fits a model at a given penalty.
    ///
    /// - Precondition: There are at least two paths, as many scores, all finite; the penalty is above 0, and not so small
    ///   beside the number of paths that rounding hides it.
    public init(_ space: SearchSpace, paths: [Path], scores: [Double], hasPairs: Bool = false, penalty: Double) {
        let observations = Observations(PathTerms(space, hasPairs: hasPairs), paths, scores)
        self.init(observations, penalty: penalty, hasErrors: true)
    }

    /// Scored paths, and all of a fit that does not depend on the penalty.
    private struct Observations {
        let sums: TermSums
        let scores: [Double]
        let mean: Double
        /// The means of the terms.
        let centre: [Double]
        /// For each path, how each term deviates from its mean.
        let deviations: [[Double]]

        init(_ terms: PathTerms, _ paths: [Path], _ scores: [Double]) {
            precondition(paths.count == scores.count && paths.count > 1 && scores.allSatisfy(\.isFinite))
            let rows = paths.map(terms.terms)
            let count = Double(paths.count)
            var sums = TermSums(terms)
            sums.add(rows, scores: scores)
            var centre = [Double](repeating: 0, count: terms.count)
            for row in rows { for term in row { centre[term] += 1 / count } }
            let away = centre.map { -$0 }
            deviations = rows.map { row in
                var deviation = away
                for term in row { deviation[term] += 1 }
                return deviation
            }
            mean = scores.reduce(0, +) / count
            self.sums = sums
            self.scores = scores
            self.centre = centre
        }
    }

    private init(_ observations: Observations, penalty: Double, hasErrors: Bool) {
        guard let system = observations.sums.system(penalty: penalty) else {
            preconditionFailure("a ridge of \(penalty) is lost beside \(observations.scores.count) paths")
        }
        terms = observations.sums.terms
        self.penalty = penalty
        let effects = system.solve(observations.sums.moments)
        let (count, mean) = (Double(observations.scores.count), observations.mean)
        // A prediction's weight of its own score, 1/n + x^T A^-1 x: left out, the residual grows by 1 / (1 - weight).
        var (squares, heldOut, weights) = (0.0, 0.0, 0.0)
        for (deviation, score) in zip(observations.deviations, observations.scores) {
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
        errors = (0..<(hasErrors ? effects.count : 0)).map { term in
            var unit = [Double](repeating: 0, count: effects.count)
            unit[term] = 1
            let column = system.solve(unit)
            let square = column[term] - penalty * column.reduce(0) { $0 + $1 * $1 }
            return (variance * max(0, square)).squareRoot()
        }
        self.effects = effects
        self.mean = mean
        centre = observations.centre
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
