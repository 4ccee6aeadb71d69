#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Floats at a fixed address, aligned to a page and zero at first: the engine's weights and scratch.
///
/// Large buffers ask for huge pages, which spares their first touches most of the page faults.
///
/// - Warning: `Sendable` on this promise: whoever hands the buffer to several threads sees to it that no float is written
///   by one thread while another reads or writes it. The engine keeps it by giving every thread its own range, and by
///   lending the weights for reading only while nobody trains (``ParameterStore`` in Supernet).
public final class FloatBuffer: @unchecked Sendable {
    /// The number of floats.
    public let count: Int
    /// The first float.
    public let pointer: UnsafeMutablePointer<Float>

    /// Allocates `count` zeros.
    ///
    /// - Precondition: The memory is there; `plan` tells beforehand how much a scenario takes.
    public init(count: Int) {
        precondition(count >= 0)
        self.count = count
        let page = 4096
        let hugePage = 2 << 20
        let bytes = max(1, count) * MemoryLayout<Float>.stride
        let alignment = bytes >= hugePage ? hugePage : page
        var memory: UnsafeMutableRawPointer?
        let status = posix_memalign(&memory, alignment, (bytes + page - 1) / page * page)
        guard status == 0, let memory else { fatalError("\(bytes) bytes of memory cannot be allocated") }
        #if os(Linux)
        if alignment == hugePage { madvise(memory, bytes, MADV_HUGEPAGE) }
        #endif
        pointer = memory.bindMemory(to: Float.self, capacity: count)
        pointer.initialize(repeating: 0, count: count)
    }

    deinit { free(pointer) }

    /// A copy at another address.
    public func copy() -> FloatBuffer {
        let copy = FloatBuffer(count: count)
        copy.pointer.update(from: pointer, count: count)
        return copy
    }

    /// The floats as bytes, for digests and files.
    public var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: pointer, count: count * MemoryLayout<Float>.stride)
    }
}
