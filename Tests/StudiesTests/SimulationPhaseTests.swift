import Exchange
import Foundation
import Simulation
import Supernet
import Testing
@testable import Documents
@testable import Rankings
@testable import RunFiles
@testable import RunReports
@testable import RunSupport
@testable import Runs
@testable import Scenarios
@testable import Studies

/// Whole simulations of a scenario.
struct SimulationPhaseTests {
    /// 3^8 paths and a pool of 100; `keys` of `simulation`, `others` of the scenario.
    private func scenario(_ keys: String = "", supernet: String = "rounds: 900", others: String = "") throws -> Scenario
    {
        try Scenario(
            try JSONValue(
                parsing: """
                    {
                      name: "simulated", data: { set: "cifar10" },
                      space: { macro: "nas-bench-macro", operations: "nas-bench-macro" },
                      supernet: {
                        \(supernet), scoring_pictures: 1000, pool: { size: 100 }, steadiness_rounds: 20,
                      },
                      simulation: { \(keys) }, \(others)
                    }
                    """))
    }

    private func run(_ scenario: Scenario, workers: Int = 2) async throws -> SimulationOutcome {
        try await SimulationPhase(scenario, workers: workers).run()
    }

    /// The pool becomes steady where there are better paths to find, and only there.
    @Test func steadinessNeedsASignal() async throws {
        let found = try await run(scenario("learning: 0.01"))
        #expect(found.result.stoppedBy == .steadiness)
        #expect(try #require(found.purity) > 0.95)
        let nothing = try await run(scenario("learning: 0.01, layer_effects: 0, interactions: 0, path_noise: 0"))
        #expect(nothing.result.stoppedBy == .budget)
        #expect(nothing.result.rounds == 900)
        #expect(abs(try #require(nothing.purity) - 0.6) < 0.2)
        #expect(nothing.text.contains("no signal") && !found.text.contains("no signal"))
    }

    /// More pictures make a purer pool early.
    @Test func picturesMakeScoresWorthMore() async throws {
        func purity(_ pictures: Int) async throws -> Double {
            let text = "learning: 0.02"
            let scenario = try scenario(text, supernet: "rounds: 300, batch: 8")
            let supernet = try #require(scenario.resolved["supernet"])
            let changed = try Scenario(
                scenario.resolved.setting("supernet", to: supernet.setting("scoring_pictures", to: .integer(pictures))))
            return try await run(changed).windows[8].purity
        }
        let (few, many) = (try await purity(4), try await purity(1000))
        #expect(many > few + 0.1)
    }

    @Test func workersDecideNothingAndSeedsDo() async throws {
        let short = try scenario(supernet: "rounds: 60")
        let digests = try await [1, 2, 3].asyncMap { try await run(short, workers: $0).digest }
        #expect(Set(digests).count == 1)
        let other = try Scenario(short.resolved.setting("seed", to: 2))
        #expect(try await run(other).digest != digests[0])
    }

    @Test func theDocumentHoldsWhatTheTextSays() async throws {
        let summary = try await run(scenario(supernet: "rounds: 50"))
        let json = summary.json
        #expect(json["supernet"]?["rounds"] == 50 && json["supernet"]?["stopped_by"] == "budget")
        #expect(json["supernet"]?["evaluation_images"] == .integer(50 * 10 * 1000))
        #expect(json["pool"]?["size"] == 100)
        let windows = json["simulation"]?["windows"]?.elements ?? []
        #expect(windows.count == summary.windows.count && windows.count == 17)
        #expect(windows.last?["last_round"] == 50)
        #expect(json["digest"] == .string(summary.digest))
        #expect(summary.text.contains(summary.digest) && summary.text.contains("6561 paths"))
    }

    /// Its folder is a simulation's, with a page, and is never gone on with as a run.
    @Test func theFolderIsNoRun() async throws {
        let runs = TinyRuns()
        let summary = try await run(scenario(supernet: "rounds: 50"))
        try summary.write(to: RunDirectory(creating: runs.path("sim")), workers: 2)
        #expect(try runs.json("sim/summary.json") == summary.json)
        #expect(try runs.json("sim/scenario.json") == summary.scenario.resolved)
        let page = String(decoding: try runs.bytes("sim/report.html"), as: UTF8.self)
        for title in ["At least 5 good ones among 10 paths", "Fresh share of the pool", "True quality of the pool"] {
            #expect(page.contains(title))
        }
        #expect(
            throws: Refusal(
                "\(runs.path("sim"))/environment.json is of a simulation, which cannot be resumed; expected the folder of a "
                    + "run")
        ) { try Run(resuming: runs.path("sim"), data: nil, workers: 1, audience: .none) }
        #expect(
            throws: Refusal(
                "the output folder \(runs.path("sim")) is not empty; expected a new or empty folder (choose one with --output)"
            )
        ) { try RunDirectory(creating: runs.path("sim")) }
    }

    @Test func aSignalEndsIt() async throws {
        let stop = StopRequest()
        stop.request(15)
        let phase = try SimulationPhase(scenario(), workers: 2)
        await #expect(
            throws: RunInterruption(signal: 15, advice: "a simulation keeps no state: repeat the command")
        ) { try await phase.run(stop: stop) }
    }

    /// A published table stands in for the supernet as it is: the pool's losses are the table's errors.
    @Test func aPublishedTableCanBeTheLandscape() async throws {
        let runs = TinyRuns()
        let space = try scenario().searchSpace
        let table = PublishedTable.json(of: space) { index, _ in 1 + 98 * Double(index * 2687 % 6561) / 6561 }
        try runs.write(Data(table.description.utf8), to: "table.json")
        let keys = "landscape: 'benchmark', good_share: 0.25"
        let tabular = try scenario(keys, supernet: "rounds: 200", others: "benchmark: '\(runs.path("table.json"))'")
        let summary = try await run(tabular)
        let published = try PublishedAccuracies(file: runs.path("table.json"), space: space)
        let members = summary.result.pool.members
        #expect(members.count == 100 && members.allSatisfy { abs($0.loss - (1 - (published[$0.path] ?? 9))) < 1e-9 })
        #expect(abs(summary.landscape.measuredShare - 0.25) < 0.01)
        #expect(
            throws: Refusal(
                "simulation.landscape is \"benchmark\", but benchmark is not given; expected a file of published accuracies there"
            )
        ) { try SimulationPhase(scenario(keys), workers: 1) }
    }

    @Test func whatScoresNothingIsRefused() throws {
        #expect(
            throws: Refusal(
                "supernet.strategy is \"uniform\", which scores no path; expected \"greedy\" for a simulation")
        ) { try SimulationPhase(scenario(supernet: "strategy: 'uniform', rounds: 9"), workers: 1) }
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async throws -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
