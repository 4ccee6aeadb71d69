import Reporting
import Testing

struct HistogramTests {
    @Test(arguments: [1, 2, 3, 7, 1000])
    func everyValueIsCountedOnce(count: Int) {
        let values = (0..<count).map { Double(($0 * 7919) % 1013) / 97 }
        let histogram = Histogram(values, edges: Histogram.edges(for: values, bins: 30))
        #expect(histogram.counts.reduce(0, +) == count)
        #expect(histogram.counts.count == histogram.edges.count - 1)
    }

    @Test
    func countsAreThoseOfTheBins() {
        let histogram = Histogram([0, 0.5, 1, 1.5, 2, 3, -0.1, 3.1, .nan], edges: [0, 1, 2, 3])
        // An edge belongs to the bin above it, the last one to the last bin.
        #expect(histogram.counts == [2, 2, 2])
    }

    @Test
    func equalValuesAndNoneHaveAHistogramToo() {
        #expect(Histogram([4, 4, 4], edges: Histogram.edges(for: [4, 4, 4], bins: 30)).counts.reduce(0, +) == 3)
        #expect(Histogram([], edges: Histogram.edges(for: [], bins: 30)).counts.allSatisfy { $0 == 0 })
    }

    @Test
    func theOutlineHoldsAHundredPercent() {
        let values = [1, 2, 2, 3, 3, 3, 10.0]
        let histogram = Histogram(values, edges: Histogram.edges(for: values, bins: 20))
        // Each bin has two corners of its height.
        #expect(abs(histogram.outline.reduce(0) { $0 + $1.y } / 2 - 100) < 1e-9)
    }
}
