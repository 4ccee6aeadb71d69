import Documents
import Foundation

/// The process that has a folder where the file system has no locks, as the file `.lock-holder` names it.
struct LockHolder: Hashable {
    /// The name of its machine, for people.
    let host: String
    /// The machine since it was started, and the name space of its process numbers: only there does `process` name one.
    let machine: String
    /// The number of the process.
    let process: Int
    /// When it began, in the system's own count, since numbers are reused; 0 where the system does not tell.
    let began: Int

    /// What the file is, for sentences.
    private static let what = "the process that has a folder"

    /// This process.
    static let current = LockHolder(
        host: hostName, machine: machineName, process: Int(getpid()), began: beginning(of: Int(getpid())) ?? 0)

    /// The document.
    var json: JSONValue {
        let json: JSONValue = [
            "host": .string(host), "machine": .string(machine), "process": .integer(process), "began": .integer(began),
        ]
        return json.withFormat
    }

    /// Whether the process has surely ended: it was one of this machine, and there is none of its number, or another one.
    var isGone: Bool {
        guard machine == Self.current.machine else { return false }
        if let began = Self.beginning(of: process), self.began != 0 { return began != self.began }
        return Int32(exactly: process).map { kill($0, 0) != 0 && errno == ESRCH } ?? true
    }

    /// Whether this machine can tell if the process has ended.
    var isHere: Bool { machine == Self.current.machine }

    private static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&name, name.count - 1) == 0 else { return "an unknown machine" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The name alone would do where no two machines share one; containers do.
    private static var machineName: String {
        let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        let numbers = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
        return [hostName, boot?.trimmingCharacters(in: .whitespacesAndNewlines), numbers].compactMap { $0 }
            .joined(separator: " ")
    }

    /// The 22nd field of the system's line about a process; nil where there is none.
    private static func beginning(of process: Int) -> Int? {
        guard let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            // The second field is the program's name in parentheses, which may hold blanks.
            let end = line.lastIndex(of: ")")
        else { return nil }
        let fields = line[line.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? Int(fields[19]) : nil
    }
}

extension LockHolder {
    /// Reads the file.
    ///
    /// - Throws: `Refusal` where it cannot be read, as while it is being written.
    init(file: String) throws(Refusal) {
        let document = try JSONSection(ofRunFile: file, what: Self.what)
        self.init(
            host: try document.text("host"), machine: try document.text("machine"),
            process: try document.integer("process"), began: try document.integer("began"))
    }
}
