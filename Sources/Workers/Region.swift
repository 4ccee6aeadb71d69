import Synchronization

/// A loop whose items any thread may take.
///
/// Led by one thread, which opens it again and again.
final class Region: Sendable {
    /// Generation (16 bits), count (24 bits) and next index (24 bits) in one word, so that a thread that comes late can
    /// never take an item of a loop that is over.
    private let ticket = Atomic<UInt64>(0)
    private let unfinished = Atomic<Int>(0)
    private let leaderSleeps = Atomic<Bool>(false)
    private let done = Monitor(())
    /// Written by the leader before it opens the loop; read by whoever holds an unfinished item of it.
    nonisolated(unsafe) private var body: ((Int, Int) -> Void)?

    private static let indexMask: UInt64 = 1 << 24 - 1

    func open(count: Int, _ body: @escaping (Int, Int) -> Void) {
        precondition(count <= Int(Self.indexMask), "a region of \(count) items is too large")
        precondition(unfinished.load(ordering: .relaxed) == 0, "a region was opened inside a region")
        unsafe self.body = body
        unfinished.store(count, ordering: .relaxed)
        let generation = (ticket.load(ordering: .relaxed) >> 48) &+ 1
        ticket.store(generation << 48 | UInt64(count) << 24, ordering: .releasing)
    }

    /// Runs a loop that nobody could help with, and refuses what a wider team would refuse.
    func runAlone(_ count: Int, _ body: (Int) -> Void) {
        precondition(unfinished.load(ordering: .relaxed) == 0, "a region was opened inside a region")
        unfinished.store(count, ordering: .relaxed)
        for index in 0..<count { body(index) }
        unfinished.store(0, ordering: .relaxed)
    }

    /// Takes one item and runs it; false when none is left.
    func runOne(worker: Int) -> Bool {
        var current = ticket.load(ordering: .acquiring)
        while true {
            let index = current & Self.indexMask
            guard index < (current >> 24) & Self.indexMask else { return false }
            let (exchanged, original) = ticket.compareExchange(
                expected: current, desired: current + 1, ordering: .acquiringAndReleasing)
            if exchanged {
                unsafe body?(Int(index), worker)
                if unfinished.subtract(1, ordering: .sequentiallyConsistent).newValue == 0,
                    leaderSleeps.load(ordering: .sequentiallyConsistent)
                {
                    done.wakeAll()
                }
                return true
            }
            current = original
        }
    }

    func waitUntilDone() {
        var looks = 0
        while unfinished.load(ordering: .acquiring) > 0 {
            looks += 1
            if looks < 20_000 {
                spin()
                continue
            }
            leaderSleeps.store(true, ordering: .sequentiallyConsistent)
            done.wait { _ in unfinished.load(ordering: .sequentiallyConsistent) > 0 }
            leaderSleeps.store(false, ordering: .sequentiallyConsistent)
        }
        unsafe body = nil
    }
}

/// One look at what another thread may have written, between two looks of a thread that waits.
@inline(__always) func spin() {
    atomicMemoryFence(ordering: .acquiring)
}
