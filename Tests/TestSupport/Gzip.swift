import Foundation

/// Makes gzip files.
package enum Gzip {
    /// A file made by hand (RFC 1952), so that the reader's decompressor is not tested against itself.
    ///
    /// Its blocks are stored ones, which compress nothing.
    package static func stored(_ bytes: [UInt8]) -> [UInt8] {
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

    /// The file that the system's `gzip` makes.
    package static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-c"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(bytes))
        try input.fileHandleForWriting.close()
        return Array(output.fileHandleForReading.readDataToEndOfFile())
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
