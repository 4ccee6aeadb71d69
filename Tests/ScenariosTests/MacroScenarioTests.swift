import Architecture
import Foundation
import RunSupport
import Scenarios
import Testing

/// The scenarios of `Scenarios/nas-bench-macro`.
struct MacroScenarioTests {
    private static let folder = ShippedScenarios.folder.appendingPathComponent("nas-bench-macro")

    private func scenario(_ name: String, _ settings: String...) throws -> Scenario {
        try ScenarioFile.read(Self.folder.appendingPathComponent("\(name).json").path, settings: settings)
    }

    @Test func listIsComplete() throws {
        // Whoever keeps the published table beside the scenarios keeps it there.
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files).subtracting(["nas-bench-macro_cifar10.json"]) == ["greedy.json", "uniform-e.json"])
    }

    /// Both differ in nothing but which paths are trained and how many.
    @Test func strategiesAreComparable() throws {
        let (greedy, uniform) = (try scenario("greedy"), try scenario("uniform-e", "supernet.budget.images=600000"))
        #expect(greedy.warnings == [] && uniform.warnings == [])
        #expect(greedy.searchSpace == uniform.searchSpace && greedy.searchSpace.pathCountIfSmall == 6561)
        #expect(greedy.data == uniform.data && greedy.until == .supernet && uniform.until == .supernet)
        #expect(greedy.supernet.batch == uniform.supernet.batch)
        #expect(greedy.supernet.optimizer == uniform.supernet.optimizer)
    }
}
