import Datasets
import Foundation
import TestSupport
import Testing

/// Folders that look like a set, with what keeps them from being one.
struct UnreadableSetsTests {
    private let folder = TemporaryFolder()

    @Test func compressedFilesAreNamed() throws {
        try folder.write("data_batch_1.bin", [0x1F, 0x8B] + [UInt8](repeating: 0, count: 3071))
        try folder.write("test_batch.bin", [UInt8](repeating: 0, count: 3073))
        let set = try CIFARBinary(.ten, folder: folder.path)
        expectSentence("data_batch_1.bin is compressed by gzip; expected the decompressed file") {
            _ = try set.training()
        }
    }

    @Test func linksThatLeadNowhereAreNamed() throws {
        let link = folder.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/nowhere")
        expectSentence(
            "the data folder \(link) is a link to /nowhere, which is not there; expected the folder of the pictures"
        ) {
            _ = try CIFARBinary(.ten, folder: link)
        }
        for name in ["data_batch_1.bin", "test_batch.bin"] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path(name), withDestinationPath: "/nowhere/\(name)")
        }
        expectSentence(
            "data_batch_1.bin, a link to /nowhere/data_batch_1.bin, which is not there; link, a link to",
            "; test_batch.bin, a link to"
        ) { _ = try CIFARBinary(.ten, folder: folder.path) }
    }
}
