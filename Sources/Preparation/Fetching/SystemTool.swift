import Documents
import Foundation

/// A program of the system that works for a while: `curl`, `tar`, `gzip`.
enum SystemTool {
    /// How a program ended.
    struct End {
        /// Its exit code.
        let code: Int32
        /// What it said, its last line, or its exit code.
        let words: String
    }

    /// Runs a program to its end; no shell is involved.
    ///
    /// - Parameters:
    ///   - name: The program, looked for in PATH.
    ///   - arguments: What it is told.
    ///   - watch: Called a few times a second meanwhile.
    /// - Throws: `Failure` where it is not installed.
    static func run(_ name: String, _ arguments: [String], _ watch: () -> Void = {}) throws(Failure) -> End {
        let (process, complaints) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = complaints
        do {
            try process.run()
        } catch {
            throw Failure("\(name) cannot be started: \(SystemReason.of(error))")
        }
        // Read as it comes: a program waits where nobody takes what it says.
        let descriptor = complaints.fileHandleForReading.fileDescriptor
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        var said: [UInt8] = []
        while process.isRunning {
            watch()
            read(descriptor, into: &said)
            usleep(100_000)
        }
        watch()
        read(descriptor, into: &said)
        let text = String(decoding: said, as: UTF8.self)
        guard process.terminationStatus != 127 else {
            throw Failure("there is no program \(name) here; expected it in PATH, as `apt install \(name)` brings it")
        }
        let line = text.split(whereSeparator: \.isNewline).last.map { String($0) }
        return End(
            code: process.terminationStatus, words: line ?? "\(name) ended with code \(process.terminationStatus)")
    }

    /// Takes what is there to be read, and keeps the end of all.
    private static func read(_ descriptor: Int32, into said: inout [UInt8]) {
        let chunk = 1 << 16
        unsafe withUnsafeTemporaryAllocation(byteCount: chunk, alignment: 16) { buffer in
            while case let count = unsafe Foundation.read(descriptor, buffer.baseAddress, chunk), count > 0 {
                unsafe said.append(contentsOf: buffer.prefix(count))
            }
        }
        if said.count > chunk { said.removeFirst(said.count - chunk) }
    }
}
