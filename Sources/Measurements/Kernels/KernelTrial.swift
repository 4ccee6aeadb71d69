import Reproducibility
import Workers

/// A row of the table of kernels: one call of a kernel at sizes that the networks use, and the work in it.
///
/// A kernel is added to the table by a row in one of the lists of `KernelTrial.all`.
struct KernelTrial {
    /// What a call is made of, and so what its speed is compared with.
    enum Work: Hashable {
        /// Floating-point operations, 2 a multiply-accumulate: compared with a matrix product in the first-level cache.
        case operations(Double)
        /// Bytes that must be read or written: compared with copying as many.
        case bytes(Double)

        /// Floats that must be read or written.
        static func floats(_ count: Int) -> Work { .bytes(Double(count * MemoryLayout<Float>.stride)) }
    }

    /// The kernel and its direction.
    let kernel: String
    /// Its sizes.
    let shape: String
    /// What one call is made of.
    let work: Work
    /// Allocates the operands and returns one call; the memory lives as long as the call.
    let prepare: () -> () -> Void

    /// A row for a kernel at a size; `prepare` runs when the row is measured, not before.
    init(_ kernel: String, _ shape: String, _ work: Work, prepare: @escaping () -> () -> Void) {
        self.kernel = kernel
        self.shape = shape
        self.work = work
        self.prepare = prepare
    }

    /// All rows, in the order of the table.
    static var all: [KernelTrial] { products + depthwise + bottlenecks + normalizations + elementwise }

    /// Pictures that a kernel treats together: a chunk of a pass.
    static let pictures = 8

    /// Memory full of numbers of ordinary size: zeros and denormal numbers would show in the time.
    static func operand(_ count: Int) -> FloatBuffer {
        let buffer = FloatBuffer(count: count)
        for start in stride(from: 0, to: count, by: numbers.count) {
            unsafe (buffer.pointer + start).update(from: numbers, count: min(numbers.count, count - start))
        }
        return buffer
    }

    /// Normally distributed; a prime number of them, so that channels do not all get the same.
    private static let numbers: [Float] = {
        var stream = RandomStream(seed: 1, purpose: .simulation)
        return (0..<4099).map { _ in Float(stream.normal()) }
    }()
}
