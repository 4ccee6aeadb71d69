import Analysis
import Testing

struct PairedDifferenceTests {
    /// Five pairs of mean 2 and deviation 1: 2.7764 / sqrt(5) = 1.24166 to each side.
    @Test func intervalIsThatOfStudent() throws {
        let differences = [1.0, 1.5, 2, 2.5, 3].map { 2 + ($0 - 2) * 1.264_911_064_067_352 }
        let found = try #require(PairedDifference(differences))
        let interval = try #require(found.interval)
        #expect(found.spread.count == 5)
        #expect(abs((found.spread.deviation ?? 0) - 1) < 1e-12)
        #expect(abs(interval.lowerBound - (2 - 1.241_66)) < 1e-4)
        #expect(abs(interval.upperBound - (2 + 1.241_66)) < 1e-4)
    }

    @Test func verdictNeedsAnIntervalWithoutZero() {
        #expect(PairedDifference([1, 1.1, 0.9])?.verdict == .above)
        #expect(PairedDifference([-1, -1.1, -0.9])?.verdict == .below)
        #expect(PairedDifference([1, -1, 0.5])?.verdict == .notDecided)
        // All zero: an interval of one point, which is 0.
        #expect(PairedDifference([0, 0, 0])?.verdict == .notDecided)
        #expect(PairedDifference([0.5, 0.5])?.verdict == .notDecided)
    }

    @Test func onePairDecidesNothingAndNoPairIsNone() {
        #expect(PairedDifference([5])?.interval == nil)
        #expect(PairedDifference([5])?.verdict == .notDecided)
        #expect(PairedDifference([]) == nil)
    }
}
