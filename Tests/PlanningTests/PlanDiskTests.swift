import Foundation
import Planning
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import Scenarios

struct PlanDiskTests {
    /// Against the folder of a run.
    @Test func estimateIsThatOfAFolder() async throws {
        let runs = TinyRuns()
        let scenario = try runs.scenario()
        _ = try await runs.run(scenario, to: "a", until: .retrain)
        func size(_ name: String) throws -> Int { try runs.bytes("a/\(name)").count }
        let disk = Plan(scenario).disk
        // The file has a header.
        #expect(try (disk.weights..<disk.weights + 20_000).contains(size("supernet.weights")))
        let checkpoints = try FileManager.default.contentsOfDirectory(atPath: runs.path("a/checkpoints"))
            .reduce(0) { try $0 + size("checkpoints/\($1)") }
        #expect(Double(checkpoints) < 1.5 * Double(disk.checkpoints) && 2 * checkpoints > disk.checkpoints)
        #expect(disk.total == disk.weights + disk.checkpoints + disk.records)
    }

    /// What no disk holds is no reason to stop: a budget may end such a training early.
    @Test func moreThanAnyDiskHoldsIsCountedUpToABound() throws {
        let plan = try Plan(
            Scenario(
                JSONValue(
                    parsing: """
                        {
                          data: { generated: { training: 10000000 } }, space: { macro: "cifar" },
                          supernet: { epochs: 1000000, m: 100000, k: 1, batch: 2, steadiness_rounds: 1000 },
                        }
                        """)))
        #expect(plan.disk.records == 1 << 60 && plan.disk.total > plan.disk.records)
        #expect(plan.text.contains("disk"))
    }

    @Test func linesOfMetricsAreCounted() async throws {
        let runs = TinyRuns()
        let scenario = try runs.scenario()
        _ = try await runs.run(scenario, to: "a", until: .supernet)
        let lines = try runs.bytes("a/metrics.jsonl").count
        let base = try Plan(Scenario(scenario.resolved.setting("until", to: "supernet")))
        var more = try #require(scenario.resolved["supernet"])
        more = more.setting("rounds", to: 104)
        let long = try Plan(
            Scenario(scenario.resolved.setting("supernet", to: more).setting("until", to: "supernet")))
        let round = Double(long.disk.records - base.disk.records) / 100
        #expect((0.6...1.6).contains(Double(lines) / 4 / round), "\(round) for \(lines / 4)")
    }
}
