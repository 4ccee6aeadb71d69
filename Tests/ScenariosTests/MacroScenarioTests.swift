import Architecture
import RunSupport
import Scenarios
import Testing

/// The scenarios of `Scenarios/nas-bench-macro`.
struct MacroScenarioTests {
    private func scenario(_ name: String, _ settings: String...) throws -> Scenario {
        try ScenarioFile.read(ShippedScenarios.path("nas-bench-macro/\(name)"), settings: settings)
    }

    /// Both differ in nothing but which paths are trained and how many.
    @Test func strategiesAreComparable() throws {
        let (greedy, uniform) = (try scenario("greedy"), try scenario("uniform-e", "supernet.budget.images=600000"))
        #expect(greedy.otherWarnings == [] && uniform.warnings == [])
        #expect(greedy.searchSpace == uniform.searchSpace && greedy.searchSpace.pathCountIfSmall == 6561)
        #expect(greedy.data == uniform.data && greedy.until == .supernet && uniform.until == .supernet)
        #expect(greedy.supernet.batch == uniform.supernet.batch)
        #expect(greedy.supernet.optimizer == uniform.supernet.optimizer)
    }
}
