package import Documents
import Foundation
import Synchronization

/// `metrics.jsonl`: one object a line, appended as things happen.
package final class MetricsFile: Sendable {
    private let handle: FileHandle
    private let path: String
    private let written: Mutex<Int>

    /// The bytes that whole lines take so far.
    package var bytes: Int { written.withLock { $0 } }

    /// Creates the file, or cuts it to the lines that a checkpoint accounts for: what came after them happens again.
    ///
    /// - Parameter bytes: Those of the lines to keep; 0 for a new file.
    /// - Throws: `Failure` where it cannot be written, or is shorter.
    package init(in directory: RunDirectory, keeping bytes: Int = 0) throws(Failure) {
        path = directory.file(RunFileName.metrics)
        if bytes == 0 { try directory.write(Data(), to: RunFileName.metrics) }
        guard let handle = FileHandle(forUpdatingAtPath: path) else {
            throw Failure("\(path) cannot be opened for writing; expected the lines of a run")
        }
        self.handle = handle
        written = Mutex(bytes)
        do {
            let length = try handle.seekToEnd()
            guard length >= UInt64(bytes) else {
                throw Failure(
                    "\(path) has \(length) bytes; expected at least the \(bytes) that the checkpoint accounts for")
            }
            try handle.truncate(atOffset: UInt64(bytes))
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure("\(path) cannot be written: \(SystemReason.of(error))")
        }
    }

    /// Appends the line of an event.
    package func append(_ event: some RunEvent) throws(Failure) {
        let data = Data((event.line.description + "\n").utf8)
        do {
            try handle.write(contentsOf: data)
        } catch {
            throw Failure("\(path) cannot be written: \(SystemReason.of(error))")
        }
        written.withLock { $0 += data.count }
    }

    /// Flushes the lines to the disk.
    package func flush() throws(Failure) {
        do {
            try handle.synchronize()
        } catch {
            throw Failure("\(path) cannot be written: \(SystemReason.of(error))")
        }
    }
}
