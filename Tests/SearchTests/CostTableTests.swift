import Architecture
import Reproducibility
import Search
import Testing

struct CostTableTests {
    @Test(arguments: Macro.all, SearchSpace.IdentityPolicy.allCases)
    func costsAreThoseOfTheNetwork(macro: Macro, identity: SearchSpace.IdentityPolicy) throws {
        for (index, operations) in [SearchSpace.operations7, SearchSpace.operations13].enumerated() {
            let space = try SearchSpace(macro: macro, operations: operations, identity: identity)
            let table = CostTable(of: space)
            var stream = RandomStream(seed: 3, purpose: .simulation, index: index)
            for _ in 0..<50 {
                let path = space.randomPath(using: &stream)
                let blueprint = space.blueprint(of: path)
                #expect(table.cost(of: path) == PathCost(macs: blueprint.macs, params: blueprint.params))
            }
            #expect(!table.hasLatency)
        }
    }

    @Test func extremesAreThoseOfEachCost() throws {
        let operations = Array(SearchSpace.operationsNASBenchMacro.reversed())
        let space = try SearchSpace(macro: .nasBenchMacro, operations: operations)
        let table = CostTable(of: space)
        let costs = space.allPaths.map { table.cost(of: $0) }
        #expect(table.minimum.macs == costs.map(\.macs).min())
        #expect(table.minimum.params == costs.map(\.params).min())
        #expect(table.minimum.latency == nil)
        #expect(table.maximum.macs == costs.map(\.macs).max())
        #expect(table.maximum.params == costs.map(\.params).max())
        #expect(table.maximum.latency == nil)
    }

    @Test func latencyIsTheSumOfTheTable() throws {
        // The stride of each stage's first layer leaves it three choices of four.
        let operations = [SearchSpace.operations7[0], SearchSpace.operations7[4], .identity]
        let space = try SearchSpace(macro: .quickstart, operations: operations, identity: .excluded)
        #expect(space.layers.map(\.choices.count) == [2, 3, 3, 2, 3, 3, 2, 3])
        let latencies = space.layers.enumerated().map { index, layer in
            layer.choices.indices.map { Double(1 << index) + Double($0) / 4 }
        }
        let table = try CostTable(of: space, fixedLatency: 0.5, latencies: latencies)
        let path = Path(choices: [0, 2, 1, 1, 0, 2, 0, 2])
        #expect(table.cost(of: path).latency == 0.5 + 255 + (0 + 2 + 1 + 1 + 0 + 2 + 0 + 2) / 4)
        #expect(table.cost(of: path).macs == space.blueprint(of: path).macs)
        #expect(table.cost(layer: 1, choice: 2).latency == 2.5)
        #expect(table.minimum.latency == 255.5)
        // The last choice of each layer: three layers have two, five have three.
        #expect(table.maximum.latency == 255.5 + 3 * 0.25 + 5 * 0.5)
        #expect(table.hasLatency)
    }

    @Test func tableOfAnotherFormIsRefused() throws {
        let space = try SearchSpace.uniform(layers: 2, choices: 3)
        func sentence(_ fixed: Double, _ latencies: [[Double]]) -> String? {
            do {
                _ = try CostTable(of: space, fixedLatency: fixed, latencies: latencies)
                return nil
            } catch { return "\(error)" }
        }
        #expect(sentence(0, [[0, 1, 2], [0, 1, 2]]) == nil)
        #expect(sentence(0, [[0, 1, 2]]) == "the latency table has 1 layers; expected 2, as the space has")
        #expect(
            sentence(0, [[0, 1, 2], [0, 1]])
                == "layer 2 of the latency table has 2 choices; expected 3, as the space offers")
        for value in [-1, Double.nan, .infinity] {
            #expect(
                sentence(0, [[0, 1, 2], [0, 1, value]])
                    == "the latency table has \(value) seconds for a choice of layer 2; expected a finite number of at least 0"
            )
            #expect(
                sentence(value, [[0, 1, 2], [0, 1, 2]])
                    == "the latency table has \(value) seconds for the fixed parts; expected a finite number of at least 0"
            )
        }
    }
}
