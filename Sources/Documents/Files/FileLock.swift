import Foundation

/// The system's lock on an open file, which ends with the process.
package enum FileLock {
    /// Takes the lock; never waits.
    ///
    /// - Returns: 0, or the number of the system's error: `EWOULDBLOCK` where another process has it.
    package static func take(_ descriptor: Int32) -> Int32 {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno != EINTR { return errno }
        }
        return 0
    }
}
