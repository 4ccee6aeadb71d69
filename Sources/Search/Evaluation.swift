public import Architecture

/// A path with all that a search knows of it: objectives, each to be minimised, and how far it breaks the limits.
public struct Evaluation: Sendable, Hashable {
    /// The path.
    public let path: Path
    /// The objectives, smaller being better; all finite, at least one.
    public let objectives: [Double]
    /// By how much limits are broken; 0 for a path within them.
    public let violation: Double

    /// Takes note of an evaluated path.
    ///
    /// A NaN would be neither better nor worse than anything and stay for ever, and an infinite loss means that the
    /// weights are broken: both are errors.
    ///
    /// - Throws: `SearchError` where there is no objective, one is not finite, or the violation is negative or not finite.
    public init(path: Path, objectives: [Double], violation: Double = 0) throws(SearchError) {
        guard !objectives.isEmpty else { throw .noObjectives(path: "\(path)") }
        for (place, value) in objectives.enumerated() where !value.isFinite {
            throw .objectiveNotFinite(path: "\(path)", objective: place, value: value)
        }
        guard violation >= 0, violation.isFinite else {
            throw .violationOutOfRange(path: "\(path)", value: violation)
        }
        self.path = path
        self.objectives = objectives
        self.violation = violation
    }

    /// Whether the path keeps all limits.
    public var isFeasible: Bool { violation == 0 }

    /// Whether this path is better beyond doubt, by constraint domination.
    ///
    /// Definition 1 of Deb et al., 2002. A path within the limits dominates one that breaks them; of two that break them,
    /// the one that breaks them less;
    /// of two within them, one that is nowhere worse and somewhere better.
    ///
    /// - Precondition: Both have the same number of objectives.
    public func dominates(_ other: Evaluation) -> Bool {
        precondition(objectives.count == other.objectives.count, "objectives of two searches cannot be compared")
        if violation > 0 || other.violation > 0 { return violation < other.violation }
        var isBetter = false
        for (mine, theirs) in zip(objectives, other.objectives) {
            if mine > theirs { return false }
            if mine < theirs { isBetter = true }
        }
        return isBetter
    }
}
