import Synchronization

/// Tells a job on a thread of the team, which knows of no task, that the task behind it was cancelled.
final class CancellationFlag: Sendable {
    private let value = Atomic(false)

    /// Whether the task was cancelled.
    var isSet: Bool { value.load(ordering: .relaxed) }

    /// Notes that the task was cancelled.
    func set() { value.store(true, ordering: .relaxed) }
}
