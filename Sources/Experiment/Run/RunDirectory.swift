public import Foundation
import Reproducibility

/// The folder of a run: created, locked against a second run, and written file by file.
public final class RunDirectory: Sendable {
    /// The folder's path.
    public let path: String
    /// Holds the lock for as long as the run lives.
    private let lock: FileHandle

    /// Creates the folder, or takes an empty one.
    ///
    /// - Throws: `RunRefusal` when the folder holds files, is in use by another run, or cannot be written.
    public init(creating path: String) throws(RunRefusal) {
        let manager = FileManager.default
        do {
            try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            // Foundation's own words leave the reason out.
            let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
            let isThere = access(path, F_OK) == 0
            let reason = isThere ? "it is a file" : access(parent, W_OK) == 0 ? "the system refuses" : Self.systemReason
            throw RunRefusal("the output folder \(path) cannot be created: \(reason)")
        }
        // Before the lock, so that a folder that is refused stays as it was; and again once nobody else can write.
        try Self.checkEmpty(path)
        lock = try Self.lock(path)
        try Self.checkEmpty(path)
        self.path = path
    }

    /// Takes the folder of a run that did not come to its end.
    ///
    /// - Throws: `RunRefusal` when there is none, it holds no `scenario.json`, is in use, or cannot be written.
    init(resuming path: String) throws(RunRefusal) {
        guard FolderContents.isFolder(path) else {
            throw RunRefusal("\(path) is not a folder; expected that of a run")
        }
        guard FolderContents.exists("\(path)/scenario.json") else {
            throw RunRefusal("\(path) has no scenario.json, so that no run began in it; expected the folder of a run")
        }
        lock = try Self.lock(path)
        self.path = path
    }

    /// Where a file of the run lies.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a whole file under a temporary name and renames it, so that no reader ever sees half of it.
    ///
    /// - Throws: `RunFailure` naming the file.
    public func write(_ data: Data, to name: String) throws(RunFailure) {
        try WholeFile.write(data, to: file(name))
    }

    /// Writes a document, one key a line.
    func write(_ json: JSONValue, to name: String) throws(RunFailure) {
        try write(Data((json.text(indented: true) + "\n").utf8), to: name)
    }

    /// The SHA-256 of a file of the run.
    ///
    /// - Throws: `RunFailure` where it cannot be read.
    func sha256(of name: String) throws(RunFailure) -> String {
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: file(name)))
            var hash = SHA256()
            data.withUnsafeBytes { hash.update($0) }
            return hash.hexadecimal
        } catch {
            throw RunFailure("\(file(name)) cannot be read: \(Self.reason(error))")
        }
    }

    private static let lockName = ".lock"

    /// The system's words for the last call that failed.
    private static var systemReason: String { String(cString: strerror(errno)) }

    private static func checkEmpty(_ path: String) throws(RunRefusal) {
        let present = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
            // What a process leaves that dies before its scenario is written.
            $0 != lockName && $0 != "scenario.json.part"
        }
        guard present.isEmpty else {
            throw RunRefusal(
                "the output folder \(path) is not empty; expected a new folder or an empty one; `greedynas resume` goes on "
                    + "with a run that was interrupted")
        }
    }

    private static func lock(_ path: String) throws(RunRefusal) -> FileHandle {
        let descriptor = open("\(path)/\(lockName)", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw RunRefusal("the output folder \(path) cannot be written: \(systemReason)")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw RunRefusal(
                "the output folder \(path) is in use by another run; expected a folder of its own", isInUse: true)
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// The system's own words for a file error, without Foundation's around them.
    static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let code = underlying ?? (error as NSError) as NSError?, code.domain == NSPOSIXErrorDomain else {
            return error.localizedDescription
        }
        return String(cString: strerror(Int32(code.code)))
    }
}

/// Why a run ended before it was done: one sentence; the exit code is 1.
public struct RunFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What, where, what was expected.
    public let description: String

    /// Fails with a sentence.
    public init(_ sentence: String) { description = sentence }
}
