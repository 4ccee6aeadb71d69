import Analysis
import Testing

struct SelectionTests {
    @Test func precisionIsTheShareOfCommonBest() {
        let reference: [Double] = [10, 9, 8, 7, 6, 5]
        #expect(PrecisionAtK.share(of: [1, 0, 3, 2, -1, -2], against: reference, k: 3) == 2.0 / 3)
        #expect(PrecisionAtK.share(of: reference, against: reference, k: 2) == 1)
        #expect(PrecisionAtK.share(of: reference.reversed(), against: reference, k: 3) == 0)
        #expect(PrecisionAtK.share(of: reference.reversed(), against: reference, k: 6) == 1)
    }

    @Test func ofEqualScoresTheEarlierIsTheBetter() {
        #expect(PrecisionAtK.share(of: [1, 1, 1, 1], against: [2, 2, 0, 0], k: 2) == 1)
        #expect(PrecisionAtK.share(of: [1, 1, 1, 1], against: [0, 0, 2, 2], k: 2) == 0)
    }

    @Test func regretIsWhatTheChosenOneLacks() {
        #expect(SelectionRegret.regret(of: [0, 5, 1], against: [90, 92, 94.5]) == 2.5)
        #expect(SelectionRegret.regret(of: [5, 5, 1], against: [90, 92, 94.5]) == 4.5)
        #expect(SelectionRegret.regret(of: [7], against: [3]) == 0)
        #expect(SelectionRegret.regret(of: [], against: []) == nil)
    }
}
