import CProcessor

/// On which cores a thread runs.
enum ThreadAffinity {
    /// Binds the calling thread to the first core that it may use.
    ///
    /// - Returns: Whether the system did so.
    static func bindToOneCore() -> Bool {
        // Room for 8192 cores, the most that Linux is built for.
        var allowed = [UInt64](repeating: 0, count: 128)
        let size = allowed.count * MemoryLayout<UInt64>.stride
        guard thread_affinity_get(&allowed, UInt(size)) > 0, let first = allowed.firstIndex(where: { $0 != 0 }) else {
            return false
        }
        let bit = allowed[first] & (~allowed[first] &+ 1)
        allowed = [UInt64](repeating: 0, count: allowed.count)
        allowed[first] = bit
        return thread_affinity_set(&allowed, UInt(size)) == 0
    }
}
