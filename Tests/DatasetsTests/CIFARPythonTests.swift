import Datasets
import TestSupport
import Testing

struct CIFARPythonTests {
    private func pixels(_ count: Int, salt: Int) -> [UInt8] {
        (0..<count * 3072).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 1024 * 31 + salt) }
    }

    private func batch(_ labels: [Int], fine: [Int]? = nil, salt: Int) -> [UInt8] {
        let data = PickleWriter.array(rows: labels.count, columns: 3072, pixels(labels.count, salt: salt))
        let numbers = { (labels: [Int]) in PickleWriter.list(labels.map(PickleWriter.number)) }
        return PickleWriter.file(
            [("batch_label", PickleWriter.text("testing batch 1 of 1"))]
                + (fine.map { [("fine_labels", numbers($0)), ("coarse_labels", numbers(labels))] }
                    ?? [("labels", numbers(labels))])
                + [("data", data), ("filenames", PickleWriter.list([PickleWriter.text("a.png")]))])
    }

    /// The same bytes in the binary version give the same pictures.
    @Test(arguments: ["", "cifar-10-batches-py/"]) func picturesAreThoseOfTheBinaryVersion(place: String) throws {
        let (python, binary) = (TemporaryFolder(), TemporaryFolder())
        try python.write(place + "data_batch_1", batch([9, 0], salt: 1))
        try python.write(place + "data_batch_2", batch([5], salt: 2))
        try python.write(place + "test_batch", batch([7], salt: 3))
        func records(_ labels: [Int], salt: Int) -> [UInt8] {
            let all = pixels(labels.count, salt: salt)
            return labels.enumerated().flatMap { [UInt8($1)] + all[$0 * 3072..<($0 + 1) * 3072] }
        }
        try binary.write("data_batch_1.bin", records([9, 0], salt: 1))
        try binary.write("data_batch_2.bin", records([5], salt: 2))
        try binary.write("test_batch.bin", records([7], salt: 3))
        let (found, expected) = (
            try CIFARKind.ten.source(in: python.path), try CIFARKind.ten.source(in: binary.path)
        )
        #expect(found is CIFARPython && expected is CIFARBinary)
        #expect(try found.training() == expected.training() && found.test() == expected.test())
        #expect(found.classNames == expected.classNames && found.name == "cifar10")
        #expect(try found.size() == expected.size() && found.size().training == 3)
        #expect(try found.files().count == 3)
        try python.write(
            place + "batches.meta",
            PickleWriter.file([("label_names", PickleWriter.list((0..<10).map { PickleWriter.text("c\($0)") }))]))
        #expect(try CIFARPython(.ten, folder: python.path).classNames == (0..<10).map { "c\($0)" })
        #expect(try CIFARPython(.ten, folder: python.path).files().count == 4)
    }

    /// The sizes are those of the arrays; whether the pictures are good is told when they are read.
    @Test func picturesAreCountedWithoutBeingTakenApart() throws {
        let folder = TemporaryFolder()
        try folder.write("data_batch_1", batch([200, 0, 1], salt: 1))
        try folder.write("test_batch", batch([7], salt: 3))
        #expect(
            try CIFARPython(.ten, folder: folder.path).size()
                == PictureSetSize(training: 3, test: 1, side: 32, channels: 3, classes: 10))
        try folder.write("test_batch", PickleWriter.file([]))
        expectSentence("test_batch", "no array data") { _ = try CIFARPython(.ten, folder: folder.path).size() }
        // A list of names that is far too long is not read to its end.
        let names = PickleWriter.list((0..<40_000).map { _ in PickleWriter.text("c") })
        try folder.write("batches.meta", PickleWriter.file([("label_names", names)]))
        expectSentence("batches.meta", "ends too early") { _ = try CIFARPython(.ten, folder: folder.path) }
    }

    @Test func bothLabelsOfTheHundredAreRead() throws {
        let folder = TemporaryFolder()
        try folder.write("train", batch([19, 3], fine: [99, 42], salt: 1))
        try folder.write("test", batch([0], fine: [1], salt: 1))
        #expect(try CIFARKind.hundred.source(in: folder.path).training().labels == [99, 42])
        #expect(try CIFARKind.twenty.source(in: folder.path).training().labels == [19, 3])
        #expect(try CIFARKind.twenty.source(in: folder.path).classNames.count == 20)
    }

    /// Replaces the training file and expects it to be refused.
    private func expectRefused(
        _ bytes: [UInt8], _ parts: String, location: SourceLocation = #_sourceLocation
    ) throws {
        let folder = TemporaryFolder()
        try folder.write("data_batch_1", bytes)
        try folder.write("test_batch", batch([7], salt: 3))
        let source = try CIFARPython(.ten, folder: folder.path)
        expectSentence("data_batch_1", parts, location: location) { _ = try source.training() }
    }

    @Test func anythingElseIsRefused() throws {
        let whole = batch([9, 0], salt: 1)
        try expectRefused([], "ends too early")
        try expectRefused(Array(whole.dropLast()), "ends too early")
        try expectRefused(Array(whole.prefix(300)), "ends too early")
        try expectRefused([0x80, 4] + whole.dropFirst(2), "has the operation 128 at byte 0")
        // The way in which a pickle runs a program.
        try expectRefused(
            PickleWriter.ascii("cos\nsystem\n(") + PickleWriter.text("true") + PickleWriter.ascii("tR."),
            "calls something that its kind never calls")
        try expectRefused(PickleWriter.ascii("ios\nsystem\n."), "has the operation 105 at byte 0")
        try expectRefused(PickleWriter.ascii("h") + [9] + PickleWriter.ascii("."), "before it is set")
        try expectRefused(
            PickleWriter.ascii("N") + [UInt8](repeating: 0x85, count: 100_000), "nests more values than its kind does")
        try expectRefused(PickleWriter.ascii("t."), "has no beginning to an end")
        try expectRefused(PickleWriter.ascii("K") + [1] + PickleWriter.ascii("Nb."), "gives a state to what takes none")
        try expectRefused(PickleWriter.ascii("NNa."), "adds to what is no list")
        try expectRefused(PickleWriter.file([]), "no array data")
        try expectRefused(PickleWriter.number(3) + PickleWriter.ascii("."), "no array data")
        let data = PickleWriter.array(rows: 1, columns: 3072, pixels(1, salt: 1))
        try expectRefused(PickleWriter.file([("data", data)]), "no list labels of 1 whole numbers")
        try expectRefused(
            PickleWriter.file([("data", data), ("labels", PickleWriter.list([]))]), "no list labels of 1 whole numbers")
        try expectRefused(
            PickleWriter.file([("data", data), ("labels", PickleWriter.list([PickleWriter.number(10)]))]),
            "picture 1 has the label 10; expected 0 to 9")
        try expectRefused(
            PickleWriter.file([("data", data), ("labels", PickleWriter.list([PickleWriter.number(-1)]))]), "label -1")
        let short = PickleWriter.array(rows: 2, columns: 3072, pixels(1, salt: 1))
        try expectRefused(PickleWriter.file([("data", short)]), "no array data")
    }

    @Test func theSetThatIsMissingIsNamedByBothVersions() throws {
        let folder = TemporaryFolder()
        expectSentence("CIFAR-10", "data_batch_1.bin, test_batch.bin, data_batch_1, test_batch", folder.path) {
            _ = try CIFARKind.ten.source(in: folder.path)
        }
        try folder.write("data_batch_1", [1])
        try folder.write("data_batch_3", [1])
        try folder.write("test_batch", [1])
        expectSentence("data_batch_2 is missing", "data_batch_3") { _ = try CIFARKind.ten.source(in: folder.path) }
        try folder.write("batches.meta", PickleWriter.file([]))
        try folder.remove("data_batch_3")
        expectSentence("batches.meta", "0 class names", "10") { _ = try CIFARKind.ten.source(in: folder.path) }
    }
}
