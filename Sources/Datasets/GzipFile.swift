import Foundation

/// A gzip-compressed file, read through the system's `gzip -dc`.
///
/// The toolchain brings no decompression on Linux. No shell is involved, so that no character of a path has a meaning.
final class GzipFile: ByteSource {
    let path: String
    let byteLimit: Int
    private let process = Process()
    private let output = Pipe()
    private let complaints = Pipe()

    /// Deflate never packs more than about 1032 bytes into one (RFC 1951: 258 bytes take two bits at least), so a
    /// header that says more is wrong.
    private static let largestRatio = 1032

    init(path: String) throws {
        let byteCount = try PlainFile(path: path).byteCount
        let (limit, overflow) = byteCount.multipliedReportingOverflow(by: Self.largestRatio)
        byteLimit = overflow ? Int.max : limit
        self.path = path
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", "--", path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = complaints
        do {
            try process.run()
        } catch {
            throw DatasetsError.notDecompressible(path: path, reason: DatasetsError.reason(of: error))
        }
    }

    deinit {
        // Whoever reads only the header leaves gzip in the middle of its work.
        if process.isRunning { process.terminate() }
    }

    func read(upTo count: Int) throws -> [UInt8] {
        do {
            return [UInt8](try output.fileHandleForReading.read(upToCount: count) ?? Data())
        } catch {
            throw DatasetsError.notDecompressible(path: path, reason: DatasetsError.reason(of: error))
        }
    }

    func finish() throws {
        let message = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let lines = message.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            let reason = lines.first { !$0.isEmpty } ?? "it ended with status \(process.terminationStatus)"
            throw DatasetsError.notDecompressible(path: path, reason: reason)
        }
    }
}
