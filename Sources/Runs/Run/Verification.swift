public import Documents
import Foundation
import RunFiles
import Scenarios

/// A finished run once more, with another number of workers, to compare the digests.
public struct Verification: Sendable {
    private let folder: String
    private let expected: String
    private let temporary: String
    private let run: Run
    private let workers: Int

    /// Prepares the repetition in a folder beside the run's.
    ///
    /// - Parameters:
    ///   - folder: The run's folder.
    ///   - fromCheckpoint: Whether it begins with the earliest checkpoint that is there.
    ///   - data: Where the pictures are now; nil for where they were.
    ///   - workers: Threads that compute; nil for 1, or 2 where the run had 1.
    ///   - isQuiet: Whether progress is kept off standard error.
    /// - Throws: `Refusal`, `ScenarioError` or an error of the pictures' reader for whatever keeps it from beginning.
    public init(
        of folder: String, fromCheckpoint: Bool, data: String?, workers: Int?, isQuiet: Bool
    ) throws {
        let folder = FilePath.plain(folder)
        expected = try FinishedRun.digest(of: folder)
        self.workers = try workers ?? (WrittenEnvironment(of: folder).workers == 1 ? 2 : 1)
        self.folder = folder
        temporary = "\(folder)-verify"
        let scenario = try ScenarioFile.read(ofRun: folder, data: data)
        guard fromCheckpoint else {
            run = try Run(
                scenario, output: temporary, workers: self.workers, isQuiet: isQuiet)
            return
        }
        let checkpoints = CheckpointFolder(of: folder)
        guard let first = checkpoints.numbers.first else {
            throw Refusal("\(checkpoints.path) has no checkpoint; expected one, or no --from")
        }
        try Self.copy(first, of: folder, to: temporary)
        do {
            run = try Run(
                resuming: temporary, data: data, workers: self.workers, isQuiet: isQuiet)
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)
            throw error
        }
    }

    /// Runs and compares; the temporary folder goes in any case.
    ///
    /// - Parameter stop: Asks the run to end.
    /// - Throws: `Failure` where the digests differ; what the run throws.
    public func execute(stop: StopRequest) async throws -> VerificationResult {
        defer { try? FileManager.default.removeItem(atPath: temporary) }
        let found: String
        do {
            found = try await run.execute(stop: stop).digest
        } catch let interruption as RunInterruption {
            throw RunInterruption(signal: interruption.signal, advice: "nothing was compared: repeat the command")
        }
        guard found == expected else {
            throw Failure(
                "\(folder) has digest \(expected), and repeated with \(workers) workers it is \(found); expected equal ones"
            )
        }
        return VerificationResult(folder: folder, digest: found, workers: workers)
    }

    /// What a run goes on from: scenario, metrics and one checkpoint.
    private static func copy(_ checkpoint: Int, of folder: String, to copy: String) throws {
        let manager = FileManager.default
        guard !FolderContents.exists(copy) else {
            throw Refusal("\(copy) is there already; expected no such folder, since the repetition is written to it")
        }
        do {
            try manager.createDirectory(
                atPath: "\(copy)/\(RunFileName.checkpoints)", withIntermediateDirectories: true)
            let own = CheckpointFolder(of: folder).file(checkpoint)
            for file in [own, "\(folder)/\(RunFileName.scenario)", "\(folder)/\(RunFileName.metrics)"] {
                try manager.copyItem(atPath: file, toPath: copy + file.dropFirst(folder.count))
            }
        } catch {
            try? manager.removeItem(atPath: copy)
            throw Refusal("\(folder) cannot be copied to \(copy): \(SystemReason.of(error))")
        }
    }
}

/// That a run was repeated to the same bits.
public struct VerificationResult: Sendable {
    let folder: String
    let digest: String
    let workers: Int

    /// The result as one JSON document.
    public var json: JSONValue {
        ["folder": .string(folder), RunKey.digest: .string(digest), RunKey.workers: .integer(workers), "equal": true]
    }

    /// The result for people.
    public var text: String { "\(folder) repeated with \(workers) workers: equal digests\ndigest \(digest)" }
}
