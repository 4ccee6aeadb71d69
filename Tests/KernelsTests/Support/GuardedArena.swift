#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Memory for the operands of one call of a kernel, with guard cells on both sides of each.
///
/// Guard cells are NaNs of a bit pattern of their own: whoever writes them is found out when the arena is closed, whoever
/// computes with them gets a NaN. Under the address sanitizer they are poisoned as well. Operands start at 8 bytes past a
/// multiple of 64, so that no vector of them is aligned.
final class GuardedArena {
    private static let guardCells = 62
    private static let pattern: UInt32 = 0x7FC0_BEEF
    private var ranges: [GuardedFloats] = []

    private init() {}

    /// Lends an arena to `body` and throws when a guard cell was written.
    static func use<Result>(
        _ what: @autoclosure () -> String, _ body: (GuardedArena) throws -> Result
    ) throws -> Result {
        let arena = GuardedArena()
        defer { arena.release() }
        let result = try body(arena)
        try arena.requireIntact(what)
        return result
    }

    /// A range that holds these values.
    func floats(_ values: [Float]) -> GuardedFloats {
        let range = allocate(values.count)
        range.pointer.update(from: values, count: values.count)
        return range
    }

    /// A range of NaNs: what is not overwritten will show.
    func poison(_ count: Int) -> GuardedFloats {
        let range = allocate(count)
        range.pointer.update(repeating: Float(bitPattern: 0x7FC0_DEAD), count: count)
        return range
    }

    private func allocate(_ count: Int) -> GuardedFloats {
        let total = count + 2 * Self.guardCells + 4
        let start = UnsafeMutableRawPointer.allocate(byteCount: 4 * total, alignment: 64)
            .bindMemory(to: Float.self, capacity: total)
        start.initialize(repeating: Float(bitPattern: Self.pattern), count: total)
        let range = GuardedFloats(pointer: start + Self.guardCells + 4, count: count)
        ranges.append(range)
        setPoison(of: range, to: true)
        return range
    }

    private func requireIntact(_ what: () -> String) throws {
        for (number, range) in ranges.enumerated() {
            setPoison(of: range, to: false)
            for cell in 1...Self.guardCells {
                if range.pointer[-cell].bitPattern != Self.pattern {
                    throw Disagreement(description: "\(what()): operand \(number) was written \(cell) floats before it")
                }
                if range.pointer[range.count + cell - 1].bitPattern != Self.pattern {
                    throw Disagreement(description: "\(what()): operand \(number) was written \(cell) floats beyond it")
                }
            }
        }
    }

    private func release() {
        for range in ranges {
            setPoison(of: range, to: false)
            UnsafeMutableRawPointer(range.pointer - Self.guardCells - 4).deallocate()
        }
    }

    private typealias Marker = @convention(c) (UnsafeRawPointer, Int) -> Void
    /// The sanitizer's functions, nil in a process without it.
    private static let markers: (poison: Marker, clear: Marker)? = {
        guard let poison = dlsym(nil, "__asan_poison_memory_region"),
            let clear = dlsym(nil, "__asan_unpoison_memory_region")
        else { return nil }
        return (unsafeBitCast(poison, to: Marker.self), unsafeBitCast(clear, to: Marker.self))
    }()

    /// Whether the guard cells are poisoned for the address sanitizer.
    static var isSanitized: Bool { markers != nil }

    private func setPoison(of range: GuardedFloats, to isPoisoned: Bool) {
        guard let markers = Self.markers else { return }
        let mark = isPoisoned ? markers.poison : markers.clear
        mark(UnsafeRawPointer(range.pointer - Self.guardCells), 4 * Self.guardCells)
        mark(UnsafeRawPointer(range.pointer + range.count), 4 * Self.guardCells)
    }
}
