import Datasets
import TestSupport
import Testing

struct CIFARWriterTests {
    /// Pictures that stand in memory.
    private struct Given: PictureSource {
        let pictures: Pictures
        let classNames: [String]
        var name: String { "given" }
        func training() -> Pictures { pictures }
        func test() -> Pictures { pictures.subset(Array(0..<1)) }
        func files() -> [SourceFile] { [] }
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let folder = TemporaryFolder()
        let source = try EmbeddedPictures(seed: 5, trainingCount: 23, testCount: 11)
        let written = try CIFARWriter(folder: folder.path + "/new/folder").write(source)
        let read = try CIFARBinary(.ten, folder: folder.path + "/new/folder")
        #expect(try read.training() == source.training())
        #expect(try read.test() == source.test())
        #expect(read.classNames == source.classNames)
        #expect(try read.files() == written)
        #expect(written.count == 3 && written[0].byteCount == 23 * 3073)
    }

    @Test func picturesOfAnotherShapeAreRefused() throws {
        let folder = TemporaryFolder()
        let tall = Pictures(height: 64, width: 16, channels: 3, pixels: [UInt8](repeating: 0, count: 3072), labels: [0])
        let whole = Pictures(
            height: 32, width: 32, channels: 3, pixels: [UInt8](repeating: 0, count: 3072), labels: [9])
        let ten = (0..<10).map { "class \($0)" }
        let writer = CIFARWriter(folder: folder.path)
        expectSentence("64 x 16 x 3") { try writer.write(Given(pictures: tall, classNames: ten)) }
        expectSentence("9 classes") { try writer.write(Given(pictures: whole, classNames: ten.dropLast())) }
        #expect(throws: Never.self) { try writer.write(Given(pictures: whole, classNames: ten)) }
    }

    @Test func folderThatCannotBeMadeIsNamed() throws {
        let folder = TemporaryFolder()
        let file = try folder.write("file", "")
        let source = try EmbeddedPictures(seed: 5, trainingCount: 1, testCount: 1)
        expectSentence(file + "/folder", "refuses it") { try CIFARWriter(folder: file + "/folder").write(source) }
    }
}
