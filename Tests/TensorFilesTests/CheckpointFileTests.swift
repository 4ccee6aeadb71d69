import Foundation
import Reproducibility
import Testing
import Workers
@testable import Documents
@testable import RunSupport
import TensorFiles

struct CheckpointFileTests {
    private let runs = TinyRuns()

    private func arena(_ name: String, _ numbers: [Float]) -> CheckpointFile.Arena {
        let floats = FloatBuffer(count: numbers.count)
        floats.pointer.update(from: numbers, count: numbers.count)
        return CheckpointFile.Arena(name: name, floats: floats)
    }

    private func bytes(of file: CheckpointFile) throws -> Data {
        try runs.write(Data(), to: "x")
        let handle = try #require(FileHandle(forWritingAtPath: runs.path("x")))
        try file.write(to: handle)
        try handle.close()
        return try runs.bytes("x")
    }

    private func small() throws -> Data {
        try bytes(
            of: CheckpointFile(
                document: ["key": "value", "number": 0.1], arenas: [arena("a", [1, -2, .nan]), arena("b", [])]))
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let file = try CheckpointFile(small(), what: "file")
        #expect(file.document["key"] == "value" && file.document["number"] == .number(0.1))
        #expect(file.arenas.map(\.name) == ["a", "b"])
        #expect((0..<3).map { file.arenas[0].floats.pointer[$0].bitPattern } == [1, -2, Float.nan].map(\.bitPattern))
        #expect(file.arenas[1].floats.count == 0)
    }

    /// No file that was cut or in which a single bit was turned is taken for a checkpoint.
    @Test func everyTruncationAndEveryTurnedBitIsRefused() throws {
        let whole = try small()
        let none = Refusal("file is no checkpoint or is cut short; expected a file that a run has written")
        let damage = Refusal(
            "file is cut short or damaged, since its digest differs; expected the file as it was written")
        for length in 0..<whole.count {
            // Shorter than what every checkpoint has.
            let expected = length < 24 + 32 ? none : damage
            #expect(throws: expected, "\(length) bytes") { try CheckpointFile(whole.prefix(length), what: "file") }
        }
        #expect(throws: damage) { try CheckpointFile(whole + [0], what: "file") }
        for bit in 0..<8 * whole.count {
            var damaged = whole
            damaged[bit / 8] ^= 1 << (bit % 8)
            let expected = bit < 8 * "GNASCKPT".utf8.count ? none : damage
            #expect(throws: expected, "bit \(bit)") { try CheckpointFile(damaged, what: "file") }
        }
    }

    /// A digest that is right says that the file is whole, not that its sizes are.
    @Test func sizesThatTheFileDoesNotHaveAreRefused() throws {
        func sealed(_ body: Data) -> Data {
            var hash = SHA256()
            body.withUnsafeBytes { hash.update($0) }
            return body + hash.bytes
        }
        func number(_ value: UInt64) -> Data { withUnsafeBytes(of: value.littleEndian) { Data($0) } }
        func file(version: UInt64 = 1, length: UInt64? = nil, document: String, floats: Data = Data()) -> Data {
            let text = Data(document.utf8)
            return sealed(
                Data("GNASCKPT".utf8) + number(version) + number(length ?? UInt64(text.count)) + text + floats)
        }
        let wrong: [(Data, String)] = [
            (file(version: 2, document: "{}"), "version 2; expected version 1"),
            (file(length: .max, document: "{arenas: []}"), "announces a document of \(UInt64.max) bytes"),
            (file(length: 14, document: "{arenas: []}"), "announces a document of 14 bytes"),
            (file(document: "{arenas: ["), "the document cannot be read"),
            (file(document: "{}"), "has no arenas"),
            (file(document: "{arenas: [{name: 'a', floats: \(Int.max)}]}"), "expected a count of floats"),
            (file(document: "{arenas: [{name: 'a', floats: -1}]}"), "expected a count of floats"),
            (file(document: "{arenas: []}", floats: Data(count: 4)), "4 bytes after its last arena"),
        ]
        for (data, words) in wrong {
            let found = sentence { try CheckpointFile(data, what: "file") }
            #expect(found.contains(words), "\(found)")
        }
    }

    @Test func lastTwoAreKeptAndNumbersGoOn() throws {
        try runs.write(Data(), to: "x")
        let folder = CheckpointFolder(of: runs.folder)
        for number in 1...4 {
            try folder.write(CheckpointFile(document: ["number": .integer(number)], arenas: []))
        }
        try runs.write(Data(), to: "checkpoints/checkpoint-0000x5")
        try runs.write(Data(), to: "checkpoints/checkpoint-000009.part")
        #expect(folder.numbers == [3, 4])
        let last = try CheckpointFile(Data(contentsOf: URL(fileURLWithPath: folder.file(4))), what: "4")
        #expect(last.document["number"] == 4)
    }

    @Test func folderThatCannotBeWrittenIsOneSentence() throws {
        // A file where the folder should be: root may write to folders that are read-only.
        try runs.write(Data(), to: "checkpoints")
        let found = sentence(of: Failure.self) {
            try CheckpointFolder(of: runs.folder).write(CheckpointFile(document: .object([]), arenas: []))
        }
        let file = "\(runs.path("checkpoints"))/checkpoint-000001"
        #expect(found.hasPrefix("the checkpoint \(file) cannot be written: "), "\(found)")
    }
}
