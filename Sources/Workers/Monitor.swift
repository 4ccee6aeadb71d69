#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// State that one thread at a time may touch, and a place to sleep until something changes.
///
/// Not `Synchronization.Mutex`: it has no way to sleep, and on Linux the kernel hands it over when it is contended, which
/// the thread sanitizer does not see, so that it reports races where there are none.
@safe final class Monitor<State>: Sendable {
    nonisolated(unsafe) private var state: State
    nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    nonisolated(unsafe) private let condition: UnsafeMutablePointer<pthread_cond_t>

    init(_ state: State) {
        unsafe self.state = state
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    func withLock<Result>(_ body: (inout State) -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return unsafe body(&state)
    }

    /// Sleeps while the condition holds; whoever changes it calls `wakeAll` afterwards.
    func wait(while holds: (State) -> Bool) {
        unsafe pthread_mutex_lock(mutex)
        while unsafe holds(state) { unsafe pthread_cond_wait(condition, mutex) }
        unsafe pthread_mutex_unlock(mutex)
    }

    func wakeAll() {
        unsafe pthread_mutex_lock(mutex)
        unsafe pthread_cond_broadcast(condition)
        unsafe pthread_mutex_unlock(mutex)
    }
}
