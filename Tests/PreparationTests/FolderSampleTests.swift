import Datasets
import Documents
import Imaging
import RunSupport
import TestSupport
import Testing
@testable import Preparation

struct FolderSampleTests {
    private let folder = TemporaryFolder()

    /// Twelve pictures of a class at most are decoded, all are counted.
    @Test func someAreDecodedAndAllAreCounted() throws {
        try PictureFiles.fill(folder, training: 15)
        try folder.write("pictures/train/cat/0.ppm", PictureFiles.colours(20, 10, salt: 1))
        try folder.write("pictures/train/dog/0.ppm", "no picture")
        let sample = try FolderSample(folder.path("pictures"))
        #expect(sample.counts(.training) == [15, 15] && sample.counts(.test) == [1, 1])
        #expect(sample.pictures.labels.filter { $0 == 0 }.count == 12 && sample.pictures.count == 23)
        #expect(sample.words == "23 pictures, the smallest 8 x 8 and the largest 20 x 10 pixels, brought to 64 x 64")
        #expect(
            sample.damaged.map(\.line) == [
                "train/dog/0.ppm: it is no JPEG, PNG or binary Netpbm file by its first bytes"
            ])
        // Nothing is written.
        #expect(try folder.contents() == ["pictures"])
    }

    /// Grey pictures beside colours become colours, as if they had been before they were made smaller.
    @Test func picturesAreSquaresOfOneKind() throws {
        try PictureFiles.fill(folder, training: 1)
        try folder.write("pictures/train/cat/0.ppm", PictureFiles.grey(90, 70, salt: 5))
        let pictures = try FolderSample(folder.path("pictures")).pictures
        let grey = PictureFiles.pixels(90 * 70, salt: 5)
        #expect(
            Array(pictures.subset([0]).pixels)
                == Bitmap(height: 90, width: 70, channels: 3, bytes: grey.flatMap { [$0, $0, $0] })
                .middleSquare(64).bytes)
        #expect(
            Array(pictures.subset([1]).pixels)
                == Bitmap(height: 8, width: 8, channels: 3, bytes: PictureFiles.pixels(192, salt: 100))
                .middleSquare(64).bytes)
    }

    @Test func aFolderOfOtherFilesIsRefused() throws {
        for name in ["a", "b"] {
            for part in ["train", "test"] { try folder.write("pictures/\(part)/\(name)/1.ppm", "x") }
        }
        #expect(
            sentence(of: Failure.self) { try FolderSample(folder.path("pictures")) }
                == "none of the pictures of \(folder.path("pictures")) can be decoded, as train/a/1.ppm: it is no JPEG, PNG or "
                + "binary Netpbm file by its first bytes")
    }
}
