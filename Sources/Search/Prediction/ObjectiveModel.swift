public import Analysis
public import Architecture

/// What evaluated paths say of the objectives of any path: additive models of what must be evaluated, the rest exact.
///
/// A supernet's score of one path is mostly noise around what its operations are worth; a model fitted to all scores takes
/// most of it away, for paths that were evaluated and for those that never were.
public struct ObjectiveModel: Sendable, Hashable {
    /// The paths that may be asked for.
    public let domain: SearchDomain
    /// What the search minimises, in the order of an evaluation's numbers.
    public let objectives: [Objective]
    /// For each objective the model of its values; nil where the value follows from the choices, and where fewer than two
    /// paths are evaluated.
    public let models: [AdditiveModel?]
    /// For each objective the mean of its values, which stands where there is no model; 0 of none.
    private let means: [Double]

    /// Fits the models.
    ///
    /// - Parameters:
    ///   - domain: The paths that may be asked for.
    ///   - objectives: What the search minimises.
    ///   - evaluations: Evaluated paths, any number, with the values of these objectives.
    /// - Precondition: Each evaluation has a value for each objective, and the space contains its path.
    public init(domain: SearchDomain, objectives: [Objective], evaluations: [Evaluation]) {
        precondition(evaluations.allSatisfy { $0.objectives.count == objectives.count }, "values of other objectives")
        let paths = evaluations.map(\.path)
        var (models, means): ([AdditiveModel?], [Double]) = ([], [])
        for (place, objective) in objectives.enumerated() {
            let values = evaluations.map { $0.objectives[place] }
            means.append(values.reduce(0, +) / Double(max(1, values.count)))
            models.append(
                objective.needsEvaluation && paths.count > 1
                    ? AdditiveModel(domain.space, paths: paths, scores: values) : nil)
        }
        self.domain = domain
        self.objectives = objectives
        self.models = models
        self.means = means
    }

    /// What the models say of a path, in the form in which a search is told about it.
    ///
    /// - Throws: `SearchError` where the space does not have the path, a latency is asked for that the costs do not have, or
    ///   a prediction is not finite, as of values near the largest number.
    public func evaluation(of path: Path) throws(SearchError) -> Evaluation {
        guard domain.space.contains(path) else { throw .foreignPath("\(path)") }
        let cost = domain.costs.cost(of: path)
        var values: [Double] = []
        for (place, objective) in objectives.enumerated() {
            if objective.needsEvaluation {
                values.append(models[place]?.score(of: path) ?? means[place])
            } else {
                values.append(try objective.value(accuracy: 0, loss: 0, cost: cost))
            }
        }
        return try Evaluation(path: path, objectives: values, violation: domain.limits.violation(of: cost))
    }

    /// What the models say of some paths, in their order.
    ///
    /// - Throws: As `evaluation(of:)`.
    public func evaluations(of paths: [Path]) throws(SearchError) -> [Evaluation] {
        var evaluations: [Evaluation] = []
        for path in paths { evaluations.append(try evaluation(of: path)) }
        return evaluations
    }
}
