import Documents
import RunFiles
import Scenarios

/// Where the folder of a combination stands.
enum SweptFolder: Hashable {
    /// No run began in it.
    case absent
    /// A run of the combination began, and is not finished.
    case begun
    /// The run is finished, with this summary.
    case finished(RunSummary)

    /// Looks into a folder.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - scenario: The combination's scenario.
    ///   - isSimulation: Whether it should be a simulation's.
    /// - Throws: `Refusal` where it holds a run of another scenario, or a simulation in a run's place; that or
    ///   `ScenarioError` where it cannot be read.
    init(_ folder: String, for scenario: Scenario, isSimulation: Bool) throws {
        guard FolderContents.exists("\(folder)/\(RunFileName.scenario)") else {
            self = .absent
            return
        }
        let found = try ScenarioFile.read(ofRun: folder)
        if let difference = Self.difference(of: found, from: scenario) {
            throw Refusal(
                "\(folder) holds the run of another scenario, since \(difference); expected another --output, or the "
                    + "scenario of that run")
        }
        if let environment = try WrittenEnvironment(ifAnyOf: folder), environment.isOfSimulation != isSimulation {
            throw Refusal(
                "\(folder) is the folder of a \(isSimulation ? "run" : "simulation"); expected another --output for "
                    + "\(isSimulation ? "simulations" : "runs")")
        }
        self = try FinishedRun.summary(of: folder).map { .finished($0) } ?? .begun
    }

    /// Added by the run itself where the scenario leaves them out: what the files were that it has read.
    private static let hashes = ["data.files", "search.latency_sha256"]

    /// What a run's copy of the scenario leaves out: the outline of that file is in it, and is compared.
    private static let dropped = ["space.file"]

    /// The first key in which two scenarios differ, in words; how often a run keeps its state decides no result.
    private static func difference(of found: Scenario, from expected: Scenario) -> String? {
        let foundLeaves = found.resolved.leaves
        for (key, value) in expected.resolved.leaves where !key.hasPrefix("checkpoint.") {
            if hashes.contains(key) && value == .null || dropped.contains(key) { continue }
            guard let other = foundLeaves.first(where: { $0.key == key })?.value, other == value else {
                let there = found.resolved.value(at: key).map { SweepCombination.word($0) } ?? "missing"
                return "\(key) is \(there) there and \(SweepCombination.word(value)) here"
            }
        }
        return nil
    }
}
