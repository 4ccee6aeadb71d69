/// Makes gzip files by hand (RFC 1952), so that the reader's decompressor is not tested against itself.
enum Gzip {
    /// The bytes in stored blocks, which compress nothing.
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var start = 0
        repeat {
            let end = min(start + 65535, bytes.count)
            let length = UInt16(end - start)
            file.append(end == bytes.count ? 1 : 0)
            for word in [length, ~length] { file += [UInt8(word & 255), UInt8(word >> 8)] }
            file += bytes[start..<end]
            start = end
        } while start < bytes.count
        for word in [checksum(bytes), UInt32(bytes.count)] {
            file += [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: word >> $0) }
        }
        return file
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var remainder = UInt32.max
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~remainder
    }
}
