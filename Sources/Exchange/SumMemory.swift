import Synchronization
import Workers

/// The memory of sums that are computed one after the other, and of their exchange.
///
/// It grows when a sum needs more than any before, and is kept: after the largest one nothing is allocated.
public final class SumMemory: Sendable {
    /// What the floats are for.
    enum Use: CaseIterable {
        case sums, sent, received
    }

    private let buffers = Mutex<[Use: FloatBuffer]>([:])

    /// Memory that is empty at first.
    public init() {}

    /// At least `count` floats, whatever they hold.
    func buffer(_ use: Use, count: Int) -> FloatBuffer {
        buffers.withLock { buffers in
            if let buffer = buffers[use], buffer.count >= count { return buffer }
            // The smaller one is given back first.
            buffers[use] = nil
            let buffer = FloatBuffer(count: count)
            buffers[use] = buffer
            return buffer
        }
    }

    /// The floats that are kept.
    package var floats: Int {
        buffers.withLock { buffers in Use.allCases.reduce(0) { $0 + (buffers[$1]?.count ?? 0) } }
    }
}
