import CProcessor

/// On which cores a thread runs.
package enum ThreadAffinity {
    /// The cores that the calling thread may use; nil where the system does not tell.
    static var coreCount: Int? {
        var allowed = emptyMask
        guard unsafe thread_affinity_get(&allowed, UInt(byteCount)) > 0 else { return nil }
        let count = allowed.reduce(0) { $0 + $1.nonzeroBitCount }
        return count > 0 ? count : nil
    }

    /// Binds the calling thread to the first core that it may use.
    ///
    /// - Returns: Whether the system did so.
    package static func bindToOneCore() -> Bool {
        var allowed = emptyMask
        guard unsafe thread_affinity_get(&allowed, UInt(byteCount)) > 0,
            let first = allowed.firstIndex(where: { $0 != 0 })
        else { return false }
        let bit = allowed[first] & (~allowed[first] &+ 1)
        allowed = emptyMask
        allowed[first] = bit
        return unsafe thread_affinity_set(&allowed, UInt(byteCount)) == 0
    }

    /// Room for 8192 cores, the most that Linux is built for.
    private static let emptyMask = [UInt64](repeating: 0, count: 128)
    private static let byteCount = 128 * MemoryLayout<UInt64>.stride
}
