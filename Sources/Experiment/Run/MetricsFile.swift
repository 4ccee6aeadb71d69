import Foundation
import Synchronization

/// `metrics.jsonl`: one object a line, appended as things happen.
final class MetricsFile: Sendable {
    private let handle: FileHandle
    private let path: String
    private let written: Mutex<Int>

    /// The bytes that whole lines take so far.
    var bytes: Int { written.withLock { $0 } }

    /// Creates the file, or cuts it to the lines that a checkpoint accounts for: what came after them happens again.
    ///
    /// - Parameter bytes: Those of the lines to keep; 0 for a new file.
    /// - Throws: `RunFailure` where it cannot be written, or is shorter.
    init(in directory: RunDirectory, keeping bytes: Int = 0) throws(RunFailure) {
        path = directory.file("metrics.jsonl")
        if bytes == 0 { try directory.write(Data(), to: "metrics.jsonl") }
        guard let handle = FileHandle(forUpdatingAtPath: path) else {
            throw RunFailure("\(path) cannot be opened for writing; expected the lines of a run")
        }
        self.handle = handle
        written = Mutex(bytes)
        do {
            let length = try handle.seekToEnd()
            guard length >= UInt64(bytes) else {
                throw RunFailure(
                    "\(path) has \(length) bytes; expected at least the \(bytes) that the checkpoint accounts for")
            }
            try handle.truncate(atOffset: UInt64(bytes))
        } catch let failure as RunFailure {
            throw failure
        } catch {
            throw RunFailure("\(path) cannot be written: \(RunDirectory.reason(error))")
        }
    }

    /// Appends a line.
    func append(_ line: JSONValue) throws(RunFailure) {
        let data = Data((line.description + "\n").utf8)
        do {
            try handle.write(contentsOf: data)
        } catch {
            throw RunFailure("\(path) cannot be written: \(RunDirectory.reason(error))")
        }
        written.withLock { $0 += data.count }
    }

    /// Flushes the lines to the disk.
    func flush() throws(RunFailure) {
        do {
            try handle.synchronize()
        } catch {
            throw RunFailure("\(path) cannot be written: \(RunDirectory.reason(error))")
        }
    }
}
