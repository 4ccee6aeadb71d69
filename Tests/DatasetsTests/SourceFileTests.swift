import Datasets
import TestSupport
import Testing

struct SourceFileTests {
    @Test func fileIsIdentifiedByItsContent() throws {
        let folder = TemporaryFolder()
        let file = try SourceFile(path: try folder.write("a file", "abc"))
        #expect(file.byteCount == 3)
        // The first example of FIPS 180-4.
        #expect(file.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func blocksOfReadingDoNotShow() throws {
        let folder = TemporaryFolder()
        // FIPS 180-4's million times "a", and a little more than one block of the reader.
        let file = try SourceFile(path: try folder.write("long", [UInt8](repeating: 97, count: 1_000_000)))
        #expect(file.sha256 == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
        let longer = try SourceFile(path: try folder.write("longer", [UInt8](repeating: 0, count: 3 << 20 | 5)))
        #expect(longer.byteCount == 3 << 20 | 5)
    }

    @Test func absentFileAndFolderAreRefused() throws {
        let folder = TemporaryFolder()
        expectSentence(folder.path + "/none") { _ = try SourceFile(path: folder.path + "/none") }
        expectSentence(folder.path) { _ = try SourceFile(path: folder.path) }
    }
}
