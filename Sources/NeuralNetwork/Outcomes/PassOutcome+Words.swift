extension PassOutcome {
    /// The outcome as numbers that another process reads, to the last bit.
    package var words: [UInt64] { [lossSum.bitPattern, UInt64(correct), UInt64(pictures)] }

    /// The outcomes whose numbers these are, one after the other.
    package static func outcomes(_ words: [UInt64]) -> [PassOutcome] {
        stride(from: 0, to: words.count, by: 3).map {
            PassOutcome(
                lossSum: Double(bitPattern: words[$0]), correct: Int(words[$0 + 1]), pictures: Int(words[$0 + 2]))
        }
    }
}
