import Synchronization

/// What has happened so far, noted down by whoever it happens to.
package final class Log<Entry: Sendable>: Sendable {
    private let stored = Mutex<[Entry]>([])

    /// Nothing has happened yet.
    package init() {}

    /// What has happened, in its order.
    package var entries: [Entry] { stored.withLock { $0 } }

    /// Notes something down.
    package func append(_ entry: Entry) { stored.withLock { $0.append(entry) } }
}
