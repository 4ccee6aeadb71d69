import Synchronization

/// Something that one thread at a time may hold.
final class Possession: Sendable {
    // Not a mutex: the thread sanitizer does not see through that of the standard library on Linux.
    private let isHeld = Atomic<Bool>(false)

    /// Takes it; false when somebody holds it already.
    func take() -> Bool { !isHeld.exchange(true, ordering: .sequentiallyConsistent) }

    func release() { isHeld.store(false, ordering: .sequentiallyConsistent) }
}
