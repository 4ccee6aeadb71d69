import Foundation

/// `metrics.jsonl`: one object a line, appended as things happen.
final class MetricsFile: Sendable {
    private let handle: FileHandle
    private let path: String

    /// Creates the file.
    init(in directory: RunDirectory) throws(RunFailure) {
        path = directory.file("metrics.jsonl")
        try directory.write(Data(), to: "metrics.jsonl")
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw RunFailure("\(path) cannot be opened for writing")
        }
        self.handle = handle
    }

    /// Appends a line.
    func append(_ line: JSONValue) throws(RunFailure) {
        do {
            try handle.write(contentsOf: Data((line.description + "\n").utf8))
        } catch {
            throw RunFailure("\(path) cannot be written: \(RunDirectory.reason(error))")
        }
    }
}
