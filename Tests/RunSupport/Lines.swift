import Synchronization

/// Lines that somebody reports from wherever it runs.
package final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    package var all: [String] { lines.withLock { $0 } }

    package func append(_ line: String) { lines.withLock { $0.append(line) } }
}
