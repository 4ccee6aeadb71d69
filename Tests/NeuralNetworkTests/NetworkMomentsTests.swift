import Kernels
import Reproducibility
import Testing

@testable import Layout
@testable import NeuralNetwork

struct NetworkMomentsTests {
    /// Mean and biased variance in two passes.
    private func naive(_ numbers: [Double]) -> (mean: Double, variance: Double) {
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        return (mean, numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count))
    }

    /// Groups whose means lie far apart: a mean of their variances would be wrong by orders of magnitude.
    @Test func unequalGroupsArePooledWithinAndBetween() throws {
        let net = try TinySupernet()
        let subnet = net.layout.subnet(net.paths[1])
        var stream = RandomStream(seed: 4, purpose: .simulation)
        let groups = [3, 1, 7, 2].map { size in
            (0..<size).map { _ in stream.normal() + 100 * Double(size) }
        }
        var pooled = NetworkMoments(of: subnet)
        for group in groups {
            var moments = NetworkMoments(of: subnet)
            let found = naive(group)
            moments.record(pictures: group.count) { record in
                for channel in 0..<subnet.normalizedChannels {
                    record.note(channel, mean: found.mean, variance: found.variance)
                }
            }
            pooled.merge(moments)
        }
        pooled.merge(NetworkMoments(of: subnet))
        let expected = naive(groups.flatMap { $0 })
        #expect(pooled.pictures == 13)
        #expect(pooled.means.allSatisfy { abs($0 - expected.mean) < 1e-12 * expected.mean })
        #expect(pooled.variances.allSatisfy { abs($0 - expected.variance) < 1e-12 * expected.variance })
    }

    @Test func layersAreNamedAndCoverAllChannels() throws {
        let net = try TinySupernet()
        let subnet = net.layout.subnet(net.paths[3])
        let layers = subnet.normalizations
        #expect(layers.first?.name == "stem")
        #expect(layers.last?.name == "head")
        #expect(layers.contains { $0.name.hasSuffix(".expand") } && layers.contains { $0.name.hasSuffix(".project") })
        #expect(layers.reduce(0) { $0 + $1.range.count } == subnet.normalizedChannels)
        #expect(layers.map(\.range.lowerBound) == [0] + layers.dropLast().map(\.range.upperBound))
        #expect(Set(layers.map(\.name)).count == layers.count && !layers.contains { $0.name.isEmpty })
    }

    @Test func variancesOfASampleAreLargerByItsSize() throws {
        let net = try TinySupernet()
        let subnet = net.layout.subnet(net.paths[1])
        var moments = NetworkMoments(of: subnet)
        moments.record(pictures: 2) { record in
            for channel in 0..<subnet.normalizedChannels { record.note(channel, mean: 1, variance: 3) }
        }
        let unbiased = moments.unbiasedVariances(of: subnet)
        for layer in subnet.normalizations {
            let count = Double(2 * layer.pixels)
            #expect(layer.range.allSatisfy { unbiased[$0] == 3 * (count / (count - 1)) }, "\(layer.name)")
        }
        var running = NetworkStatistics(startingFor: subnet)
        running.follow(moments, share: 0.25, of: subnet)
        #expect(running.means.allSatisfy { $0 == 0.25 })
        #expect(zip(running.variances, unbiased).allSatisfy { abs(Double($0) - (0.75 + 0.25 * $1)) < 1e-6 })
    }
}
