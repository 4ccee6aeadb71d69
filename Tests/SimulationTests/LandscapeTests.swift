import Architecture
import Reproducibility
import Simulation
import Testing

/// What paths are worth, and which of them count as good.
struct LandscapeTests {
    private let space: SearchSpace

    init() throws { space = try SearchSpace(macro: .imagenet, operations: SearchSpace.operations7) }

    private func paths(_ count: Int) -> [Path] {
        var stream = RandomStream(seed: 7, purpose: .simulation)
        return (0..<count).map { _ in space.randomPath(using: &stream) }
    }

    private func deviation(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
    }

    /// Each part alone has about the standard deviation that its weight says, and the parts add up.
    @Test(arguments: [(1.0, 0.0, 0.0), (0, 1, 0), (0, 0, 1), (0, 0, 3)])
    func partsHaveTheirWeights(layers: Double, interactions: Double, noise: Double) {
        let paths = paths(2000)
        var squares = 0.0
        for seed in UInt64(1)...20 {
            let landscape = AdditiveLandscape(
                space, weights: .init(layers: layers, interactions: interactions, noise: noise), seed: seed)
            let found = deviation(paths.map(landscape.quality))
            squares += found * found / 20
        }
        // A layer's 7 effects have 6/7 of the variance that they are drawn with, about their own mean.
        let expected = (layers * layers * 6 / 7 + interactions * interactions * 48 / 49 + noise * noise).squareRoot()
        #expect(abs(squares.squareRoot() - expected) < 0.06 * expected)
    }

    /// A single changed layer changes the additive part by the same amount wherever it is changed.
    @Test func effectsOfLayersAddUp() {
        let landscape = AdditiveLandscape(space, weights: .init(layers: 1, interactions: 0, noise: 0), seed: 3)
        for path in paths(20) {
            var (one, other, both) = (path, path, path)
            one.choices[0] = (path.choices[0] + 1) % 7
            other.choices[20] = (path.choices[20] + 2) % 7
            both.choices[0] = one.choices[0]
            both.choices[20] = other.choices[20]
            let sum = landscape.quality(of: one) + landscape.quality(of: other)
            #expect(abs(sum - landscape.quality(of: path) - landscape.quality(of: both)) < 1e-12)
        }
    }

    /// Neighbours interact: what a layer's change is worth depends on the layer behind it, and on no other.
    @Test func neighboursInteract() {
        let landscape = AdditiveLandscape(space, weights: .init(layers: 0, interactions: 1, noise: 0), seed: 3)
        func surplus(_ first: Int, _ second: Int, _ path: Path) -> Double {
            var (one, other, both) = (path, path, path)
            one.choices[first] = (path.choices[first] + 1) % 7
            other.choices[second] = (path.choices[second] + 1) % 7
            both.choices[first] = one.choices[first]
            both.choices[second] = other.choices[second]
            return landscape.quality(of: both) - landscape.quality(of: one) - landscape.quality(of: other)
                + landscape.quality(of: path)
        }
        for path in paths(10) {
            #expect(abs(surplus(4, 5, path)) > 1e-6)
            #expect(abs(surplus(4, 6, path)) < 1e-12)
        }
    }

    @Test(arguments: [0.1, 0.6, 0.99])
    func theBestShareIsGood(share: Double) {
        let landscape = AdditiveLandscape(space, weights: .init(layers: 1, interactions: 0.5, noise: 0.25), seed: 5)
        let marked = MarkedLandscape(landscape, goodShare: share, seed: 5)
        let paths = paths(20_000)
        let good = paths.filter(marked.isGood)
        #expect(abs(Double(good.count) / 20_000 - share) < 0.015)
        #expect(abs(marked.measuredShare - share) < 1e-4)
        let worstGood = good.map(landscape.quality).min() ?? .nan
        let bestOther = paths.filter { !marked.isGood($0) }.map(landscape.quality).max() ?? .nan
        #expect(worstGood >= bestOther)
        let standard = paths.map(marked.standardQuality)
        #expect(abs(standard.reduce(0, +) / 20_000) < 0.03 && abs(deviation(standard) - 1) < 0.03)
    }

    /// Without a signal good paths are marked at random, for good, and all are worth the same.
    @Test func noSignalMarksAtRandom() {
        let landscape = AdditiveLandscape(space, weights: .init(layers: 0, interactions: 0, noise: 0), seed: 5)
        let marked = MarkedLandscape(landscape, goodShare: 0.3, seed: 5)
        #expect(!marked.hasSignal)
        let paths = paths(20_000)
        #expect(abs(Double(paths.count(where: marked.isGood)) / 20_000 - 0.3) < 0.015)
        let again = MarkedLandscape(landscape, goodShare: 0.3, seed: 5)
        #expect(paths.allSatisfy { marked.isGood($0) == again.isGood($0) })
        #expect(paths.allSatisfy { marked.standardQuality(of: $0) == 0 })
        let other = MarkedLandscape(landscape, goodShare: 0.3, seed: 6)
        #expect(paths.contains { marked.isGood($0) != other.isGood($0) })
    }
}
