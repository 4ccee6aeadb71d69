import Analysis
import Testing

struct WilsonIntervalTests {
    /// By R's `prop.test(x, n, correct = FALSE)`.
    @Test(arguments: [
        (5, 10, 0.2366, 0.7634), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (761, 1000, 0.7336, 0.7865),
    ])
    func endsAreThoseOfTheScoreTest(right: Int, count: Int, lower: Double, upper: Double) {
        let interval = WilsonInterval(share: Double(right) / Double(count), of: count)
        #expect(abs(interval.lower - lower) < 1e-4 && abs(interval.upper - upper) < 1e-4, "\(interval)")
        #expect(interval.lower >= 0 && interval.upper <= 1)
    }
}
