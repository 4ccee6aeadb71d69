import Datasets
import Documents
import Imaging
import RunSupport
import TestSupport
import Testing
@testable import Preparation

struct PackerTests {
    private let folder = TemporaryFolder()

    private struct Stop: Error {}

    private func packer(
        side: Int = 8, channels: Int? = nil, strict: Bool = false, to name: String = "packed",
        shardBytes: Int? = nil, free: Int? = nil
    ) throws -> Packer {
        try Packer(
            PictureTree(folder.path("pictures")),
            settings: PackSettings(side: side, channels: channels, isStrict: strict),
            output: folder.path(name),
            workers: 2, shardBytes: shardBytes, free: free)
    }

    @Test func picturesComeBackInTheirOrder() throws {
        try PictureFiles.fill(folder)
        try packer().pack()
        let packed = try PackedPictures(folder: folder.path("packed"))
        let training = try packed.training()
        #expect(packed.classNames == ["cat", "dog"] && packed.name == "packed")
        #expect(training.labels == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1] && training.pixels.isMapped)
        #expect((training.height, training.width, training.channels) == (8, 8, 3))
        for (place, salt) in [0, 1, 2, 3, 4, 100, 101, 102, 103, 104].enumerated() {
            #expect(Array(training.subset([place]).pixels) == PictureFiles.pixels(192, salt: salt))
        }
        #expect(try packed.test().labels == [0, 1])
        #expect(
            packed.size() == PictureSetSize(training: 10, test: 2, side: 8, channels: 3, classes: 2))
        #expect(
            try folder.contents(of: "packed") == [
                "packed.json", "test-00000.pixels", "test.labels", "test.names", "training-00000.pixels",
                "training.labels", "training.names",
            ])
        #expect(
            String(decoding: try folder.bytes("packed/test.names"), as: UTF8.self) == "test/cat/a.ppm\ntest/dog/a.ppm\n"
        )
        try packed.check()
    }

    /// Tall and wide ones, larger and smaller ones: each becomes the square that the scaling makes of it.
    @Test func picturesOfAnySizeBecomeSquares() throws {
        try PictureFiles.fill(folder)
        try folder.write("pictures/train/cat/0.ppm", PictureFiles.colours(30, 20, salt: 3))
        try folder.write("pictures/train/cat/1.ppm", PictureFiles.colours(5, 9, salt: 4))
        try packer(side: 12).pack()
        let training = try PackedPictures(folder: folder.path("packed")).training()
        #expect(
            Array(training.subset([0]).pixels)
                == Bitmap(height: 30, width: 20, channels: 3, bytes: PictureFiles.pixels(1800, salt: 3)).middleSquare(
                    12
                ).bytes)
        #expect(
            Array(training.subset([1]).pixels)
                == Bitmap(height: 5, width: 9, channels: 3, bytes: PictureFiles.pixels(135, salt: 4)).middleSquare(12)
                .bytes)
        #expect(try PackedHead(folder: folder.path("packed")).side == 12)
    }

    /// Where all of the first pictures are grey the set is; else grey ones become colours.
    @Test func greyPicturesStayGrey() throws {
        for name in ["a", "b"] {
            for part in ["train", "test"] {
                try folder.write("pictures/\(part)/\(name)/1.pgm", PictureFiles.grey(8, 8, salt: 1))
            }
        }
        #expect(try packer().channels == 1)
        try folder.write("pictures/train/b/2.ppm", PictureFiles.colours(8, 8, salt: 2))
        #expect(try packer().channels == 3)
        try packer().pack()
        let training = try PackedPictures(folder: folder.path("packed")).training()
        let first = PictureFiles.pixels(64, salt: 1)
        #expect(Array(training.subset([0]).pixels) == first.flatMap { [$0, $0, $0] })
        try packer(channels: 1, to: "grey").pack()
        #expect(try PackedPictures(folder: folder.path("grey")).training().channels == 1)
    }

    /// A shard is no larger than asked for whatever the side, and a picture lies in one of them.
    @Test(arguments: [8, 9, 11]) func shardsAreSmallForEverySide(side: Int) throws {
        try PictureFiles.fill(folder, training: 50)
        let head = try packer(side: side, shardBytes: 4_000).pack()
        let perShard = 4_000 / (side * side * 3)
        #expect(head.training.picturesPerShard == perShard && head.training.shards.count == (99 + perShard) / perShard)
        try packer(side: side, to: "one").pack()
        let training = try PackedPictures(folder: folder.path("packed")).training()
        #expect(try training == PackedPictures(folder: folder.path("one")).training() && training.pixels.isMapped)
        #expect(training.subset([99, 0, 37]).pixels.count == 3 * side * side * 3)
    }

    /// Many shards; interrupted after every one of them, and in the middle of a line of the journal.
    @Test func anInterruptedPackingGoesOnToTheSameFiles() throws {
        try PictureFiles.fill(folder, training: 300)
        try folder.write("pictures/train/cat/17.ppm", "P6 8 8 255 broken")
        let shardBytes = 256 * 192
        let whole = try packer(to: "whole", shardBytes: shardBytes).pack()
        #expect(whole.training.shards.count == 3 && whole.training.picturesPerShard == 256)
        var calls = 0
        var first = -1
        while true {
            do {
                var told = 0
                try packer(shardBytes: shardBytes).pack { moment in
                    first = told == 0 ? moment.done : first
                    told += 1
                    // Long enough for one shard.
                    if told > 18 { throw Stop() }
                }
                break
            } catch is Stop {
                calls += 1
                #expect(!PackedPictures.isPacked(folder.path("packed")))
                // What is packed needs no more room.
                #expect(try packer(shardBytes: shardBytes).estimate().pictures == 602 - 256 * calls)
                let journal = try folder.bytes("packed/packing.jsonl")
                try folder.write("packed/packing.jsonl", journal + Array("{\"part\": \"trai".utf8))
                try #require(calls < 10)
            }
        }
        #expect(calls > 1 && first > 255)
        for name in try folder.contents(of: "whole") {
            #expect(try folder.bytes("packed/\(name)") == folder.bytes("whole/\(name)"), "\(name)")
        }
        #expect(try folder.contents(of: "packed") == folder.contents(of: "whole"))
        // All is packed: nothing is decoded again.
        #expect(try packer(shardBytes: shardBytes).pack { _ in throw Stop() } == whole)
    }

    @Test func damagedPicturesAreNamedAndLeftOut() throws {
        try PictureFiles.fill(folder)
        try folder.write("pictures/train/cat/1.ppm", "")
        try folder.write("pictures/train/dog/4.ppm", "no picture")
        try folder.write("pictures/test/dog/a.ppm", "P6 8 8 255\n")
        let head = try packer().pack()
        #expect(
            head.training.leftOut.map(\.line) == [
                "train/cat/1.ppm: it is empty",
                "train/dog/4.ppm: it is no JPEG, PNG or binary Netpbm file by its first bytes",
            ])
        #expect(
            head.test.leftOut.map(\.line) == ["test/dog/a.ppm: it holds 0 bytes of pixels; expected 192"])
        let packed = try PackedPictures(folder: folder.path("packed"))
        #expect(try packed.training().labels == [0, 0, 0, 0, 1, 1, 1, 1] && packed.test().labels == [0])
        // Nothing is left to be done, even where the last step, to remove the journal, was not.
        try folder.write("packed/packing.jsonl", "{}\n")
        #expect(try packer().estimate().pictures == 0 && packer().pack() == head)
        #expect(try !folder.contents(of: "packed").contains("packing.jsonl"))
        #expect(
            sentence(of: Failure.self) { try packer(strict: true, to: "strict").pack() }
                == "\(folder.path("pictures"))/train/cat/1.ppm: it is empty; expected whole pictures only, by --strict")
        try folder.write("pictures/test/cat/a.ppm", "x")
        #expect(
            sentence(of: Failure.self) { try packer(to: "empty").pack() }
                == "no test picture of \(folder.path("pictures")) can be decoded, as test/cat/a.ppm: it is no JPEG, PNG or "
                + "binary Netpbm file by its first bytes")
    }

    @Test func otherFoldersAreNotWrittenInto() throws {
        try PictureFiles.fill(folder)
        try folder.write("full/a.txt", "x")
        #expect(
            sentence { try packer(to: "full").pack() }
                == "\(folder.path("full")) exists and is not an empty folder; expected a new or an empty one")
        try packer().pack()
        let expected = "expected an empty folder, or that one to be removed"
        #expect(
            sentence { try packer(side: 9).pack() }
                == "\(folder.path("packed")) holds these pictures packed to 8 x 8 x 3, not 9 x 9 x 3; \(expected)")
        try folder.write("pictures/train/cat/9.ppm", PictureFiles.colours(8, 8, salt: 9))
        #expect(sentence { try packer().pack() } == "\(folder.path("packed")) holds other pictures; \(expected)")
        // A journal of other pictures.
        try folder.write("begun/packing.jsonl", "{\"format\": \"something else\"}\n")
        #expect(
            sentence { try packer(to: "begun").pack() }
                == "\(folder.path("begun")) holds shards of other pictures, or packed in another way; expected the same call as "
                + "before, or a folder that is empty")
        #expect(
            sentence { try PackedPictures(folder: folder.path("begun")) }
                == "\(folder.path("begun")) holds pictures whose packing is not finished; expected the same `greedynas data "
                + "pack` to be run again, which continues it")
    }

    @Test func twoDoNotPackIntoOneFolder() throws {
        try PictureFiles.fill(folder)
        try packer().pack { _ in
            #expect(
                sentence { try packer().pack() }
                    == "another process is packing into \(folder.path("packed")); expected it to end first")
        }
    }

    @Test func aFileSystemWithoutLocksIsNamed() {
        #expect(
            sentence(of: Failure.self) { try PackJournal(folder: folder.path, head: [:]) { _ in 38 } }
                == "\(folder.path("packing.jsonl")) cannot be locked: Function not implemented; expected a file system with locks, "
                + "since two processes must not pack into one folder")
    }

    @Test func estimateCountsBytesAndRefusesWhatDoesNotFit() throws {
        try PictureFiles.fill(folder)
        let estimate = try packer(side: 20, channels: 1).estimate()
        #expect(estimate.pictures == 12 && estimate.bytes == 12 * 400 && estimate.free > 0)
        try estimate.check(folder.path)
        // Nothing is made, so that a smaller side can be packed there.
        #expect(
            sentence { try packer(side: 20, channels: 1, free: 4_799).pack() }
                == "12 pictures will take 5 kB and the disk of \(folder.path("packed")) has 5 kB left; expected a smaller side, "
                + "or another disk")
        #expect(try folder.contents() == ["pictures"])
        try packer(side: 19, channels: 1, free: 4_799).pack()
        let large = PackEstimate(pictures: 1_281_167, bytes: 98_000_000_000, free: 1_500_000, seconds: 60)
        #expect(
            sentence { try large.check("/disk") }
                == "1281167 pictures will take 98.0 GB and the disk of /disk has 2 MB left; expected a smaller side, or another "
                + "disk")
    }

    @Test func sizesThatCannotBeAreRefused() {
        #expect(
            sentence { try PackSettings(side: 7) } == "the side of packed pictures is 7; expected 8 to 1024 pixels")
        #expect(
            sentence { try PackSettings(side: 2_000) }
                == "the side of packed pictures is 2000; expected 8 to 1024 pixels")
    }
}
