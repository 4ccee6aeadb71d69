/// How a trained network classifies some pictures.
public struct ClassificationOutcome: Hashable, Sendable {
    /// The number of classes.
    public let classes: Int
    /// How many pictures there were.
    public private(set) var pictures = 0
    /// The sum over the pictures of the cross-entropy.
    public private(set) var lossSum = 0.0
    /// How many pictures have their label as the first guess.
    public private(set) var correct = 0
    /// How many pictures have their label among the first five guesses.
    public private(set) var correctAmongFive = 0
    /// How many pictures of each class are guessed to be of each class: `[class, guess]`, row-major.
    public private(set) var confusion: [Int]

    /// No pictures yet.
    public init(classes: Int) {
        self.classes = classes
        confusion = [Int](repeating: 0, count: classes * classes)
    }

    /// Takes note of a picture.
    mutating func add(_ logits: UnsafePointer<Float>, label: Int) {
        pictures += 1
        lossSum += crossEntropy(logits, classes: classes, label: label)
        let before = guessesBefore(label: label, logits, classes: classes)
        if before == 0 { correct += 1 }
        if before < 5 { correctAmongFive += 1 }
        confusion[label * classes + firstGuess(logits, classes: classes)] += 1
    }

    /// Sums up two groups of pictures, the second one's losses behind the first one's.
    ///
    /// - Precondition: Both have the same classes.
    public static func + (first: ClassificationOutcome, second: ClassificationOutcome) -> ClassificationOutcome {
        precondition(first.classes == second.classes, "outcomes of different classes cannot be summed up")
        var sum = first
        sum.pictures += second.pictures
        sum.lossSum += second.lossSum
        sum.correct += second.correct
        sum.correctAmongFive += second.correctAmongFive
        for place in sum.confusion.indices { sum.confusion[place] += second.confusion[place] }
        return sum
    }

    /// The mean cross-entropy of a picture.
    public var loss: Double { lossSum / Double(pictures) }
    /// The share of pictures whose label is the first guess, in [0, 1].
    public var top1: Double { Double(correct) / Double(pictures) }
    /// The share of pictures whose label is among the first five guesses, in [0, 1]; nil where that says nothing, with
    /// five classes or fewer.
    public var top5: Double? { classes > 5 ? Double(correctAmongFive) / Double(pictures) : nil }
}
