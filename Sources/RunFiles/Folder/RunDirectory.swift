public import Documents
public import Foundation

/// The folder of a run: created, locked against a second run, and written file by file.
public final class RunDirectory: Sendable {
    /// The folder's path.
    public let path: String
    /// Held for as long as the run lives.
    private let lock: FolderLock

    /// Creates the folder, or takes an empty one.
    ///
    /// - Throws: `Refusal` when the folder holds files, is in use by another run, or cannot be written.
    public init(creating path: String) throws(Refusal) {
        try Self.make(path)
        // Before the lock, so that a folder that is refused stays as it was; and again once nobody else can write.
        try Self.checkEmpty(path)
        lock = try FolderLock(of: path)
        try Self.checkEmpty(path)
        self.path = path
    }

    /// Looks whether a folder can be created, and makes nothing.
    ///
    /// - Throws: `Refusal` when it holds files or cannot be made.
    package static func check(creating path: String) throws(Refusal) {
        if let obstacle = NewFolder.obstacle(to: path) {
            throw Refusal("the output folder \(path) cannot be created: \(obstacle)")
        }
        try checkEmpty(path)
    }

    /// Takes the folder of an unfinished run.
    ///
    /// - Throws: `Refusal` when there is none, it holds no `scenario.json`, is in use, or cannot be written.
    package init(resuming path: String) throws(Refusal) {
        try GivenFolder.checkBegan(path)
        lock = try FolderLock(of: path)
        self.path = path
    }

    /// Takes a folder, new or not, in which a standalone retraining starts: what an earlier one has left there is removed,
    /// the count of the test set's openings aside.
    ///
    /// - Throws: `Refusal` when the folder holds anything else, is in use, or cannot be written.
    package init(beginningAnew path: String) throws(Refusal) {
        try Self.make(path)
        lock = try FolderLock(of: path)
        for name in RunFileName.ofRetraining + RunFileName.ofRetraining.map({ $0 + ".part" }) {
            try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
        try Self.checkEmpty(path, but: [RunFileName.testOpenings])
        self.path = path
    }

    /// Whether a folder in which a run began surely has no process any more, as after a kill; false where that is not known.
    package static func isAbandoned(_ folder: String) -> Bool { FolderLock.isAbandoned(folder) }

    /// What the caller should be told of how the folder was taken, a sentence; nil for nothing.
    package var note: String? { lock.note }

    /// Where a file of the run lies.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a whole file under a temporary name and renames it, so that no reader ever sees half of it.
    ///
    /// - Throws: `Failure` naming the file.
    public func write(_ data: Data, to name: String) throws(Failure) {
        try WholeFile.write(data, to: file(name))
    }

    /// Writes a document, one key a line.
    package func write(_ json: JSONValue, to name: String) throws(Failure) {
        try write(Data((json.text(indented: true) + "\n").utf8), to: name)
    }

    /// The SHA-256 of a file of the run.
    ///
    /// - Throws: `Failure` where it cannot be read.
    package func sha256(of name: String) throws(Failure) -> String {
        do {
            return try FileDigest.sha256(of: file(name))
        } catch {
            throw Failure("\(file(name)) cannot be read: \(SystemReason.of(error))")
        }
    }

    /// Whether the folder is of an unfinished run.
    private static func canGoOn(_ path: String) -> Bool {
        guard FolderContents.exists("\(path)/\(RunFileName.scenario)"),
            !FolderContents.exists("\(path)/\(RunFileName.summary)"),
            let environment = try? WrittenEnvironment(ifAnyOf: path)
        else { return false }
        return (try? environment.kind) == .run
    }

    private static func make(_ path: String) throws(Refusal) {
        do {
            try NewFolder.make(path, called: "the output folder")
        } catch {
            throw Refusal("\(error)")
        }
    }

    private static func checkEmpty(_ path: String, but others: [String] = []) throws(Refusal) {
        let present = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
            // What a process leaves that dies before its scenario is written.
            !$0.hasPrefix(RunFileName.lock) && $0 != RunFileName.scenario + ".part" && !others.contains($0)
        }
        guard present.isEmpty else {
            let command = "`greedynas resume \(ShellWord.quoted(path))`"
            let other = canGoOn(path) ? ", or \(command) to continue the unfinished run in it" : ""
            throw Refusal(
                "the output folder \(path) is not empty; expected a new or empty folder (choose one with "
                    + "--output)\(other)"
            )
        }
    }
}
