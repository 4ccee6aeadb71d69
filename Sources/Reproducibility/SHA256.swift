/// The SHA-256 digest of a sequence of bytes (FIPS 180-4), for the digests of runs and files.
///
/// The toolchain on Linux brings no hash function with a stable result, and packages are not used here.
public struct SHA256: Sendable {
    private var state: [UInt32] = [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
    ]
    private var pending: [UInt8] = []
    private var byteCount: UInt64 = 0

    /// Starts with no bytes.
    public init() {}

    /// Appends bytes to what is hashed.
    public mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// Appends bytes of memory, which the caller sees to that it is there.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        byteCount += UInt64(bytes.count)
        var rest = unsafe bytes[...]
        if !pending.isEmpty {
            let needed = unsafe min(64 - pending.count, rest.count)
            unsafe pending.append(contentsOf: rest.prefix(needed))
            unsafe rest = rest.dropFirst(needed)
            guard pending.count == 64 else { return }
            let block = pending
            unsafe block.withUnsafeBytes { unsafe compress($0) }
            pending.removeAll(keepingCapacity: true)
        }
        while unsafe rest.count >= 64 {
            unsafe compress(UnsafeRawBufferPointer(rebasing: rest.prefix(64)))
            unsafe rest = rest.dropFirst(64)
        }
        unsafe pending.append(contentsOf: rest)
    }

    /// Appends numbers in little-endian byte order.
    public mutating func update<Number: FixedWidthInteger>(_ number: Number) {
        unsafe withUnsafeBytes(of: number.littleEndian) { unsafe update($0) }
    }

    /// Appends a text as its UTF-8 bytes, its length first, so that two texts never run into each other.
    public mutating func update(_ text: String) {
        update(UInt64(text.utf8.count))
        let bytes = Array(text.utf8)
        update(bytes.span)
    }

    /// The digest as 64 lower-case hexadecimal digits.
    ///
    /// More bytes may be appended afterwards.
    public var hexadecimal: String {
        finalState.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    /// The 32 bytes of the digest.
    public var bytes: [UInt8] {
        finalState.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
    }

    private var finalState: [UInt32] {
        var last = self
        var padding: [UInt8] = [0x80]
        padding += [UInt8](repeating: 0, count: (119 - Int(byteCount % 64)) % 64)
        last.update(padding.span)
        last.update((byteCount * 8).byteSwapped)
        return last.state
    }

    private mutating func compress(_ block: UnsafeRawBufferPointer) {
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
            for i in 0..<16 {
                unsafe words[i] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self))
            }
            for i in 16..<64 {
                let a = unsafe words[i - 15]
                let b = unsafe words[i - 2]
                let small0 = Self.rotate(a, 7) ^ Self.rotate(a, 18) ^ (a >> 3)
                let small1 = Self.rotate(b, 17) ^ Self.rotate(b, 19) ^ (b >> 10)
                unsafe words[i] = words[i - 16] &+ small0 &+ words[i - 7] &+ small1
            }
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            var (e, f, g, h) = (state[4], state[5], state[6], state[7])
            for i in 0..<64 {
                let large1 = Self.rotate(e, 6) ^ Self.rotate(e, 11) ^ Self.rotate(e, 25)
                let first = unsafe h &+ large1 &+ ((e & f) ^ (~e & g)) &+ Self.constants[i] &+ words[i]
                let large0 = Self.rotate(a, 2) ^ Self.rotate(a, 13) ^ Self.rotate(a, 22)
                let second = large0 &+ ((a & b) ^ (a & c) ^ (b & c))
                (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
            }
            for (i, word) in [a, b, c, d, e, f, g, h].enumerated() { state[i] &+= word }
        }
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, section 4.2.2).
    private static let constants: [UInt32] = {
        let primes = (2...311).filter { candidate in (2..<candidate).allSatisfy { candidate % $0 != 0 } }
        return primes.map { prime in
            // floor(2^32 cbrt(p)) by bisection on whole numbers: exact, where a floating cube root might not be.
            let target = UInt128(prime) << 96
            var low: UInt128 = 0
            var high: UInt128 = 1 << 36
            while high - low > 1 {
                let middle = (low + high) / 2
                if middle * middle * middle <= target { low = middle } else { high = middle }
            }
            return UInt32(truncatingIfNeeded: low)
        }
    }()
}
