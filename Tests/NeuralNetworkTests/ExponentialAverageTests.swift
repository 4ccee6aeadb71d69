import Layout
import Optimizers
import Reproducibility
import Testing
import Workers

struct ExponentialAverageTests {
    @Test func youngAveragesFollowQuickly() {
        let average = ExponentialAverage(decay: 0.9)
        #expect(average.decay(afterUpdate: 0) == 0.1)
        #expect(average.decay(afterUpdate: 1) == 2.0 / 11)
        #expect(average.decay(afterUpdate: 8) == 0.5)
        // (1 + t) / (10 + t) passes 0.9 at t = 80.
        #expect(average.decay(afterUpdate: 79) < 0.9)
        for update in [80, 81, 1_000_000] { #expect(average.decay(afterUpdate: update) == 0.9) }
        #expect(ExponentialAverage(decay: 0).decay(afterUpdate: 0) == 0)
        #expect(ExponentialAverage(decay: 0.9999).decay(afterUpdate: 89_988) < 0.9999)
    }

    /// Some updates with other weights each, against the recurrence in Double; within a rounding an update.
    @Test func averagesOfANetworkFollowTheRecurrence() async throws {
        let net = try TinySupernet()
        let rule = ExponentialAverage(decay: 0.5)
        let subnet = net.layout.subnet(net.paths[1])
        let averages = net.weights.copy()
        var expected = (0..<averages.count).map { Double(averages.pointer[$0]) }
        let weights = net.weights.copy()
        for update in 0..<12 {
            var stream = RandomStream(seed: 4, purpose: .simulation, index: update)
            for place in 0..<weights.count { weights.pointer[place] = Float(stream.normal()) }
            try await WorkerTeam(width: 2).run { crew in
                rule.step(subnet.parameters, averages: averages, weights: weights, afterUpdate: update, crew: crew)
            }
            let decay = min(0.5, Double(1 + update) / Double(10 + update))
            for place in subnet.parameters.flatMap(\.range) {
                expected[place] = decay * expected[place] + (1 - decay) * Double(weights.pointer[place])
                #expect(abs(Double(averages.pointer[place]) - expected[place]) < 2e-6)
            }
        }
        // What the network does not use keeps its bits.
        let used = Set(subnet.parameters.flatMap(\.range))
        #expect(used.count < net.layout.table.parameterCount)
        for place in 0..<averages.count where !used.contains(place) {
            #expect(averages.pointer[place].bitPattern == net.weights.pointer[place].bitPattern)
        }
    }

    /// 1 - 0.9999 in Float is 1.00017e-4.
    @Test func longAveragesAreAsLongAsTheySay() async throws {
        let net = try TinySupernet()
        let (averages, weights) = (FloatBuffer(count: net.weights.count), FloatBuffer(count: net.weights.count))
        weights.pointer.update(repeating: 1, count: weights.count)
        try await WorkerTeam(width: 1).run { crew in
            ExponentialAverage(decay: 0.9999).step(
                net.layout.table.parameters, averages: averages, weights: weights, afterUpdate: 1_000_000, crew: crew)
        }
        #expect(averages.pointer[0] == 1e-4)
    }
}
