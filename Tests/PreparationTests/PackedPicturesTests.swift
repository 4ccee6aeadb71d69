import Datasets
import Documents
import RunSupport
import TestSupport
import Testing
@testable import Preparation

struct PackedPicturesTests {
    private let folder = TemporaryFolder()
    private var place: String { folder.path("packed") }

    private func pack() throws {
        try PictureFiles.fill(folder)
        try Packer(PictureTree(folder.path("pictures")), settings: PackSettings(side: 8), output: place).pack()
    }

    /// Changes the head, with a checksum that fits.
    private func change(_ key: String, to value: JSONValue) throws {
        var json = try JSONValue(parsing: folder.bytes("packed/packed.json")).setting(key, to: value)
        json = json.withChecksum
        try folder.write("packed/packed.json", json.text(indented: true))
    }

    @Test func otherHeadsAreRefused() throws {
        let file = "\(place)/packed.json"
        #expect(
            sentence(of: DatasetsError.self) { try PackedPictures(folder: place) }
                == "the data folder \(place) does not exist; expected the folder of the pictures")
        try pack()
        let whole = try folder.bytes("packed/packed.json")
        let text = String(decoding: whole, as: UTF8.self)
        try folder.write("packed/packed.json", text.replacing("\"cat\"", with: "\"cow\""))
        #expect(sentence { try PackedPictures(folder: place) }.hasSuffix("which has changed since it was written"))
        for (key, value, expected) in [
            ("version", 2, "\(file): version is 2; expected 1; pack the pictures again with this build"),
            ("format", "x", "\(file): format is \"x\"; expected \"greedynas packed pictures\""),
            ("side", 4, "\(file): side is 4; expected 8 to 1024"),
            ("channels", 2, "\(file): channels is 2; expected 1 or 3"),
            ("classes", ["cat"], "\(file): classes is [\"cat\"]; expected a list of 2 to 65536 names"),
        ] as [(String, JSONValue, String)] {
            try folder.write("packed/packed.json", whole)
            try change(key, to: value)
            #expect(sentence { try PackedPictures(folder: place) } == expected)
        }
        try folder.remove("packed/packed.json")
        #expect(
            sentence(of: DatasetsError.self) { try PackedPictures(folder: place) }.hasPrefix(
                "found no files of packed: looked for packed.json in \(place)"))
    }

    /// As the article on data says how others recompute it.
    @Test(.enabled(if: Python.has("hashlib"))) func thePythonOfTheArticleGivesTheChecksum() throws {
        try pack()
        let code = """
            import hashlib, json, sys
            head = json.load(open(sys.argv[1]))
            checksum = head.pop("checksum")
            print(hashlib.sha256(json.dumps(head, ensure_ascii=False).encode()).hexdigest() == checksum)
            """
        #expect(try Python.run(code, ["\(place)/packed.json"]).output == "True\n")
    }

    @Test func shardsThatAreCutOrChangedAreRefused() throws {
        try pack()
        let packed = try PackedPictures(folder: place)
        let shard = try folder.bytes("packed/training-00000.pixels")
        try folder.write("packed/training-00000.pixels", Array(shard.dropLast()))
        #expect(
            sentence(of: DatasetsError.self) { try packed.training() }
                == "\(place)/training-00000.pixels has 1919 bytes; expected 1920")
        try folder.write("packed/training-00000.pixels", shard.dropLast() + [shard.last! ^ 1])
        _ = try packed.training()
        #expect(
            sentence { try packed.check() }
                == "\(place)/training-00000.pixels has changed since it was packed; expected the SHA-256 in packed.json"
        )
        try folder.remove("packed/training-00000.pixels")
        #expect(
            sentence(of: DatasetsError.self) { try packed.training() }
                == "\(place)/training-00000.pixels cannot be accessed: there is no such file")
    }

    /// Earlier builds could keep larger squares than the network was to see: those lie in the shards.
    @Test func keptSquaresAreRead() throws {
        try pack()
        let side = try PackedHead(folder: place).side
        let json = try JSONValue(parsing: folder.bytes("packed/packed.json"))
        let earlier = json.setting("side", to: .integer(side - 2)).setting("kept", to: .integer(side)).withChecksum
        try folder.write("packed/packed.json", earlier.text(indented: true))
        #expect(try PackedPictures(folder: place).training().height == side)
    }

    @Test func labelsAreChecked() throws {
        try pack()
        let packed = try PackedPictures(folder: place)
        try folder.write("packed/test.labels", [0, 0, 0, 0])
        #expect(
            sentence { try packed.test() }
                == "\(place)/test.labels has changed since it was packed; expected the SHA-256 in packed.json")
        try folder.write("packed/test.labels", [0, 0, 1])
        #expect(
            sentence(of: DatasetsError.self) { try packed.test() }
                == "\(place)/test.labels has 3 bytes; expected 4")
    }

    @Test func aFolderIsPackedBesideItOnce() throws {
        try PictureFiles.fill(folder)
        let pictures = FolderPack(folder.path("pictures"), side: 9)
        #expect(try !pictures.isPacked && pictures.size().training == 10)
        #expect(!pictures.isPacked && pictures.place == folder.path("pictures-packed-9"))
        #expect(try pictures.pictures().training().height == 9)
        let head = try folder.bytes("pictures-packed-9/packed.json")
        #expect(try pictures.isPacked && pictures.size().side == 9 && pictures.pictures().training().count == 10)
        #expect(try folder.bytes("pictures-packed-9/packed.json") == head)
        try folder.write("pictures/train/cat/new.ppm", PictureFiles.colours(8, 8, salt: 1))
        #expect(
            sentence { try pictures.pictures() }
                == "the pictures of \(folder.path("pictures")) are not those that were packed into \(pictures.place); expected "
                + "that folder to be removed, so that they are packed again")
        try folder.remove("pictures")
        #expect(try pictures.pictures().test().count == 2)
    }
}
