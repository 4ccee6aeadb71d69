import Synchronization
import Workers

/// The memory in which passes run: what a job leaves from unit to unit, and each thread's scratch for one chunk.
///
/// Memory grows when a pass needs more than any before, and is kept: after the largest path nothing is allocated.
public final class PassMemory: Sendable {
    /// Free memory of jobs, by ascending size; as many as jobs ran at once.
    private let free = Mutex<[FloatBuffer]>([])
    private let scratches: [ThreadScratch]

    /// Memory for a team of so many threads; empty at first.
    public init(width: Int) {
        scratches = (0..<width).map { _ in ThreadScratch() }
    }

    /// Runs the body with at least `count` floats that nobody else uses meanwhile, whatever they hold.
    func withWork<Result, Failure: Error>(
        count: Int, _ body: (UnsafeMutablePointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let buffer = take(count)
        defer { giveBack(buffer) }
        return try body(buffer.pointer)
    }

    /// The scratch of a thread, of at least `count` floats; only that thread may ask.
    func scratch(worker: Int, count: Int) -> FloatBuffer { scratches[worker].grown(to: count) }

    /// The smallest free buffer that is large enough; otherwise the largest makes room for a larger one.
    private func take(_ count: Int) -> FloatBuffer {
        let found = free.withLock { free -> FloatBuffer? in
            if let place = free.firstIndex(where: { $0.count >= count }) { return free.remove(at: place) }
            _ = free.popLast()
            return nil
        }
        return found ?? FloatBuffer(count: count)
    }

    private func giveBack(_ buffer: FloatBuffer) {
        free.withLock { free in
            free.insert(buffer, at: free.firstIndex { $0.count > buffer.count } ?? free.endIndex)
        }
    }

    private final class ThreadScratch: Sendable {
        private let buffer = Mutex(FloatBuffer(count: 0))

        func grown(to count: Int) -> FloatBuffer {
            buffer.withLock { buffer in
                if buffer.count < count { buffer = FloatBuffer(count: count) }
                return buffer
            }
        }
    }
}
