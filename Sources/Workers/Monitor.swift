#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// State that one thread at a time may touch, and a place to sleep until something changes.
///
/// Not `Synchronization.Mutex`: it has no way to sleep, and on Linux the kernel hands it over when it is contended, which
/// the thread sanitizer does not see, so that it reports races where there are none.
final class Monitor<State>: Sendable {
    nonisolated(unsafe) private var state: State
    nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    nonisolated(unsafe) private let condition: UnsafeMutablePointer<pthread_cond_t>

    init(_ state: State) {
        self.state = state
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func withLock<Result>(_ body: (inout State) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&state)
    }

    /// Sleeps while the condition holds; whoever changes it calls `wakeAll` afterwards.
    func wait(while holds: (State) -> Bool) {
        pthread_mutex_lock(mutex)
        while holds(state) { pthread_cond_wait(condition, mutex) }
        pthread_mutex_unlock(mutex)
    }

    func wakeAll() {
        pthread_mutex_lock(mutex)
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }
}
