import Datasets
import TestSupport
import Testing

struct IDXFolderTests {
    private static let trainingPixels = (0..<24).map { UInt8($0 * 5) }
    private static let testPixels = (0..<12).map { UInt8(200 + $0) }

    private func header(_ words: [UInt32]) -> [UInt8] {
        words.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
    }

    /// Four training and two test pictures of 2 x 3, with the names and compression given.
    private func fill(_ folder: TemporaryFolder, separator: String = "-", compressed: Bool = false) throws {
        func write(_ name: String, _ bytes: [UInt8]) throws {
            let name = name.replacing("-idx", with: separator + "idx")
            try folder.write(name + (compressed ? ".gz" : ""), compressed ? Gzip.stored(bytes) : bytes)
        }
        try write("train-images-idx3-ubyte", header([0x803, 4, 2, 3]) + Self.trainingPixels)
        try write("train-labels-idx1-ubyte", header([0x801, 4]) + [9, 0, 3, 3])
        try write("t10k-images-idx3-ubyte", header([0x803, 2, 2, 3]) + Self.testPixels)
        try write("t10k-labels-idx1-ubyte", header([0x801, 2]) + [1, 2])
    }

    @Test(arguments: ["-", "."], [false, true])
    func everyByteIsRead(separator: String, compressed: Bool) throws {
        let folder = TemporaryFolder()
        try fill(folder, separator: separator, compressed: compressed)
        let source = try IDXFolder(folder: folder.path)
        #expect(
            try source.training()
                == Pictures(height: 2, width: 3, channels: 1, pixels: Self.trainingPixels, labels: [9, 0, 3, 3]))
        #expect(
            try source.test() == Pictures(height: 2, width: 3, channels: 1, pixels: Self.testPixels, labels: [1, 2]))
        #expect(try source.files().count == 4)
        #expect(source.classNames == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])
    }

    /// Of two files that could be meant the one that is not compressed is read, whichever way it is written.
    @Test func aFileThatIsNotCompressedGoesFirst() throws {
        let folder = TemporaryFolder()
        try fill(folder, separator: ".")
        try folder.write("train-images-idx3-ubyte.gz", "not read")
        #expect(try IDXFolder(folder: folder.path).training().count == 4)
    }

    @Test func largeCompressedFileIsReadWhole() throws {
        let folder = TemporaryFolder()
        try fill(folder)
        // More than a pipe holds, so that reader and decompressor wait for each other.
        let pixels = (0..<300 * 1000).map { UInt8(truncatingIfNeeded: $0 &* 7 / 3) }
        try folder.remove("train-images-idx3-ubyte")
        try folder.write("train-images-idx3-ubyte.gz", Gzip.stored(header([0x803, 300, 25, 40]) + pixels))
        try folder.write("train-labels-idx1-ubyte", header([0x801, 300]) + [UInt8](repeating: 1, count: 300))
        #expect(try Array(IDXFolder(folder: folder.path).training().pixels) == pixels)
    }

    @Test func absentFilesAreNamed() throws {
        let folder = TemporaryFolder()
        expectSentence(folder.path + "/none") { _ = try IDXFolder(folder: folder.path + "/none") }
        expectSentence(
            "train-images-idx3-ubyte,", "train-images.idx3-ubyte,", "train-images-idx3-ubyte.gz,",
            "train-images.idx3-ubyte.gz in", folder.path
        ) { _ = try IDXFolder(folder: folder.path) }
        try fill(folder)
        try folder.remove("t10k-labels-idx1-ubyte")
        expectSentence("fashion", "t10k-labels-idx1-ubyte") {
            _ = try IDXFolder(folder: folder.path, name: "fashion", classNames: ["shirt", "coat"])
        }
        expectSentence("0") { _ = try IDXFolder(folder: folder.path, classNames: []) }
    }

    /// Replaces the training pictures and expects the training part to be refused.
    private func expectRefused(
        _ bytes: [UInt8], _ parts: [String], as name: String = "train-images-idx3-ubyte",
        location: SourceLocation = #_sourceLocation
    ) throws {
        let folder = TemporaryFolder()
        try fill(folder)
        if name.hasSuffix(".gz") { try folder.remove(String(name.dropLast(3))) }
        try folder.write(name, bytes)
        let error = #expect(throws: DatasetsError.self, sourceLocation: location) {
            try IDXFolder(folder: folder.path, classNames: (0..<10).map { "\($0)" }).training()
        }
        for part in [name] + parts {
            #expect(error?.description.contains(part) == true, "\(error?.description ?? "")", sourceLocation: location)
        }
    }

    @Test(arguments: ["", ".gz"])
    func brokenHeadersAreRefused(ending: String) throws {
        let name = "train-images-idx3-ubyte" + ending
        func packed(_ bytes: [UInt8]) -> [UInt8] { ending.isEmpty ? bytes : Gzip.stored(bytes) }
        try expectRefused(packed([]), ["0 bytes", "16"], as: name)
        try expectRefused(packed(header([0x803, 4, 2])), ["12 bytes", "16"], as: name)
        try expectRefused(packed(header([0x801, 4, 2, 3])), ["0x00000801", "0x00000803"], as: name)
        try expectRefused(packed(header([0x0308_0000, 4, 2, 3])), ["0x03080000"], as: name)
        try expectRefused(packed(header([0x803, 0, 2, 3])), ["0 pictures of 2 x 3"], as: name)
        try expectRefused(packed(header([0x803, 4, 2, 0])), ["4 pictures of 2 x 0"], as: name)
        let most = UInt32.max
        try expectRefused(
            packed(header([0x803, most, most, most])), ["\(most) pictures of \(most) x \(most)"], as: name)
    }

    @Test func lengthsThatLieAreRefused() throws {
        let name = "train-images-idx3-ubyte"
        let whole = header([0x803, 4, 2, 3]) + Self.trainingPixels
        try expectRefused(whole.dropLast(), ["39 bytes", "expected 40"])
        try expectRefused(whole + [0], ["41 bytes", "expected 40"])
        try expectRefused(Gzip.stored(whole.dropLast()), ["39 bytes", "expected 40"], as: name + ".gz")
        try expectRefused(
            Gzip.stored(whole + [0]), ["has more bytes than its header says; expected 40"], as: name + ".gz")
        // Four billion pictures in forty bytes: refused without taking the memory that the header asks for.
        let huge = header([0x803, 4, 0x10000, 0x10000]) + Self.trainingPixels
        try expectRefused(huge, ["40 bytes", "expected 17179869200"])
        try expectRefused(Gzip.stored(huge), ["40 bytes", "expected 17179869200"], as: name + ".gz")
    }

    @Test func filesThatDoNotDecompressAreRefused() throws {
        let name = "train-images-idx3-ubyte.gz"
        let whole = Gzip.stored(header([0x803, 4, 2, 3]) + Self.trainingPixels)
        try expectRefused(Array("not compressed at all".utf8), ["does not decompress", "gzip"], as: name)
        try expectRefused(whole.dropLast(20), ["does not decompress", "gzip"], as: name)
        var wrongChecksum = whole
        wrongChecksum[whole.count - 5] ^= 1
        try expectRefused(wrongChecksum, ["does not decompress", "gzip"], as: name)
    }

    @Test func picturesAndLabelsBelongTogether() throws {
        let name = "train-labels-idx1-ubyte"
        try expectRefused(header([0x801, 3]) + [1, 2, 3], ["4 pictures", "3 labels"], as: name)
        try expectRefused(header([0x801, 4]) + [1, 2, 10, 3], ["picture 3", "label 10", "0 to 9"], as: name)
        try expectRefused(header([0x801, 4]) + [1, 2, 3], ["11 bytes", "expected 12"], as: name)
        try expectRefused(header([0x803, 4]) + [1, 2, 3, 4], ["0x00000803", "0x00000801"], as: name)
        try expectRefused(header([0x801, 0]), ["no picture"], as: name)
    }

    @Test func partsOfDifferentSizeAreRefused() throws {
        let folder = TemporaryFolder()
        try fill(folder)
        try folder.write("t10k-images-idx3-ubyte", header([0x803, 2, 3, 2]) + Self.testPixels)
        let source = try IDXFolder(folder: folder.path)
        expectSentence("t10k-images-idx3-ubyte", "3 x 2", "2 x 3") { _ = try source.test() }
    }

    /// A set's name in front, letters that count from 1, rows and columns exchanged.
    @Test func lettersOfEMNISTAreRead() throws {
        let folder = TemporaryFolder()
        try folder.write(
            "emnist-letters-train-images-idx3-ubyte", header([0x803, 2, 2, 2]) + [1, 2, 3, 4, 5, 6, 7, 8])
        try folder.write("emnist-letters-train-labels-idx1-ubyte", header([0x801, 2]) + [26, 1])
        try folder.write("emnist-letters-test-images-idx3-ubyte", header([0x803, 1, 2, 2]) + [1, 2, 3, 4])
        try folder.write("emnist-letters-test-labels-idx1-ubyte", header([0x801, 1]) + [2])
        let source = try IDXFolder(folder: folder.path)
        #expect(source.classNames == (1...26).map { "\($0)" })
        #expect(
            try source.training()
                == Pictures(height: 2, width: 2, channels: 1, pixels: [1, 3, 2, 4, 5, 7, 6, 8], labels: [25, 0]))
        #expect(try source.test().labels == [1])
        try folder.write("emnist-letters-test-labels-idx1-ubyte", header([0x801, 1]) + [0])
        expectSentence("label 0", "1 to 26") { _ = try IDXFolder(folder: folder.path).test() }
    }

    @Test func coloursAreRead() throws {
        let folder = TemporaryFolder()
        try fill(folder, separator: ".")
        let pixels = (0..<24).map { UInt8($0) }
        try folder.remove("train-images.idx3-ubyte")
        try folder.write("train-images-idx4-ubyte", header([0x804, 4, 1, 2, 3]) + pixels)
        let training = try IDXFolder(folder: folder.path).training()
        #expect(
            training
                == Pictures(height: 1, width: 2, channels: 3, pixels: pixels, labels: [9, 0, 3, 3]))
        try folder.write("train-images-idx4-ubyte", header([0x804, 4, 1, 3, 2]) + pixels)
        expectSentence("channels", "is 2", "1 (grey) or 3") { _ = try IDXFolder(folder: folder.path).training() }
    }

    @Test func severalSetsInAFolderAreNamed() throws {
        let folder = TemporaryFolder()
        try fill(folder)
        for part in ["train", "test"] {
            try folder.write("emnist-digits-\(part)-images-idx3-ubyte", header([0x803, 1, 1, 1]) + [1])
            try folder.write("emnist-digits-\(part)-labels-idx1-ubyte", header([0x801, 1]) + [1])
        }
        expectSentence("holds the sets without a name, emnist-digits") { _ = try IDXFolder(folder: folder.path) }
        try folder.remove("emnist-digits-test-labels-idx1-ubyte")
        #expect(try IDXFolder(folder: folder.path).test().count == 2)
    }

    @Test func aCompressedFileWithoutItsEndingIsNamed() throws {
        try expectRefused(Gzip.stored(header([0x803, 4, 2, 3]) + Self.trainingPixels), ["compressed by gzip", ".gz"])
    }
}
