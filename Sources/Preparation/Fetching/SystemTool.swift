import Documents
import Foundation

/// A program of the system that works for a while: `curl`, `tar`, `gzip`.
enum SystemTool {
    /// How a program ended.
    struct End {
        /// Its exit code.
        let code: Int32
        /// What it said, its first line, or its exit code.
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
        while process.isRunning {
            watch()
            usleep(100_000)
        }
        watch()
        let text = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        guard process.terminationStatus != 127 else {
            throw Failure("there is no program \(name) here; expected it in PATH, as `apt install \(name)` brings it")
        }
        let line = text.split(whereSeparator: \.isNewline).last.map { String($0) }
        return End(
            code: process.terminationStatus, words: line ?? "\(name) ended with code \(process.terminationStatus)")
    }
}
