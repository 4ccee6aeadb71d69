import NeuralNetwork
import TestSupport
import Testing

@testable import Supernet

struct ParameterStoreTests {
    /// The lease must not begin while any loan is out; yields give it every chance to do so wrongly.
    @Test(.timeLimit(.minutes(5)), arguments: 1...3) func leaseWaitsForEveryLoan(loans: Int) async throws {
        let tiny = try TinyTraining(rounds: 1)
        let weights = tiny.firstWeights
        let store = ParameterStore(layout: tiny.layout, weights: weights)
        for _ in 0..<loans { #expect(await store.lend() === weights) }
        let events = Log<String>()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    let arenas = await store.lease()
                    #expect(arenas.weights === weights)
                    events.append("leased")
                }
            }
            for _ in 0..<loans {
                for _ in 0..<200 { await Task.yield() }
                events.append("returned")
                await store.takeBack()
            }
        }
        #expect(events.entries == [String](repeating: "returned", count: loans) + ["leased", "leased"])
    }

    @Test func momentumAndGradientsStartAtZero() async throws {
        let tiny = try TinyTraining(rounds: 1)
        let arenas = await ParameterStore(layout: tiny.layout, weights: tiny.firstWeights).lease()
        #expect(arenas.momentum.bits.allSatisfy { $0 == 0 } && arenas.gradients.bits.allSatisfy { $0 == 0 })
        #expect(arenas.weights.bits == tiny.firstWeights.bits)
    }

    @Test func loanThatIsReturnedTwiceStops() async {
        await #expect(processExitsWith: .failure) {
            let tiny = try TinyTraining(rounds: 1)
            let store = ParameterStore(layout: tiny.layout, weights: tiny.firstWeights)
            _ = await store.lend()
            await store.takeBack()
            await store.takeBack()
        }
    }
}
