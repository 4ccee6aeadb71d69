import Analysis
@testable import Architecture
import Exchange
import Foundation
import Layout
import NeuralNetwork
import Search
import Supernet
import Testing
import Workers
@testable import Documents
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import Scenarios

/// Whole runs of a tiny scenario with their search.
struct SearchPhaseTests {
    private let runs = TinyRuns()

    @Test func filesSayWhatTheSearchFound() async throws {
        let summary = try await runs.run(runs.scenario(search: "images: 12"), to: "a")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: runs.path("a")).sorted() == [
                ".lock", "architecture.json", "checkpoints", "environment.json", "front.json", "metrics.jsonl",
                "pictures.json", "pool.json", "report.html", "scenario.json", "summary.json", "supernet.weights",
            ])
        #expect(try runs.json("a/summary.json") == summary.json)
        #expect(summary.json["search"]?["evaluated"] == 15)
        #expect(summary.json["search"]?["images"] == .integer(15 * 12))
        let front = try runs.json("a/front.json")
        #expect(front["objectives"] == ["error", "macs"])
        #expect(front["members"]?.elements.count == summary.search?.front.count)
        #expect(summary.json["search"]?["front"] == .integer(front["members"]?.elements.count ?? 0))
        let space = try #require(summary.search).space
        for member in front["members"]?.elements ?? [] {
            let path = try space.path(from: member["choices"]?.elements.compactMap { $0.double.map { Int($0) } } ?? [])
            let blueprint = space.blueprint(of: path)
            #expect(member["macs"] == .integer(blueprint.macs))
            #expect(member["params"] == .integer(blueprint.params))
            #expect(member["names"] == .string(space.names(of: path)))
            let accuracy = try #require(member["accuracy"]?.double)
            #expect(member["objectives"] == [JSONValue(1 - accuracy), .integer(blueprint.macs)])
        }
        let architecture = try runs.json("a/architecture.json")
        for key in ["choices", "macs", "params", "names"] {
            #expect(architecture[key] == summary.json["architecture"]?[key], "\(key)")
        }
        #expect(architecture["choices"] == front["members"]?.elements.first?["choices"])
    }

    /// One line a generation, behind those of the rounds, with all that a report needs.
    @Test func everyGenerationHasALine() async throws {
        let summary = try await runs.run(runs.scenario(), to: "a")
        #expect(try runs.metrics("a", kind: "round").count == 4)
        let lines = try runs.metrics("a", kind: "generation")
        #expect(lines.map { $0["phase"] } == ["search", "search", "search"])
        #expect(lines.map { $0["generation"] } == [1, 2, 3])
        #expect(lines.map { $0["evaluated"] } == [5, 10, 15])
        #expect(lines.map { $0["images"] } == [100, 200, 300])
        let errors = lines.flatMap { $0["accuracies"]?.elements ?? [] }.compactMap { $0.double.map { 1 - $0 } }
        #expect(errors.count == 15)
        #expect(lines.last?["best"]?["error"]?.double == errors.min())
        #expect(lines.last?["front"] == .integer(try #require(summary.search).front.count))
        #expect(Set(lines.flatMap { $0["paths"]?.elements ?? [] }).count == 15)
    }

    /// The bits of a score depend neither on who scored it nor on when: the pool's last scoring has the same ones.
    @Test func searchBeginsWithThePoolAndScoresItsMembersAlike() async throws {
        let summary = try await runs.run(runs.scenario(), to: "a")
        let members = Array(summary.result.pool.members.prefix(5))
        let first = try #require(try runs.metrics("a", kind: "generation").first)
        #expect(first["paths"]?.elements == members.map { .array($0.path.choices.map { .integer(Int($0)) }) })
        #expect(first["losses"]?.elements == members.map { JSONValue($0.loss) })
        _ = try await runs.run(runs.scenario(search: "start: 'random'"), to: "b")
        #expect(try runs.metrics("b", kind: "generation").first?["paths"] != first["paths"])
    }

    @Test func membersOfThePoolBeyondTheLimitsAreLeftOut() async throws {
        let free = try await runs.run(runs.scenario(), to: "a")
        let space = try #require(free.search).space
        let macs = free.result.pool.members.map { space.blueprint(of: $0.path).macs }.sorted()
        // Units of a thousand: the limit lies between the members.
        let limit = macs[macs.count / 2] / 1000
        let scenario = try runs.scenario(search: "limits: { macs: '\(limit)K' }").resolved
        let bounded = try await runs.run(
            Scenario(scenario.setting("supernet", to: try #require(scenario["supernet"]).setting("limits", to: nil))),
            to: "b")
        #expect(bounded.result.pool == free.result.pool)
        let expected = free.result.pool.members.map(\.path).filter { space.blueprint(of: $0).macs <= limit * 1000 }
        let paths = try #require(try runs.metrics("b", kind: "generation").first?["paths"]?.elements)
        #expect(!expected.isEmpty && expected.count < 5 && paths.count == 5)
        #expect(Array(paths.prefix(expected.count)) == expected.map { .array($0.choices.map { .integer(Int($0)) }) })
        for line in try runs.metrics("b", kind: "generation") {
            for path in line["paths"]?.elements ?? [] {
                let choices = path.elements.compactMap { $0.double.map { Int($0) } }
                #expect(space.blueprint(of: try space.path(from: choices)).macs <= limit * 1000)
            }
        }
    }

    @Test(arguments: ["nsga2", "random", "predictor", "local"])
    func digestFollowsSeedAndSearchAndNoWorkers(method: String) async throws {
        // A model of 8 layers of 3 choices wants 25 networks.
        let budget = method == "predictor" ? ", generations: 6, sample: 25" : ""
        let search = "method: '\(method)', objectives: ['loss', 'params']" + budget
        let one = try await runs.run(runs.scenario(search: search), to: "a", workers: 1)
        for workers in [2, 3] {
            let other = try await runs.run(runs.scenario(search: search), to: "w\(workers)", workers: workers)
            #expect(other.digest == one.digest)
            for file in ["front.json", "architecture.json", "pool.json", "supernet.weights"] {
                #expect(try runs.bytes("a/\(file)") == runs.bytes("w\(workers)/\(file)"), "\(file)")
            }
        }
        #expect(try await runs.run(runs.scenario(search: search, seed: 2), to: "b").digest != one.digest)
        let reseeded = try await runs.run(runs.scenario(search: search + ", seed: 9, start: 'random'"), to: "c")
        #expect(reseeded.digest != one.digest)
        #expect(reseeded.result.pool == one.result.pool)
        #expect(try await runs.run(runs.scenario(search: search), to: "d", until: .supernet).digest != one.digest)
    }

    /// Front, order and winner by what models say that are fitted to all scores; the files have both.
    @Test func searchByPredictionsIsDecidedByThem() async throws {
        let summary = try await runs.run(
            runs.scenario(search: "method: 'predictor', population: 10, generations: 4, images: 12"), to: "a")
        let search = try #require(summary.search)
        let distinct = DistinctNetworks(search.order.map(\.path), of: search.space).encodings.count
        #expect(search.evaluated == 40 && search.order.count == distinct && distinct > 20)
        let lines = try runs.metrics("a", kind: "generation")
        // 25 random networks, then the model's.
        #expect(lines.map { $0["evaluated"] } == [10, 20, 25, 35, 40])
        let predicted = try search.order.map { try #require($0.predicted) }
        let space = search.space
        func paths(_ line: JSONValue) throws -> [Path] {
            try (line["paths"]?.elements ?? []).map { path in
                try space.path(from: path.elements.compactMap { $0.double.map { Int($0) } })
            }
        }
        let model = AdditiveModel(
            space, paths: try lines.flatMap(paths),
            scores: lines.flatMap { $0["accuracies"]?.elements.compactMap(\.double) ?? [] })
        for (network, scores) in zip(search.order, predicted) {
            #expect(abs(model.score(of: network.path) - scores.accuracy) < 1e-9)
        }
        // No network of the front is predicted to be beaten in both objectives.
        let front = search.front
        #expect(front.contains(search.winner) && search.winner == search.order[0])
        for member in front {
            #expect(
                !search.order.contains { other in
                    guard let mine = member.predicted, let theirs = other.predicted else { return true }
                    return theirs.accuracy > mine.accuracy && other.cost.macs < member.cost.macs
                })
        }
        #expect(predicted[0].accuracy == predicted.map(\.accuracy).max())
        let file = try runs.json("a/front.json")
        #expect(file["members"]?.elements.count == front.count && file["shortlist"]?.elements.count == 10)
        let first = try #require(file["shortlist"]?.elements.first)
        #expect(first["accuracy"]?.double == search.winner.accuracy)
        #expect(
            first["predicted"] == ["accuracy": JSONValue(predicted[0].accuracy), "loss": JSONValue(predicted[0].loss)])
        #expect(try runs.json("a/architecture.json")["choices"] == first["choices"])
        let effects = try #require(file["effects"])
        #expect(effects["paths"] == 40 && effects["operations"]?.elements.count == 24)
        let counts = effects["operations"]?.elements.compactMap { $0["paths"]?.double } ?? []
        #expect(counts.reduce(0, +) == 8 * 40)
    }

    /// Scores decide elsewhere, as ever, and predictions stand beside them.
    @Test(arguments: ["nsga2", "random", "local"]) func otherSearchesAreDecidedByScores(method: String) async throws {
        let summary = try await runs.run(
            runs.scenario(search: "method: '\(method)', population: 10, generations: 3"), to: "a")
        let search = try #require(summary.search)
        #expect(search.evaluated == 30)
        #expect(
            search.winner == search.front.min { $0.wins(against: $1, by: search.objectives) }
                && search.winner == search.order[0])
        #expect(search.winner.accuracy == search.order.map(\.accuracy).max())
        #expect(search.order.allSatisfy { $0.predicted != nil })
    }

    @Test func limitThatNoNetworkKeepsIsRefusedBeforeAnythingIsTrained() async throws {
        let smallest = CostTable(of: try runs.scenario().searchSpace).minimum
        for (key, count) in [("macs", smallest.macs), ("params", smallest.params)] {
            do {
                _ = try await runs.run(runs.scenario(search: "limits: { \(key): '0.1K' }"), to: "a")
                Issue.record("accepted")
            } catch let error as Refusal {
                #expect(error.description.contains("limit of 100"), "\(error)")
                #expect(error.description.contains("the smallest has \(count)"), "\(error)")
            }
            #expect(!FolderContents.exists(runs.path("a")))
        }
    }

    @Test func smallSpaceIsSearchedToItsEnd() async throws {
        let scenario = try runs.scenario(
            search: "population: 60, generations: 9, images: 2", operations: "['k3e1', 'id']")
        let summary = try await runs.run(scenario, to: "a")
        #expect(summary.search?.evaluated == 256)
        let paths = try runs.metrics("a", kind: "generation").flatMap { $0["paths"]?.elements ?? [] }
        #expect(paths.count == 256 && Set(paths).count == 256)
    }

    private func network(
        _ accuracy: Double, _ loss: Double, macs: Int = 9, choice: UInt8 = 9, predicted: PredictedScores? = nil
    ) throws -> ScoredNetwork {
        let path = Path(choices: [choice])
        var network = ScoredNetwork(
            path: path, loss: loss, accuracy: accuracy, cost: PathCost(macs: macs, params: 1),
            evaluation: try Evaluation(path: path, objectives: [loss]))
        network.predicted = predicted
        return network
    }

    /// The first of error and loss that the search makes small decides, then the other one, fewer MACs and the path.
    @Test func whatIsMadeSmallDecidesTheOrder() throws {
        let order = [
            try network(0.9, 3), try network(0.8, 1), try network(0.8, 2, macs: 1),
            try network(0.8, 2, macs: 2, choice: 0), try network(0.8, 2, macs: 2, choice: 1),
        ]
        for objectives: [Objective] in [[.error, .macs], [.macs, .error, .loss], [.macs, .params]] {
            #expect(order.reversed().sorted { $0.wins(against: $1, by: objectives) } == order)
        }
        for objectives: [Objective] in [[.loss, .macs], [.loss, .error], [.params, .loss]] {
            #expect(order.sorted { $0.wins(against: $1, by: objectives) } == Array(order[1...]) + [order[0]])
        }
        let turned = [
            try network(0.5, 1, predicted: PredictedScores(accuracy: 0.5, loss: 3)),
            try network(0.9, 2, predicted: PredictedScores(accuracy: 0.4, loss: 2)),
        ]
        #expect(turned[0].wins(against: turned[1], by: [.error], predicted: true))
        #expect(!turned[0].wins(against: turned[1], by: [.error]))
        #expect(turned[1].wins(against: turned[0], by: [.loss], predicted: true))
        #expect(!turned[1].wins(against: turned[0], by: [.loss]))
    }

    /// A search for a low loss goes on with the lowest one, however its accuracy is; of encodings of one network the best
    /// alone is in the order, which is that of the shortlist and of a choice by training.
    @Test(arguments: [false, true]) func choiceFollowsTheObjectives(byLoss: Bool) throws {
        let objectives: [Objective] = byLoss ? [.loss, .macs] : [.error, .macs]
        let scenario = try runs.scenario(search: "objectives: ['\(objectives[0].rawValue)', 'macs']")
        let phase = try SearchPhase(scenario, space: scenario.searchSpace)
        let all = phase.space.allPaths
        let encodings = DistinctNetworks(all, of: phase.space).encodings
        let same = try #require(encodings.first { $0.count > 2 })
        let places = same + encodings.filter { $0[0] != same[0] }.prefix(6).map { $0[0] }
        // The lower the loss, the lower the accuracy.
        let networks = try places.enumerated().map { index, place in
            try phase.network(all[place], loss: 1 + Double(index) / 10, accuracy: Double(index) / 20)
        }
        let choice = try SearchChoice(
            of: networks, in: scenario.searchDomain(of: scenario.searchSpace).domain, objectives: objectives,
            byPrediction: false)
        let others = Array(same.count..<networks.count)
        let expected = byLoss ? [0] + others : others.reversed() + [same.count - 1]
        #expect(choice.order.map(\.path) == expected.map { networks[$0].path })
        #expect(choice.order[0].path == choice.front.first?.path)
        let file = FrontFile(
            choice.front, order: choice.order, effects: nil, objectives: objectives, space: phase.space, pictures: 1)
        #expect(file.shortlist.map(\.path) == choice.order.map(\.path))
    }

    @Test func lossThatIsNotFiniteEndsTheSearchAndNamesThePath() async throws {
        let scenario = try runs.scenario()
        let supernet = try SupernetPhase(
            scenario, pictures: ScenarioPictures(scenario, for: .supernet...(.supernet), workers: 2))
        let weights = FloatBuffer(count: supernet.layout.table.count)
        weights.pointer.update(repeating: .nan, count: weights.count)
        let first = Path(choices: [0, 1, 2, 0, 1, 2, 0, 1])
        do {
            let context = try RunContext(
                in: RunDirectory(creating: runs.path("a")), environment: RunEnvironment(workers: 1), audience: .none,
                stop: StopRequest())
            _ = try await SearchPhase(scenario, space: supernet.space).run(
                TrainedSupernet(phase: supernet, weights: weights, sha256: "", pool: [first]), in: context)
            Issue.record("accepted")
        } catch {
            #expect(error is Failure)
            #expect("\(error)".contains("path \(supernet.space.names(of: first)) in generation 1 of the search"))
        }
    }

    @Test func baselineWithoutAPoolIsSearchedFromRandomNetworks() async throws {
        let scenario = try runs.scenario()
        let supernet = try #require(scenario.resolved["supernet"])
        let uniform = try Scenario(
            scenario.resolved.setting("supernet", to: supernet.setting("strategy", to: "uniform")))
        let summary = try await runs.run(uniform, to: "a")
        #expect(summary.result.pool.members.isEmpty)
        #expect(summary.search?.evaluated == 15)
    }
}
