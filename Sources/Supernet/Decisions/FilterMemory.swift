public import Analysis
public import Architecture

/// What all scores so far say of each choice of each layer: an additive ridge model, refitted after each round.
///
/// The score of a path on a few hundred pictures is mostly noise, and a path is hardly ever drawn twice. But its choices
/// are, every few rounds; so the sum of their effects in other paths ranks it better than its own score does. Scores
/// count as they deviate from their round's mean, since each round has its own pictures, and older rounds count less, since
/// the weights change.
public struct FilterMemory: Sendable, Hashable {
    /// How the filter remembers.
    public let settings: FilterMemorySettings
    /// What the fit is made from.
    public let sums: TermSums
    /// What each term adds to a score of which less is better, in units of the scores.
    public let effects: [Double]

    /// No score yet: all effects are 0.
    public init(of space: SearchSpace, settings: FilterMemorySettings) {
        self.settings = settings
        sums = TermSums(PathTerms(space))
        effects = [Double](repeating: 0, count: sums.terms.count)
    }

    /// A memory that was kept.
    ///
    /// The fit is made again from its sums, bit-identically.
    ///
    /// - Returns: Nil if no scores can have these sums.
    public init?(sums: TermSums, settings: FilterMemorySettings) {
        guard let effects = sums.effects(penalty: settings.penalty) else { return nil }
        self.settings = settings
        self.sums = sums
        self.effects = effects
    }

    /// The memory after a round.
    ///
    /// - Parameters:
    ///   - scored: The round's paths, in any order.
    ///   - score: By what they are ranked.
    public func adding(_ scored: [ScoredPath], by score: SupernetSettings.Score) -> FilterMemory {
        // Sums in one order have one value, to the last bit.
        let scored = scored.sorted { $0.path < $1.path }
        var sums = sums
        sums.forget(by: settings.retention)
        sums.add(
            scored.map { sums.terms.terms(of: $0.path) },
            scores: scored.map { score.cost(loss: $0.loss, accuracy: $0.accuracy) })
        guard let memory = FilterMemory(sums: sums, settings: settings) else {
            preconditionFailure("the sums of a memory's scores are those of no regression")
        }
        return memory
    }

    /// By what a path is ranked, less being better; comparable among paths at one time only.
    ///
    /// - Parameters:
    ///   - path: The path.
    ///   - own: Its own last score, of which less is better, as it deviates from the mean of its round.
    public func rank(of path: Path, own: Double) -> Double {
        let said = sums.terms.terms(of: path).reduce(0) { $0 + effects[$1] }
        return (1 - settings.weight) * own + settings.weight * said
    }
}
