import Foundation
import GreedyNAS
import TestSupport
import Testing

/// What another program sees: nothing but `import GreedyNAS`, and nothing that is not public.
struct EmbeddingTests {
    private let folder = TemporaryFolder()

    @Test func exampleRunsAScenarioToItsEnd() async throws {
        let scenario = try folder.write(
            "tiny.json",
            """
            {
              name: "tiny",
              data: { generated: { training: 200, test: 10 }, filtering: 40, search: 20 },
              space: { macro: "quickstart", operations: ["k3e1", "k3e3", "id"], width: 0.25 },
              supernet: {
                rounds: 4, m: 4, k: 2, batch: 8, scoring_pictures: 16, pool: { size: 6 }, steadiness_rounds: 2,
              },
              search: { population: 5, generations: 3 },
              retrain: { epochs: 1, learning_rate: { warmup_epochs: 0 } },
            }
            """)
        let found = try #require(try await network(by: scenario, into: folder.path("run")))
        #expect(found.network.split(separator: " ").count == 8)
        #expect((0...1).contains(found.top1))
        let summary = try JSONValue(parsing: try folder.bytes("run/summary.json"))
        #expect(summary["architecture"]?["names"] == .string(found.network))
        #expect(summary["retrain"]?["test_top1"] == JSONValue(found.top1))
    }

    /// Without an umbrella: the pieces of the engine on their own.
    @Test func piecesAreThereToo() throws {
        let space = try SearchSpace(macro: .quickstart, operations: SearchSpace.operationsQuickstart)
        let layout = SupernetLayout(space)
        var stream = RandomStream(seed: 1, purpose: .search)
        let path = space.randomPath(using: &stream)
        #expect(layout.table.initialWeights(seed: 1).count == layout.table.count)
        #expect(CostTable(of: space).cost(of: path).macs == space.blueprint(of: path).macs)
        #expect(RankCorrelation.spearman([1, 2, 3], [1, 4, 9]) == 1)
    }

    /// The README shows the example as it is compiled here.
    @Test func readmeShowsTheExample() throws {
        let example = try String(
            contentsOf: Checkout.folder.appendingPathComponent("Tests/EmbeddingTests/Example.swift"), encoding: .utf8)
        let readme = try String(contentsOf: Checkout.folder.appendingPathComponent("README.md"), encoding: .utf8)
        let shown = example.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        let lines = readme.split(separator: "\n").joined(separator: "\n")
        #expect(lines.contains(shown))
    }
}
