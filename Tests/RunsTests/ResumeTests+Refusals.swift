import Foundation
import TensorFiles
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import Scenarios

/// Folders and checkpoints from which no run goes on.
extension ResumeTests {
    @Test func foldersThatCannotGoOnAreRefused() async throws {
        _ = try await runs.run(scenario(rounds: 1), to: "a", until: .supernet)
        func refused(_ name: String) -> String {
            sentence { try Run(resuming: runs.path(name), data: nil, workers: 1, audience: .none) }
        }
        #expect(refused("none") == "there is no folder \(runs.path("none")); expected the folder of a run")
        try FileManager.default.createDirectory(atPath: runs.path("empty"), withIntermediateDirectories: true)
        #expect(
            refused("empty")
                == "\(runs.path("empty")) has no scenario.json, so no run began in it; expected the folder of a run"
        )
        _ = try await runs.search("a", to: "a-search")
        #expect(
            refused("a-search")
                == "\(runs.path("a-search"))/environment.json is of a standalone search, which cannot be resumed; expected "
                + "the folder of a run")
        do {
            let holder = try RunDirectory(resuming: runs.path("a"))
            #expect(
                refused("a")
                    == "the output folder \(runs.path("a")) is in use by another run; expected an unused folder")
            _ = holder.path
        }
        // Edited by hand: the checkpoints are of another scenario.
        let text = String(decoding: try runs.bytes("a/scenario.json"), as: UTF8.self)
        try runs.write(Data((text + " ").utf8), to: "a/scenario.json")
        let found = refused("a")
        #expect(found.hasPrefix("no checkpoint in \(runs.path("a"))/checkpoints can be used: "), "\(found)")
        #expect(
            found.hasSuffix(
                " was written with another scenario.json; expected the one with which the run began"), "\(found)")
    }

    /// States with a right digest that no run of the scenario can have been in.
    @Test func statesOfAnotherRunAreRefused() async throws {
        _ = try await runs.run(scenario(rounds: 1), to: "a", until: .retrain)
        let phases = try RunPhases(of: scenario(rounds: 1), until: .retrain, workers: 1)
        let folder = CheckpointFolder(of: runs.path("a"))
        let file = try CheckpointFile(
            Data(contentsOf: URL(fileURLWithPath: folder.file(#require(folder.numbers.last)))), what: "file")
        _ = try RunProgress(file, path: "file", phases: phases)
        let section = try #require(file.document["supernet"])
        let changes: [(String, CheckpointFile)] = [
            (
                "file: supernet.rounds is 5; expected at most 4",
                changed(file, "supernet", section.setting("rounds", to: 5))
            ),
            (
                "file: supernet.steady_checks is -1; expected a whole number of at least 0",
                changed(file, "supernet", section.setting("steady_checks", to: -1))
            ),
            (
                "file: supernet.stop is \"never\"; expected \"steadiness\", \"budget\", \"untrained\" or null",
                changed(file, "supernet", section.setting("stop", to: "never"))
            ),
            (
                "file: supernet.pool is [{ … ; expected a pool of the scenario's, best first, each path once",
                changed(
                    file, "supernet",
                    section.setting(
                        "pool",
                        to: .array([
                            try #require(section["pool"]?.elements.first),
                            try #require(section["pool"]?.elements.first),
                        ])))
            ),
            (
                "file has no arena supernet.weights; expected one of ",
                CheckpointFile(document: file.document, arenas: [])
            ),
            (
                "file: search: the state of the search has the population [0, 0]; expected distinct places below 15",
                changed(file, "search", try #require(file.document["search"]).setting("population", to: [0, 0]))
            ),
            (
                "file: retrain.step is 10000; expected at most 22",
                changed(file, "retrain", try #require(file.document["retrain"]).setting("step", to: 10_000))
            ),
            (
                "file: retrain.epochs is []; expected those that 22 steps complete",
                changed(file, "retrain", try #require(file.document["retrain"]).setting("epochs", to: .array([])))
            ),
        ]
        for (words, change) in changes {
            let found = sentence { try RunProgress(change, path: "file", phases: phases) }
            let parts = words.components(separatedBy: " … ")
            #expect(found.hasPrefix(parts[0]) && found.contains(parts[parts.count - 1]), "\(found)")
        }
    }
}
