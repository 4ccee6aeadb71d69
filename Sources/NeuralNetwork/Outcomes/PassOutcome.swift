/// What a pass of some pictures through a network says about it.
public struct PassOutcome: Sendable, Hashable {
    /// The sum over the pictures of the cross-entropy.
    public var lossSum: Double
    /// How many pictures have their label as the first guess.
    public var correct: Int
    /// How many pictures there were.
    public var pictures: Int

    /// The outcome of `pictures` pictures; sums over all of them, not means.
    public init(lossSum: Double, correct: Int, pictures: Int) {
        self.lossSum = lossSum
        self.correct = correct
        self.pictures = pictures
    }

    /// No pictures yet.
    public static let none = PassOutcome(lossSum: 0, correct: 0, pictures: 0)

    /// Sums up two groups of pictures.
    public static func + (first: PassOutcome, second: PassOutcome) -> PassOutcome {
        PassOutcome(
            lossSum: first.lossSum + second.lossSum, correct: first.correct + second.correct,
            pictures: first.pictures + second.pictures)
    }

    /// The mean cross-entropy of a picture.
    public var loss: Double { lossSum / Double(pictures) }
    /// The share of pictures whose label is the first guess, in [0, 1].
    public var accuracy: Double { Double(correct) / Double(pictures) }
}
