public import Documents
public import Exchange
import Foundation
import RunFiles
import Scenarios
import TensorFiles

/// Repeats what a finished folder holds with another number of workers, to compare the digests: a whole run, or the
/// one phase of a standalone search or retraining.
public struct Verification: Sendable {
    private let folder: String
    private let expected: String
    private let temporary: String
    private let repetition: Repetition
    private let workers: Int

    /// What is repeated.
    private enum Repetition {
        case run(Run)
        case search(SearchRun)
        case retrain(RetrainRun)

        /// Carries the repetition out.
        ///
        /// - Returns: The digest of its results.
        func digest(stop: StopRequest) async throws -> String {
            switch self {
            case .run(let run): try await run.execute(stop: stop).digest
            case .search(let search): try await search.execute(stop: stop).digest
            case .retrain(let retraining): try await retraining.execute(stop: stop).digest
            }
        }
    }

    /// Prepares the repetition in a folder beside the finished one.
    ///
    /// - Parameters:
    ///   - folder: The folder of a run, a search or a retraining.
    ///   - fromCheckpoint: Whether it begins with the earliest checkpoint that is there.
    ///   - data: Where the pictures are now; nil for where they were.
    ///   - workers: Threads that compute; nil for 1, or 2 where the run had 1.
    ///   - ranks: The processes that compute together, of which this is the first; nil for one alone.
    ///   - audience: Receives the progress.
    /// - Throws: `Refusal`, `ScenarioError` or an error of the pictures' reader for whatever keeps it from beginning, and for
    ///   a file that is not as the run left it.
    public init(
        of folder: String, fromCheckpoint: Bool, data: String?, workers: Int?, ranks: Ranks? = nil,
        audience: Audience = .none
    ) throws {
        let folder = FilePath.plain(folder)
        expected = try FinishedRun.digest(of: folder)
        try KeptFiles(of: folder).check()
        let environment = try WrittenEnvironment(ifAnyOf: folder)
        let count = try workers ?? (environment?.workers == 1 ? 2 : 1)
        let copy = "\(folder)-verify"
        let kind = try environment?.kind ?? .run
        guard !fromCheckpoint || kind == .run else {
            throw Refusal(
                "\(folder) is the folder of \(kind.words), which has no checkpoints; expected `verify` without "
                    + "--from-checkpoint")
        }
        switch kind {
        case .run:
            let run =
                try fromCheckpoint
                ? Self.run(
                    fromCheckpointOf: folder, to: copy, data: data, workers: count, ranks: ranks, audience: audience)
                : Run(
                    ScenarioFile.read(ofRun: folder, data: data), output: copy, workers: count, ranks: ranks,
                    audience: audience)
            repetition = .run(run)
        case .search:
            repetition = .search(
                try SearchRun(
                    repeating: folder, output: copy, data: data, workers: count, ranks: ranks, audience: audience))
        case .retrain:
            repetition = .retrain(
                try RetrainRun(
                    repeating: folder, output: copy, data: data, workers: count, ranks: ranks, audience: audience))
        case .simulation:
            throw Refusal(
                "\(folder) is the folder of a simulation; expected a run, a search or a retraining: `greedynas "
                    + "simulate "
                    + "\(ShellWord.quoted("\(folder)/\(RunFileName.scenario)"))` repeats a simulation and prints its digest"
            )
        }
        temporary = copy
        self.workers = count
        self.folder = folder
    }

    /// A run that resumes from the earliest checkpoint of another one, in a separate folder.
    private static func run(
        fromCheckpointOf folder: String, to copy: String, data: String?, workers: Int, ranks: Ranks?,
        audience: Audience
    ) throws -> Run {
        let checkpoints = CheckpointFolder(of: folder)
        guard let first = checkpoints.numbers.first else {
            throw Refusal("\(checkpoints.path) has no checkpoint; expected one, or `verify` without --from-checkpoint")
        }
        try Self.copy(first, of: folder, to: copy)
        do {
            return try Run(resuming: copy, data: data, workers: workers, ranks: ranks, audience: audience)
        } catch {
            try? FileManager.default.removeItem(atPath: copy)
            throw error
        }
    }

    /// Repeats and compares; the temporary folder is removed in any case.
    ///
    /// - Parameter stop: Asks the repetition to end.
    /// - Throws: `Failure` where the digests differ; what the repetition throws.
    public func execute(stop: StopRequest) async throws -> VerificationResult {
        defer { try? FileManager.default.removeItem(atPath: temporary) }
        let found: String
        do {
            found = try await repetition.digest(stop: stop)
        } catch let interruption as RunInterruption {
            throw RunInterruption(signal: interruption.signal, advice: "nothing was compared: repeat the command")
        }
        guard found == expected else {
            throw Failure(
                "\(folder) has digest \(expected), and repeated with \(workers.counted("worker")) it is \(found); expected equal ones"
            )
        }
        return VerificationResult(folder: folder, digest: found, workers: workers)
    }

    /// What a run is resumed from: scenario, metrics and one checkpoint.
    private static func copy(_ checkpoint: Int, of folder: String, to copy: String) throws {
        let manager = FileManager.default
        guard !FolderContents.exists(copy) else {
            throw Refusal(
                "\(copy) already exists; expected no folder of this name, because the repetition is written there")
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

/// The successful verification of a folder: its results came out bit-identical.
public struct VerificationResult: Sendable {
    let folder: String
    let digest: String
    let workers: Int

    /// The result as one JSON document.
    public var json: JSONValue {
        ["folder": .string(folder), RunKey.digest: .string(digest), RunKey.workers: .integer(workers), "equal": true]
    }

    /// The result for people.
    public var text: String { "\(folder) repeated with \(workers.counted("worker")): equal digests\ndigest \(digest)" }
}
