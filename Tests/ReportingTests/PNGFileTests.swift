import Foundation
import Reporting
import TestSupport
import Testing

struct PNGFileTests {
    /// Decoded by Python's own zlib: the lines, their checksums and the sizes.
    @Test(.enabled(if: Python.has("zlib")), arguments: [(2, 3, 3), (1, 1, 1), (200, 151, 3)])
    func filesAreReadByOthers(height: Int, width: Int, channels: Int) throws {
        let pixels = (0..<height * width * channels).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 256) }
        let folder = TemporaryFolder()
        let path = try folder.write("a.png", PNGFile.bytes(pixels, height: height, width: width, channels: channels))
        let result = try Python.run(
            """
            import struct, sys, zlib
            data = open(sys.argv[1], "rb").read()
            assert data[:8] == b"\\x89PNG\\r\\n\\x1a\\n"
            place, body = 8, b""
            while place < len(data):
                size, = struct.unpack(">I", data[place:place + 4])
                name, content = data[place + 4:place + 8], data[place + 8:place + 8 + size]
                assert struct.unpack(">I", data[place + 8 + size:place + 12 + size])[0] == zlib.crc32(name + content)
                if name == b"IHDR": width, height, depth, kind = struct.unpack(">IIBB", content[:10])
                if name == b"IDAT": body += content
                place += 12 + size
            lines, line = zlib.decompress(body), width * (3 if kind == 2 else 1) + 1
            assert all(lines[row * line] == 0 for row in range(height)) and len(lines) == height * line
            print(height, width, kind, sum((i + 1) * b for i, b in enumerate(
                b"".join(lines[row * line + 1:(row + 1) * line] for row in range(height)))))
            """, [path])
        let sum = pixels.enumerated().reduce(0) { $0 + ($1.offset + 1) * Int($1.element) }
        #expect(result.output == "\(height) \(width) \(channels == 3 ? 2 : 0) \(sum)\n")
    }
}
