import Datasets
import Documents
import Foundation
import RunSupport
import TestSupport
import Testing
@testable import Preparation

struct PictureTreeTests {
    private let folder = TemporaryFolder()
    private var root: String { folder.path("pictures") }

    private func add(_ names: String...) throws {
        for name in names { try folder.write("pictures/\(name)", "x") }
    }

    @Test(arguments: ["test", "val", "valid", "validation"]) func classesAndFilesAreInTheOrderOfNames(name: String)
        throws
    {
        try add(
            "train/dog/2.jpg", "train/dog/10.JPEG", "train/Cat/b.png", "train/Cat/sub/a.ppm", "train/Cat/notes.txt",
            "train/.hidden/x.jpg", "train/dog/.x.jpg", "\(name)/dog/1.jpg", "\(name)/Cat/9.jpg", "readme.md")
        let tree = try PictureTree(root)
        #expect(tree.classNames == ["Cat", "dog"])
        #expect(
            tree.training.map(\.path) == [
                "train/Cat/b.png", "train/Cat/sub/a.ppm", "train/dog/10.JPEG", "train/dog/2.jpg",
            ])
        #expect(tree.training.map(\.label) == [0, 0, 1, 1])
        #expect(tree.test.map(\.path) == ["\(name)/Cat/9.jpg", "\(name)/dog/1.jpg"])
        #expect(tree.others == 1 && !tree.isDivided)
    }

    @Test(arguments: ["", "train/"]) func everyFifthPictureIsATestPictureWhereThereIsNoFolderOfThem(place: String)
        throws
    {
        for index in 0..<11 { try add("\(place)a/\(10 + index).jpg") }
        try add("\(place)b/1.jpg")
        let tree = try PictureTree(root)
        #expect(tree.isDivided && tree.test.map(\.path) == ["\(place)a/14.jpg", "\(place)a/19.jpg"])
        #expect(tree.training.count == 10 && tree.training.last?.path == "\(place)b/1.jpg")
    }

    /// The flat folder of unlabelled test pictures that ImageNet has is none.
    @Test func aTestFolderWithoutClassesIsPassedOver() throws {
        try add("train/a/1.jpg", "train/b/1.jpg", "test/1.jpg", "val/a/2.jpg")
        #expect(try PictureTree(root).test.map(\.path) == ["val/a/2.jpg"])
    }

    /// A pipe would keep whoever reads it waiting for ever.
    @Test func whatIsNoFileIsPassedOver() throws {
        try add("train/a/1.jpg", "train/b/1.jpg", "test/a/1.jpg")
        #expect(unsafe mkfifo(folder.path("pictures/train/a/2.jpg"), 0o600) == 0)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("pictures/train/b/2.jpg"), withDestinationPath: "nowhere")
        let tree = try PictureTree(root)
        // A link to nothing is named when it is decoded.
        #expect(tree.training.map(\.path) == ["train/a/1.jpg", "train/b/1.jpg", "train/b/2.jpg"] && tree.others == 1)
    }

    @Test(arguments: [".", "..", "../../train"]) func aFolderInItselfIsRefused(target: String) throws {
        try add("train/a/1.jpg", "train/b/1.jpg", "test/a/1.jpg", "other/2.jpg")
        let files = FileManager.default
        // Another folder's pictures are taken, by whichever way.
        for name in ["x", "y"] {
            try files.createSymbolicLink(
                atPath: folder.path("pictures/train/b/\(name)"), withDestinationPath: "../../other")
        }
        #expect(try PictureTree(root).training.count == 4)
        try files.createSymbolicLink(
            atPath: folder.path("pictures/train/a/again"), withDestinationPath: target)
        #expect(
            sentence { try PictureTree(root) }.hasSuffix(
                " is a link to a folder that it lies in; expected none, since its pictures would be taken again and again"
            ))
    }

    @Test func namesWithLineFeedsAreRefused() throws {
        try add("train/a/1\n2.jpg", "train/b/1.jpg", "test/a/1.jpg")
        #expect(
            sentence { try PictureTree(root) }.hasSuffix(" has a line feed; expected one without"))
    }

    @Test func fingerprintTellsNamesAndLengths() throws {
        try add("train/a/1.jpg", "train/b/1.jpg", "test/a/1.jpg")
        let first = try PictureTree(root).fingerprint
        #expect(try PictureTree(root).fingerprint == first)
        try folder.write("pictures/train/a/1.jpg", "xy")
        let second = try PictureTree(root).fingerprint
        try add("train/a/2.jpg")
        #expect(try Set([first, second, PictureTree(root).fingerprint]).count == 3)
    }

    @Test func otherFoldersAreRefused() throws {
        #expect(
            sentence(of: DatasetsError.self) { try PictureTree(root) }
                == "the data folder \(root) does not exist; expected the folder of the pictures")
        try add("train/readme.txt")
        #expect(
            sentence { try PictureTree(root) }
                == "\(root)/train holds no folders; expected one for each class, with pictures in it")
        try add("packed.json")
        #expect(sentence { try PictureTree(root) }.hasPrefix("\(root)/train holds no folders"))
        try add("packed/packed.json")
        #expect(
            sentence { try PictureTree("\(root)/packed") }
                == "\(root)/packed holds packed pictures; expected a folder for each class with picture files in it, or "
                + "`--set data.set=packed` to use what is packed")
        try add("train/a/1.jpg")
        #expect(
            sentence { try PictureTree(root) }
                == "\(root) has pictures of one class only, a; expected at least two classes' folders")
        try add("train/b/notes.txt")
        #expect(
            sentence { try PictureTree(root) }
                == "the class folder \(root)/train/b holds no picture (.jpg, .jpeg, .png, .ppm, .pgm, .pbm, .pnm); expected "
                + "at least one")
        try add("train/b/1.jpg")
        #expect(
            sentence { try PictureTree(root) }
                == "\(root) has no test pictures; expected a folder test or val, or a class of 5 pictures, of which one is "
                + "taken")
        try add("val/c/1.jpg")
        #expect(
            sentence { try PictureTree(root) }
                == "\(root)/val/c is a class that \(root)/train has not; expected the same classes")
        try folder.remove("pictures/train")
        #expect(
            sentence { try PictureTree(root) }
                == "\(root) holds val and no folder train; expected train/CLASS/ with pictures")
    }
}
