import Datasets
import Foundation
import TestSupport
import Testing

struct DatasetSummaryTests {
    @Test func setIsCountedAndMeasured() throws {
        let folder = TemporaryFolder()
        let source = try EmbeddedPictures(seed: 1, trainingCount: 25, testCount: 12)
        let summary = try DatasetSummary(of: source)
        #expect(summary.name == "embedded" && summary.classNames == source.classNames)
        #expect((summary.height, summary.width, summary.channels) == (32, 32, 3))
        #expect(summary.trainingCounts == [3, 3, 3, 3, 3, 2, 2, 2, 2, 2])
        #expect(summary.testCounts == [2, 2, 1, 1, 1, 1, 1, 1, 1, 1])
        #expect(summary.normalization == .measured(on: source.training(), indices: 0..<25))
        #expect(summary.files.isEmpty)

        let files = try CIFARWriter(folder: folder.path).write(source)
        let written: any PictureSource = try CIFARBinary(.ten, folder: folder.path)
        let read = try DatasetSummary(of: written)
        #expect(read.name == "cifar10" && read.files == files)
        #expect(read.trainingCounts == summary.trainingCounts && read.normalization == summary.normalization)
    }

    @Test func summaryIsWrittenAsJSON() throws {
        let summary = try DatasetSummary(of: EmbeddedPictures(seed: 1, trainingCount: 10, testCount: 10))
        let text = String(decoding: try JSONEncoder().encode(summary), as: UTF8.self)
        for key in ["name", "trainingCounts", "testCounts", "normalization", "files"] { #expect(text.contains(key)) }
    }

    /// Pictures that were decoded one by one are not read from the wrong place, whatever stands out in them.
    @Test func samplesHaveNoSeam() throws {
        // An edge at the same place in each picture.
        let row: [UInt8] = [60, 62, 64, 66, 200, 202, 204, 206]
        let pixels = (0..<32).flatMap { _ in row }
        let pictures = Pictures(height: 8, width: 8, channels: 1, pixels: pixels, labels: [0, 0, 0, 0])
        func summary(_ sample: String?) -> DatasetSummary {
            DatasetSummary(
                name: "a", classNames: ["x"], trainingCounts: [4], testCounts: [0], measuredOn: pictures,
                sample: sample,
                files: [])
        }
        let seam = "two neighbouring columns or rows"
        try #require(summary(nil).texture.seam > 2.2)
        #expect(summary(nil).doubts.contains { $0.hasPrefix(seam) })
        #expect(!summary("4 pictures").doubts.contains { $0.hasPrefix(seam) })
    }
}
