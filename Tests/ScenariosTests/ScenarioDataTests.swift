import Datasets
import Documents
import Foundation
import Planning
import RunSupport
import ScenarioKeys
import Scenarios
import TestSupport
import Testing

struct ScenarioDataTests {
    @Test
    func embeddedPicturesFollowTheSeed() throws {
        let data = try Scenario(["data": ["generated": ["training": 3_000, "test": 20]]]).data
        let first = try data.source(seed: 1).test()
        #expect(first.count == 20)
        #expect(try data.source(seed: 1).test().pixels == first.pixels)
        #expect(try data.source(seed: 2).test().pixels != first.pixels)
    }

    @Test
    func setsOfFilesNeedAFolder() throws {
        for set in ["cifar10", "cifar100", "idx", "npy", "packed", "folder", "imagenet"] {
            let data = try Scenario(["data": ["set": .string(set)]]).data
            #expect(
                sentence(of: ScenarioError.self) { try data.source(seed: 1) }
                    == "data.path is not given; expected the folder of the data set \"\(set)\", as data.path or with --data"
            )
        }
        let data = try Scenario(["data": ["set": "cifar10", "path": "/nowhere/at/all"]]).data
        #expect(throws: DatasetsError.folderMissing(path: "/nowhere/at/all")) { try data.source(seed: 1) }
    }

    /// What `data generate` writes is what `data inspect` finds, and the report counts every picture.
    @Test
    func generatedFolderIsDetectedAndReported() throws {
        let temporary = TemporaryFolder()
        let folder = temporary.path("pictures")
        #expect(FolderContents.isAbsentOrEmpty(folder))
        let pictures = try EmbeddedPictures(seed: 1, trainingCount: 40, testCount: 20)
        _ = try CIFARWriter(folder: folder).write(pictures)
        #expect(!FolderContents.isAbsentOrEmpty(folder))
        let report = DatasetReport(
            try DatasetSummary(of: try PictureFolder.detect(folder, among: [.idx, .cifar100, .cifar10])))
        #expect(report.json["training"] == 40)
        #expect(report.json["test"] == 20)
        #expect(report.text.contains("total"))
        let found = sentence(of: DatasetsError.self) { try PictureFolder.detect(folder, among: [.idx]) }
        #expect(
            found.hasPrefix("found no files of idx: looked for train-images-idx3-ubyte, ")
                && found.hasSuffix(
                    " in \(folder); \(folder) holds batches.meta.txt, data_batch_1.bin, test_batch.bin"),
            "\(found)")
    }
}
