package import Documents
import Foundation
package import Imaging

/// Decodes picture files by programs of the system, which are looked for when it is made.
package struct PictureDecoders: Sendable {
    /// A kind of file, told by its first bytes.
    private enum Format: CaseIterable {
        case jpeg, png, netpbm

        init?(_ start: [UInt8]) {
            if start.starts(with: [0xFF, 0xD8, 0xFF]) {
                self = .jpeg
            } else if start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
                self = .png
            } else if start.count > 1, start[0] == UInt8(ascii: "P"), [0x34, 0x35, 0x36].contains(start[1]) {
                self = .netpbm
            } else {
                return nil
            }
        }

        /// Programs that decode it into Netpbm's formats, with what they are told before the file.
        var programs: [(name: String, arguments: [String])] {
            switch self {
            case .jpeg: [("djpeg", ["-pnm"]), ("jpegtopnm", ["-quiet"])]
            case .png: [("pngtopam", ["-quiet"]), ("pngtopnm", ["-quiet"])]
            case .netpbm: []
            }
        }

        var name: String { self == .jpeg ? "JPEG" : "PNG" }
        var package: (debian: String, brew: String) {
            self == .jpeg ? ("libjpeg-turbo-progs", "jpeg-turbo") : ("netpbm", "netpbm")
        }
        var endings: [String] { self == .jpeg ? ["jpg", "jpeg"] : ["png"] }
    }

    private struct Program: Sendable {
        let path: String
        let arguments: [String]
    }

    private let programs: [Format: Program]

    /// Looks for the programs.
    ///
    /// - Parameter path: The folders to look into, as the variable PATH has them.
    package init(path: String = ProcessInfo.processInfo.environment["PATH"] ?? "") {
        let folders = path.split(separator: ":").map { String($0) }
        var programs: [Format: Program] = [:]
        for format in Format.allCases {
            let candidates = format.programs.flatMap { program in
                folders.map { Program(path: "\($0)/\(program.name)", arguments: program.arguments) }
            }
            programs[format] = candidates.first {
                FileManager.default.isExecutableFile(atPath: $0.path) && !FolderContents.isFolder($0.path)
            }
        }
        self.programs = programs
    }

    /// Refuses files for which there is no program, by the endings of their names.
    ///
    /// - Throws: `Refusal` that says what to install.
    package func check(_ paths: some Sequence<String>) throws(Refusal) {
        var missing = [Format.jpeg, .png].filter { programs[$0] == nil }
        guard !missing.isEmpty else { return }
        var found: Set<Format> = []
        for path in paths {
            let ending = path.split(separator: ".").last?.lowercased() ?? ""
            for format in missing where format.endings.contains(ending) { found.insert(format) }
        }
        missing.removeAll { !found.contains($0) }
        if let sentence = missing.first.map(lack) { throw Refusal(sentence) }
    }

    private func lack(_ format: Format) -> String {
        let names = format.programs.map(\.name).joined(separator: " or ")
        let package = format.package
        return
            "there is no program here that decodes \(format.name) files; expected \(names) in PATH, which `apt install "
            + "\(package.debian)` or `brew install \(package.brew)` brings"
    }

    /// Decodes a file.
    ///
    /// - Parameter path: The file, absolute.
    /// - Throws: `PictureProblem` where it is damaged, no picture or too large; `Failure` where a program cannot be started, is
    ///   told to end or is killed, or the system fails to read the file: another time it may be decoded.
    package func picture(_ path: String) throws -> Bitmap {
        let start = try Self.bytes(path, atMost: 8)
        guard let format = Format(start) else {
            throw PictureProblem(
                start.isEmpty ? "it is empty" : "it is no JPEG, PNG or binary Netpbm file by its first bytes")
        }
        guard format != .netpbm else { return try Netpbm.read(Self.bytes(path, atMost: Self.mostBytes)) }
        guard let program = programs[format] else { throw PictureProblem(lack(format)) }
        let arguments = program.arguments + [path]
        let output = try ChildProcess.run(program.path, arguments, atMost: Self.mostBytes)
        guard !output.isCut else { throw PictureProblem("it has too many pixels") }
        let name = URL(fileURLWithPath: program.path).lastPathComponent
        switch output.end {
        case .code(0): return try Netpbm.read(output.bytes)
        case .code(let code):
            // Its words are asked for only now, since most pictures are whole.
            let errors = try ChildProcess.run(program.path, arguments, keeping: .errors, atMost: 1 << 16)
            let words = String(decoding: errors.bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first
            throw PictureProblem("\(name) says: \(words.map { String($0) } ?? "exit code \(code)")")
        case .signal(let signal):
            if [SIGINT, SIGTERM, SIGHUP].contains(signal) {
                throw Failure("\(name) was told to end by signal \(signal)")
            }
            if signal == SIGKILL {
                throw Failure(
                    "\(name) was killed while it decoded \(path), as happens when memory runs out; what is packed "
                        + "stays, and the same command continues from it")
            }
            throw PictureProblem("\(name) died of signal \(signal)")
        }
    }

    /// The bytes of the largest picture, at two bytes a value.
    private static let mostBytes = 6 * Netpbm.mostPixels + 1_024

    private static func bytes(_ path: String, atMost limit: Int) throws -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            // These are the file's; too many open files or a disk that fails are not.
            if [EACCES, ENOENT, ELOOP].contains(errno) {
                throw PictureProblem("it cannot be read: \(SystemReason.ofLastCall)")
            }
            throw Failure("\(path) cannot be read: \(SystemReason.ofLastCall)")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            return [UInt8](try handle.read(upToCount: limit) ?? Data())
        } catch {
            throw Failure("\(path) cannot be read: \(SystemReason.of(error))")
        }
    }
}
