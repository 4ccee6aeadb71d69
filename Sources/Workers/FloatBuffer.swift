#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Floats at a fixed address, aligned to a page and zero at first: the engine's weights and scratch.
///
/// Large buffers ask for huge pages, which spares their first touches most of the page faults. They are mapped one by one:
/// what is given back reaches the system at once, where an allocator would keep it between pieces that live longer.
///
/// - Warning: `Sendable` on this promise: whoever hands the buffer to several threads sees to it that no float is written
///   by one thread while another reads or writes it. The engine keeps it by giving every thread its own range, and by
///   lending the weights for reading only while nobody trains (`ParameterStore` in Supernet).
@safe public final class FloatBuffer: @unchecked Sendable {
    /// The number of floats.
    public let count: Int
    /// The first float.
    public let pointer: UnsafeMutablePointer<Float>
    /// Bytes of a mapping of its own; 0 where the allocator gave the memory.
    private let mappedBytes: Int

    /// Allocates `count` zeros.
    ///
    /// - Precondition: The memory is there; `plan` tells beforehand how much a scenario takes.
    public init(count: Int) {
        precondition(count >= 0)
        self.count = count
        let bytes = max(1, count) * MemoryLayout<Float>.stride
        mappedBytes = bytes < Self.hugePage ? 0 : (bytes + Self.page - 1) / Self.page * Self.page
        guard let memory = unsafe mappedBytes > 0 ? Self.map(mappedBytes) : Self.allocate(bytes) else {
            fatalError("\(bytes) bytes of memory cannot be allocated")
        }
        unsafe pointer = memory.bindMemory(to: Float.self, capacity: count)
        unsafe pointer.initialize(repeating: 0, count: count)
    }

    deinit {
        if mappedBytes > 0 { unsafe munmap(pointer, mappedBytes) } else { unsafe free(pointer) }
    }

    private static let page = Int(getpagesize())
    private static let hugePage = 2 << 20

    private static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer? {
        var memory: UnsafeMutableRawPointer?
        let status = unsafe posix_memalign(&memory, page, (bytes + page - 1) / page * page)
        return unsafe status == 0 ? memory : nil
    }

    /// Maps whole pages that begin where a huge page can.
    private static func map(_ bytes: Int) -> UnsafeMutableRawPointer? {
        let room = bytes + hugePage
        guard let start = unsafe mmap(nil, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | mapAnonymous, -1, 0),
            unsafe start != MAP_FAILED
        else { return nil }
        let skipped = (hugePage - Int(bitPattern: start) % hugePage) % hugePage
        let memory = unsafe start + skipped
        // What was mapped too much, in front and behind.
        if skipped > 0 { unsafe munmap(start, skipped) }
        if room - skipped > bytes { unsafe munmap(memory + bytes, room - skipped - bytes) }
        #if os(Linux)
        unsafe madvise(memory, bytes, MADV_HUGEPAGE)
        #endif
        return unsafe memory
    }

    #if os(Linux)
    private static let mapAnonymous = MAP_ANONYMOUS
    #else
    private static let mapAnonymous = MAP_ANON
    #endif

    /// One of the floats.
    ///
    /// - Precondition: `place` is in the buffer.
    public subscript(place: Int) -> Float {
        precondition((0..<count).contains(place))
        return unsafe pointer[place]
    }

    /// A copy at another address.
    public func copy() -> FloatBuffer {
        let copy = FloatBuffer(count: count)
        unsafe copy.pointer.update(from: pointer, count: count)
        return copy
    }

    /// The floats as bytes, for digests and files.
    public var bytes: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: pointer, count: count * MemoryLayout<Float>.stride)
    }
}
