import Architecture
import RunSupport
import Scenarios
import Supernet
import Testing

/// The scenarios of `Scenarios/nas-bench-macro`.
struct MacroScenarioTests {
    private func scenario(_ name: String, _ settings: String...) throws -> Scenario {
        try ScenarioFile.read(ShippedScenarios.path("nas-bench-macro/\(name)"), settings: settings)
    }

    /// All differ in nothing but which paths are trained, and cost the same.
    @Test func strategiesAreComparable() throws {
        let greedy = try scenario("greedy")
        #expect(greedy.searchSpace.pathCountIfSmall == 6561)
        for name in ShippedScenarios.macros {
            let other = try scenario(name)
            #expect(other.otherWarnings == [] && other.until == .supernet, "\(name)")
            #expect(other.searchSpace == greedy.searchSpace && other.data == greedy.data, "\(name)")
            #expect(other.supernet.batch == greedy.supernet.batch, "\(name)")
            #expect(other.supernet.optimizer == greedy.supernet.optimizer, "\(name)")
            #expect(abs(correctedCost(of: other) / 633_600 - 1) < 0.001, "\(name)")
        }
    }

    /// #optimization + #evaluation / 3.33, with nothing ended early.
    private func correctedCost(of scenario: Scenario) -> Double {
        let supernet = scenario.supernet
        guard case .rounds(let rounds) = supernet.length else { return .nan }
        let (updates, scored) =
            switch supernet.strategy {
            case .greedy: (supernet.k * supernet.stepsPerPath, supernet.m * supernet.scoringPictures)
            case .fair: (scenario.searchSpace.operations.count, 0)
            default: (1, 0)
            }
        let round = Double(updates * supernet.batch) + Double(scored) / 3.33
        return Double(rounds) * round
    }
}
