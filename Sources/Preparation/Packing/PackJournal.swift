import Documents
import Foundation

/// `packing.jsonl`: which shards are written, so that packing continues where it was interrupted.
///
/// The first line says what is packed and how; each further one is a shard, written after its file is on the disk. A line
/// without its end was being written when the power went, and counts as not there.
final class PackJournal {
    /// The file's name.
    static let file = "packing.jsonl"

    /// A shard that is written.
    struct Shard: Equatable {
        let part: PackedPart.Name
        /// The pictures in it.
        let pictures: Int
        let sha256: String
        /// The first file of the list that comes after those in it.
        let next: Int
        /// The pictures before `next` that were left out, since the shard before.
        let leftOut: [PackedPart.Damage]

        var json: JSONValue {
            [
                "part": .string(part.rawValue), "pictures": .integer(pictures), "sha256": .string(sha256),
                "next": .integer(next),
                "left_out": .array(leftOut.map(\.json)),
            ]
        }

        init(part: PackedPart.Name, pictures: Int, sha256: String, next: Int, leftOut: [PackedPart.Damage]) {
            self.part = part
            self.pictures = pictures
            self.sha256 = sha256
            self.next = next
            self.leftOut = leftOut
        }

        init(_ section: JSONSection) throws(Refusal) {
            part = try section.choice("part")
            pictures = try section.integer("pictures")
            next = try section.integer("next")
            for (key, value) in [("pictures", pictures), ("next", next)]
            where !(1...PackedHead.mostPictures).contains(value) {
                throw section.wrong(key, expected: "1 to \(PackedHead.mostPictures)")
            }
            sha256 = try section.text("sha256")
            leftOut = try section.sections("left_out").map { entry throws(Refusal) in
                try PackedPart.Damage(entry)
            }
        }
    }

    /// The shards that are written, in their order.
    private(set) var shards: [Shard]
    private let handle: FileHandle
    private let path: String

    /// Opens the journal of a folder, or begins it; no other process can until this one ends or lets go.
    ///
    /// - Parameters:
    ///   - folder: Where the shards go; it is there.
    ///   - head: What is packed and how.
    ///   - system: Asks the system for a lock on a descriptor; 0, or the number of its error.
    /// - Throws: `Refusal` where another process packs there, or something else was being packed; `Failure` where it cannot be
    ///   read, written or locked.
    init(folder: String, head: JSONValue, asking system: (Int32) -> Int32 = FileLock.take) throws {
        path = "\(folder)/\(Self.file)"
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Failure("\(path) cannot be written: \(SystemReason.ofLastCall)") }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        switch system(descriptor) {
        case 0: break
        case EWOULDBLOCK: throw Refusal("another process is packing into \(folder); expected it to end first")
        case let error:
            throw Failure(
                "\(path) cannot be locked: \(unsafe String(cString: strerror(error))); expected a file system with locks, since "
                    + "two processes must not pack into one folder")
        }
        let text: String
        do {
            text = String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
        } catch {
            throw Failure("\(path) cannot be read: \(SystemReason.of(error))")
        }
        let whole = text.lastIndex(of: "\n").map { text[...$0] } ?? ""
        let lines = try Self.lines(whole, path: path)
        shards = try lines.dropFirst().map { line throws(Refusal) in try Shard(line) }
        // What stands behind the last whole line is overwritten.
        do {
            try handle.truncate(atOffset: UInt64(whole.utf8.count))
            try handle.seekToEnd()
        } catch {
            throw Failure("\(path) cannot be written: \(SystemReason.of(error))")
        }
        guard let first = lines.first else {
            try append(head)
            return
        }
        guard first.object == head else {
            throw Refusal(
                "\(folder) holds shards of other pictures, or packed in another way; expected the same call as before, or a "
                    + "folder that is empty")
        }
    }

    /// Notes a shard, whose file is on the disk.
    func note(_ shard: Shard) throws {
        try append(shard.json)
        shards.append(shard)
    }

    /// Removes the journal: all is packed.
    func end() throws {
        guard unsafe unlink(path) == 0 else { throw Failure("\(path) cannot be removed: \(SystemReason.ofLastCall)") }
    }

    private func append(_ line: JSONValue) throws {
        do {
            try handle.write(contentsOf: Data((line.description + "\n").utf8))
            try handle.synchronize()
        } catch {
            throw Failure("\(path) cannot be written: \(SystemReason.of(error))")
        }
    }

    private static func lines(_ text: Substring, path: String) throws -> [JSONSection] {
        try text.split(separator: "\n").map { line in
            do throws(JSONSyntaxError) {
                return JSONSection(file: path, object: try JSONValue(parsing: Array(line.utf8)))
            } catch {
                throw Refusal("\(path), \(error)")
            }
        }
    }
}
