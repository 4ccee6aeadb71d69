package import Documents
package import Foundation
import Reproducibility
package import Workers

/// A checkpoint's file, as bytes: a JSON document, arenas of floats, and a digest over everything.
///
///     8 bytes   "GNASCKPT"
///     8 bytes   version, 1                                  unsigned, little-endian, as all numbers
///     8 bytes   length of the document
///     ...       the document, JSON in UTF-8, padded with blanks to a multiple of 8; its list `arenas` names each arena
///               and its floats
///     ...       the arenas, Float32, one after another
///     32 bytes  SHA-256 of all before
package struct CheckpointFile {
    /// The document, `arenas` aside.
    package var document: JSONValue
    /// The arenas by name, in their order.
    package var arenas: [Arena]

    /// Floats with a name.
    package struct Arena {
        /// The name, one of its own in a file.
        package let name: String
        /// The floats.
        package let floats: FloatBuffer

        /// An arena of floats under a name.
        package init(name: String, floats: FloatBuffer) {
            self.name = name
            self.floats = floats
        }
    }

    private static let magic = Array("GNASCKPT".utf8)
    private static let version = 1
    private static let fixedBytes = 24
    private static let digestBytes = 32

    /// Writes the file piece by piece, so that no arena is copied.
    package func write(to handle: FileHandle) throws {
        var hash = SHA256()
        for piece in [head] + arenas.map({ Self.data(of: $0.floats) }) {
            hash.update(piece.span)
            try handle.write(contentsOf: piece)
        }
        try handle.write(contentsOf: Data(hash.bytes))
    }

    /// Reads a file.
    ///
    /// Nothing is believed before the digest has been compared, and no size is asked for that the file does not have.
    ///
    /// - Parameter what: The file's path, for the sentences.
    /// - Throws: `Refusal` where it is no checkpoint, of another version, cut short or damaged.
    package init(_ data: Data, what: String) throws(Refusal) {
        guard data.count >= Self.fixedBytes + Self.digestBytes, data.prefix(8).elementsEqual(Self.magic) else {
            throw Refusal("\(what) is no checkpoint or is cut short; expected a file that a run has written")
        }
        let end = data.count - Self.digestBytes
        var hash = SHA256()
        hash.update(data.prefix(end).span)
        guard data.suffix(Self.digestBytes).elementsEqual(hash.bytes) else {
            throw Refusal(
                "\(what) is cut short or damaged, since its digest differs; expected the file as it was written")
        }
        let version = data.count(at: 8)
        guard version == Self.version else {
            throw Refusal("\(what) is a checkpoint of version \(version); expected version \(Self.version)")
        }
        let length = data.count(at: 16)
        guard length <= UInt64(end - Self.fixedBytes) else {
            throw Refusal(
                "\(what) announces a document of \(length) bytes; expected at most \(end - Self.fixedBytes)")
        }
        var place = Self.fixedBytes + Int(length)
        let section: JSONSection
        do throws(JSONSyntaxError) {
            section = JSONSection(file: what, object: try JSONValue(parsing: Array(data[Self.fixedBytes..<place])))
        } catch {
            throw Refusal("\(what): the document cannot be read: \(error)")
        }
        var arenas: [Arena] = []
        for entry in try section.sections("arenas") {
            let count = try entry.integer("floats")
            guard count >= 0, count <= (end - place) / 4 else {
                throw entry.wrong("floats", expected: "a count of floats that the file holds")
            }
            let floats = FloatBuffer(count: count)
            let target = unsafe UnsafeMutableRawBufferPointer(start: floats.pointer, count: 4 * count)
            unsafe data.copyBytes(to: target, from: place..<place + 4 * count)
            arenas.append(Arena(name: try entry.text("name"), floats: floats))
            place += 4 * count
        }
        guard place == end else {
            throw Refusal("\(what) has \(end - place) bytes after its last arena; expected none")
        }
        document = section.object
        self.arenas = arenas
    }

    /// A file to be written: the document first, then the arenas in this order.
    package init(document: JSONValue, arenas: [Arena]) {
        self.document = document
        self.arenas = arenas
    }

    /// All before the arenas.
    private var head: Data {
        let list = arenas.map { arena -> JSONValue in
            ["name": .string(arena.name), "floats": .integer(arena.floats.count)]
        }
        var text = Data(document.setting("arenas", to: .array(list)).description.utf8)
        text.pad()
        var head = Data(Self.magic)
        head.append(count: Self.version)
        head.append(count: text.count)
        return head + text
    }

    private static func data(of floats: FloatBuffer) -> Data {
        // The buffer outlives the piece, which is written before the next one is made.
        unsafe Data(
            bytesNoCopy: UnsafeMutableRawPointer(floats.pointer), count: floats.bytes.count, deallocator: .none)
    }
}
