import Testing

@testable import NeuralNetwork

struct GuessesTests {
    private func before(_ logits: [Float], _ label: Int) -> Int {
        guessesBefore(label: label, logits, classes: logits.count)
    }

    @Test func largerLogitsAreGuessedFirst() {
        let logits: [Float] = [0.1, 0.7, -3, 0.7, 2, 0.2, 0]
        #expect(logits.indices.map { before(logits, $0) } == [4, 1, 6, 2, 0, 3, 5])
        #expect(firstGuess(logits, classes: 7) == 4)
        #expect(firstGuess([1, 1], classes: 2) == 0)
    }

    @Test func oneClassIsAlwaysGuessed() {
        #expect(before([-5], 0) == 0)
        #expect(firstGuess([-5], classes: 1) == 0)
    }

    @Test func firstGuessesAgreeWithIsCorrectEvenWhereNothingIsANumber() {
        let values: [Float] = [.nan, -.infinity, 0, 1, .infinity]
        for first in values {
            for second in values {
                for third in values {
                    let logits = [first, second, third]
                    for label in 0..<3 {
                        #expect(
                            (before(logits, label) == 0) == isCorrect(logits, classes: 3, label: label),
                            "\(logits) \(label)")
                        if logits[label].isNaN { #expect(before(logits, label) > 5) }
                    }
                }
            }
        }
    }
}
