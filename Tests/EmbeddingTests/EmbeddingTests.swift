import Foundation
import GreedyNAS
import TestSupport
import Testing

/// What another program sees: nothing but `import GreedyNAS`, and nothing that is not public.
struct EmbeddingTests {
    private let folder = TemporaryFolder()

    /// A scenario of four rounds, whatever its pictures and space.
    private static let tiny = """
        {
          name: "tiny",
          data: { generated: { training: 200, test: 10 }, filtering: 40, search: 20 },
          space: { macro: "quickstart", operations: ["k3e1", "k3e3", "id"], width: 0.25 },
          supernet: {
            rounds: 4, m: 4, k: 2, batch: 8, scoring_pictures: 16, pool: { size: 6 }, steadiness_rounds: 2,
          },
          search: { method: "nsga2", population: 5, generations: 3 },
          retrain: { epochs: 1, learning_rate: { warmup_epochs: 0 } },
        }
        """

    @Test func exampleRunsAScenarioToItsEnd() async throws {
        let scenario = try folder.write("tiny.json", Self.tiny)
        let found = try #require(try await network(by: scenario, into: folder.path("run")))
        #expect(found.network.split(separator: " ").count == 8)
        #expect((0...1).contains(found.top1))
        let summary = try JSONValue(parsing: try folder.bytes("run/summary.json"))
        #expect(summary["architecture"]?["names"] == .string(found.network))
        #expect(summary["retrain"]?["test_top1"] == JSONValue(found.top1))
    }

    /// Pictures, operations and outline that no scenario has: the stripes are easy to tell apart.
    @Test func ownPicturesAreTrainedInAnOwnSpace() async throws {
        let scenario = try Scenario(JSONValue(parsing: Array(Self.tiny.utf8)))
        let found = try await network(in: ownSpace(), for: Stripes(), as: scenario)
        let names = found.network.split(separator: " ").map(String.init)
        #expect(names.count == 4)
        #expect(Set(names).isSubset(of: ["id", "k3e2", "k7e2", "k5e4se"]))
        #expect(found.top1 > 0.9)
    }

    @Test func ownSearcherAsksForEveryPathOnce() throws {
        let domain = try SearchDomain(costs: CostTable(of: ownSpace()))
        var searcher = ExhaustiveSearch(domain: domain, batch: 50)
        var asked: [Path] = []
        while !searcher.isFinished {
            asked += searcher.ask()
            try searcher.tell(
                try searcher.ask().map { path in
                    try domain.evaluation(of: path, accuracy: 0, loss: 1, objectives: [.macs])
                })
        }
        #expect(asked == domain.space.allPaths)
        let cheapest = asked.map { domain.costs.cost(of: $0).macs }.min()
        #expect(searcher.front.members.first?.objectives == cheapest.map { [Double($0)] })
        #expect(searcher.state.evaluations.count == 256)
    }

    /// What a path is worth reaches the pool: its eight layers draw kernels of 27.4 together at random, and of 40 at most.
    @Test func ownLandscapeFillsThePoolWithGoodPaths() async throws {
        let scenario = try Scenario(
            JSONValue(
                parsing: Array(
                    """
                    { supernet: { rounds: 200, pool: { size: 50 } }, simulation: { learning: 0.05 } }
                    """.utf8)))
        let landscape = LargeKernels(space: scenario.searchSpace)
        let qualities = try await pool(as: scenario).map(landscape.quality)
        #expect(qualities.count == 50)
        #expect(qualities.reduce(0, +) / 50 > 33)
    }

    @Test func landscapeOfAnotherSpaceIsRefused() throws {
        let scenario = try Scenario(JSONValue(parsing: Array("{ name: \"here\" }".utf8)))
        let refusal = #expect(throws: Refusal.self) {
            _ = try SimulationPhase(scenario, landscape: LargeKernels(space: try ownSpace()), workers: 1)
        }
        #expect(
            refusal.map { "\($0)" } == "the landscape is one of another space; expected that of the scenario here")
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

    /// README and articles show each example as it is compiled here.
    @Test(arguments: [
        ("ScenarioRun", "README.md"),
        ("ScenarioRun", "Sources/Umbrella/GreedyNAS.docc/EmbeddingTheLibrary.md"),
        ("OwnPictures", "Sources/Umbrella/GreedyNAS.docc/EmbeddingTheLibrary.md"),
        ("OwnTraining", "Sources/Umbrella/GreedyNAS.docc/EmbeddingTheLibrary.md"),
        ("OwnOperations", "Sources/Umbrella/GreedyNAS.docc/AddingToIt.md"),
        ("OwnSpace", "Sources/Umbrella/GreedyNAS.docc/AddingToIt.md"),
        ("OwnSearcher", "Sources/Umbrella/GreedyNAS.docc/AddingToIt.md"),
        ("OwnLandscape", "Sources/Umbrella/GreedyNAS.docc/AddingToIt.md"),
    ])
    func pageShowsTheExample(example: String, page: String) throws {
        func text(_ path: String) throws -> String {
            try String(contentsOf: Checkout.folder.appendingPathComponent(path), encoding: .utf8)
        }
        let code = try text("Tests/EmbeddingTests/Examples/\(example).swift")
        #expect(try text(page).contains("```swift\n\(code)```\n"), "\(page) does not show \(example).swift as it is")
    }

    /// No example is compiled that no page shows.
    @Test func everyExampleIsShown() throws {
        let folder = Checkout.folder.appendingPathComponent("Tests/EmbeddingTests/Examples")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(
            names == [
                "OwnLandscape.swift", "OwnOperations.swift", "OwnPictures.swift", "OwnSearcher.swift", "OwnSpace.swift",
                "OwnTraining.swift", "ScenarioRun.swift",
            ])
    }
}
