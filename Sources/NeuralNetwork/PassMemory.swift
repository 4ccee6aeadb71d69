import Kernels
import Synchronization

/// The memory in which passes run: for each thread of a team, the scratch of the chunks it treats, and what a job that
/// it leads leaves.
///
/// Memory grows when a pass needs more than any before, and is kept: after the largest path nothing is allocated.
public final class PassMemory: Sendable {
    private let works: [Slot]
    private let scratches: [Slot]

    /// Memory for the threads of a team; empty at first.
    public init(width: Int) {
        works = (0..<width).map { _ in Slot() }
        scratches = (0..<width).map { _ in Slot() }
    }

    /// The memory of a job, of at least `count` floats.
    ///
    /// - Parameter worker: The thread that leads the job: it leads no other meanwhile.
    func work(worker: Int, count: Int) -> FloatBuffer { works[worker].grown(to: count) }

    /// The scratch of a thread, of at least `count` floats.
    ///
    /// - Parameter worker: The thread that asks: nobody else writes there.
    func scratch(worker: Int, count: Int) -> FloatBuffer { scratches[worker].grown(to: count) }

    private final class Slot: Sendable {
        private let buffer = Mutex(FloatBuffer(count: 0))

        func grown(to count: Int) -> FloatBuffer {
            buffer.withLock { buffer in
                if buffer.count < count { buffer = FloatBuffer(count: count) }
                return buffer
            }
        }
    }
}
