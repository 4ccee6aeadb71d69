import Foundation

/// A program of the system.
package enum SystemProgram {
    /// Runs a program to its end.
    ///
    /// - Returns: Its exit code, 127 where there is no such program, and what it wrote to standard output.
    package static func run(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
