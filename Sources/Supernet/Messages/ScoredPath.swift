public import Architecture

/// A path with its score, on its way from an evaluator to the rejection.
public struct ScoredPath: Sendable, Hashable {
    /// What was decided about its round.
    public var plan: RoundPlan
    /// Its place among the round's paths.
    public var index: Int
    /// The path and where it was drawn from.
    public var draw: PathDraw
    /// The mean cross-entropy over the round's held-out pictures, without label smoothing; an estimate of it where a path was
    /// scored on fewer of them.
    public var loss: Double
    /// The share of the pictures it was scored on that are classified correctly.
    public var accuracy: Double
    /// The pictures that it was scored on: all of the round's, or fewer where its place was clear before; 0 where
    /// nothing is scored, or where that is not known.
    public var pictures: Int

    /// A drawn path with what it scored on the held-out pictures of its round.
    public init(plan: RoundPlan, index: Int, draw: PathDraw, loss: Double, accuracy: Double, pictures: Int = 0) {
        self.plan = plan
        self.index = index
        self.draw = draw
        self.loss = loss
        self.accuracy = accuracy
        self.pictures = pictures
    }

    /// The round in which it was drawn and scored: also the number of the held-out pictures that it was scored on.
    public var round: Int { plan.round }
    /// The path itself.
    public var path: Path { draw.path }
}
