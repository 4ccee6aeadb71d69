import Analysis
import Testing

struct SampleSpreadTests {
    @Test func meanAndDeviationAreThoseOfASample() throws {
        // Squares of -3, -1, -1, 5 about 5: 36, over 3.
        let spread = try #require(SampleSpread([2, 4, 4, 10]))
        #expect(spread.count == 4)
        #expect(spread.mean == 5)
        #expect(try #require(spread.deviation) == 12.0.squareRoot())
    }

    @Test func oneNumberHasNoSpreadAndNoNumberNothing() {
        #expect(SampleSpread([7])?.mean == 7)
        #expect(SampleSpread([7])?.deviation == nil)
        #expect(SampleSpread([]) == nil)
    }

    /// Their mean is the number itself, and not what rounding makes of its third.
    @Test(arguments: [0.1, 1e17, 359294.69469469471])
    func equalNumbersDoNotDiffer(number: Double) {
        let spread = SampleSpread([number, number, number])
        #expect(spread?.mean == number)
        #expect(spread?.deviation == 0)
    }
}
