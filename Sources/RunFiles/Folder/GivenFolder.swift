package import Documents
import Foundation

/// The folder that a command was given, looked at before its files are read.
package enum GivenFolder {
    /// Refuses what is no folder.
    ///
    /// - Parameters:
    ///   - folder: The path, as it was given.
    ///   - expected: What the folder should be of.
    /// - Throws: `Refusal`.
    package static func check(_ folder: String, expected: String = "a run") throws(Refusal) {
        if FolderContents.isFolder(folder) { return }
        guard !FolderContents.exists(folder) else {
            throw Refusal("\(folder) is not a folder; expected the folder of \(expected)")
        }
        guard let target = FileAbsence.target(of: folder) else {
            throw Refusal("there is no folder \(folder); expected the folder of \(expected)")
        }
        throw Refusal("\(folder) is a link to \(target), which is not there; expected the folder of \(expected)")
    }

    /// Refuses what is no folder, and a folder in which nothing began.
    ///
    /// - Throws: As `check(_:expected:)`.
    package static func checkBegan(_ folder: String, expected: String = "a run") throws(Refusal) {
        try check(folder, expected: expected)
        guard !FolderContents.exists("\(folder)/\(RunFileName.scenario)") else { return }
        throw Refusal(
            "\(folder) has no \(RunFileName.scenario), so no run began in it; expected the folder of \(expected)\(example(in: folder))"
        )
    }

    /// Refuses the folder of something else.
    ///
    /// - Parameters:
    ///   - folder: The path, as it was given.
    ///   - kinds: What the folder may be of, the likeliest first.
    /// - Throws: `Refusal`, also for an `environment.json` that cannot be read.
    package static func check(_ folder: String, isOf kinds: [RunEnvironment.Kind]) throws(Refusal) {
        let kind = try WrittenEnvironment(ifAnyOf: folder)?.kind ?? .run
        guard !kinds.contains(kind) else { return }
        throw Refusal("\(folder) is the folder of \(kind.words); expected that of \(kinds[0].words)")
    }

    /// The first run in a folder that holds several, as that of a sweep does, as the end of a sentence; empty where there is
    /// none.
    package static func example(in folder: String) -> String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let runs = names.map { "\(folder)/\($0)" }.filter { FolderContents.exists("\($0)/\(RunFileName.scenario)") }
        return runs.min().map { ", such as \($0)" } ?? ""
    }
}
