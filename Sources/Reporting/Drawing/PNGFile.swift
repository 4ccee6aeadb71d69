/// A picture as a PNG file (ISO/IEC 15948), not compressed: the toolchain brings no compressor on Linux.
public enum PNGFile {
    /// The file.
    ///
    /// - Parameters:
    ///   - pixels: The bytes, `[height, width, channels]`, row-major.
    ///   - height: Rows.
    ///   - width: Columns.
    ///   - channels: 3 (red, green, blue) or 1 (grey).
    /// - Precondition: There are as many bytes as the sizes say, and at least one.
    public static func bytes(_ pixels: [UInt8], height: Int, width: Int, channels: Int) -> [UInt8] {
        precondition(pixels.count == height * width * channels && !pixels.isEmpty, "the sizes are the picture's")
        var lines: [UInt8] = []
        for row in 0..<height {
            // 0: the line is as it is, no difference to another one.
            lines.append(0)
            lines += pixels[row * width * channels..<(row + 1) * width * channels]
        }
        let head = word(width) + word(height) + [8, channels == 3 ? 2 : 0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", head) + chunk("IDAT", stored(lines))
            + chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + content
        return word(content.count) + named + word(Int(checksum(named)))
    }

    /// A zlib stream (RFC 1950) of blocks that are stored as they are.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: bytes.count, by: 65_535) {
            let end = min(start + 65_535, bytes.count)
            let length = UInt16(end - start)
            stream.append(end == bytes.count ? 1 : 0)
            for half in [length, ~length] { stream += [UInt8(half & 255), UInt8(half >> 8)] }
            stream += bytes[start..<end]
        }
        var (first, second): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            first = (first + UInt32(byte)) % 65_521
            second = (second + first) % 65_521
        }
        return stream + word(Int(second << 16 | first))
    }

    private static func word(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// CRC-32 as in ISO 3309.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ (sum >> 8) }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
}
