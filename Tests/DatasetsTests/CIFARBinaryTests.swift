import Datasets
import TestSupport
import Testing

struct CIFARBinaryTests {
    /// A record whose planes tell channel and place apart.
    private func record(_ labels: [UInt8], salt: Int) -> [UInt8] {
        labels + (0..<3072).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 1024 * 31 + salt) }
    }

    private func write(_ kind: CIFARKind, to folder: TemporaryFolder, under place: String = "") throws {
        switch kind {
        case .ten:
            try folder.write(place + "data_batch_1.bin", record([9], salt: 1) + record([0], salt: 2))
            try folder.write(place + "data_batch_2.bin", record([5], salt: 3))
            try folder.write(place + "test_batch.bin", record([7], salt: 4))
        case .hundred, .twenty:
            try folder.write(place + "train.bin", record([19, 99], salt: 1) + record([7, 0], salt: 2))
            try folder.write(place + "test.bin", record([0, 42], salt: 4))
        }
    }

    @Test(arguments: CIFARKind.allCases, ["", "parent"])
    func everyPixelIsWhereItBelongs(kind: CIFARKind, parent: String) throws {
        let folder = TemporaryFolder()
        let binary = kind == .ten ? "cifar-10-batches-bin/" : "cifar-100-binary/"
        try write(kind, to: folder, under: parent.isEmpty ? "" : binary)
        let source = try CIFARBinary(kind, folder: folder.path)
        let training = try source.training()
        #expect(training.labels == (kind == .ten ? [9, 0, 5] : kind == .hundred ? [99, 0] : [19, 7]))
        #expect((training.height, training.width, training.channels) == (32, 32, 3))
        for picture in 0..<training.count {
            for row in 0..<32 {
                for column in 0..<32 {
                    for channel in 0..<3 {
                        let place = channel * 1024 + row * 32 + column
                        let byte = UInt8(truncatingIfNeeded: place * 7 + channel * 31 + picture + 1)
                        let read = training.pixels[((picture * 32 + row) * 32 + column) * 3 + channel]
                        if read != byte { Issue.record("picture \(picture), \(row), \(column), \(channel)") }
                    }
                }
            }
        }
        let test = try source.test()
        #expect(test.labels == (kind == .ten ? [7] : kind == .hundred ? [42] : [0]) && test.pixels[0] == 4)
    }

    @Test(arguments: CIFARKind.allCases)
    func namesComeFromTheListOrAreKnown(kind: CIFARKind) throws {
        let folder = TemporaryFolder()
        try write(kind, to: folder)
        let known = try CIFARBinary(kind, folder: folder.path)
        #expect(known.classNames.count == kind.classCount && Set(known.classNames).count == kind.classCount)
        #expect(known.classNames == known.classNames.sorted())
        let list =
            kind == .ten ? "batches.meta.txt" : kind == .hundred ? "fine_label_names.txt" : "coarse_label_names.txt"
        try folder.write(list, (0..<kind.classCount).map { " name \($0) \r\n" }.joined() + "\n")
        let source = try CIFARBinary(kind, folder: folder.path)
        #expect(source.classNames == (0..<kind.classCount).map { "name \($0)" })
        try folder.write(list, "only\ntwo\n")
        expectSentence(list, "2 class names", "\(kind.classCount)") { _ = try CIFARBinary(kind, folder: folder.path) }
        try folder.write(list, "")
        expectSentence(list, "0 class names") { _ = try CIFARBinary(kind, folder: folder.path) }
    }

    @Test func filesAreNamedAndHashedInOrder() throws {
        let folder = TemporaryFolder()
        try write(.ten, to: folder)
        let files = try CIFARBinary(.ten, folder: folder.path + "/").files()
        #expect(
            files.map { $0.path }
                == ["data_batch_1.bin", "data_batch_2.bin", "test_batch.bin"].map { "\(folder.path)/\($0)" })
        #expect(files.map { $0.byteCount } == [6146, 3073, 3073])
    }

    @Test func absentFolderAndFilesAreNamed() throws {
        let folder = TemporaryFolder()
        expectSentence(folder.path + "/none") { _ = try CIFARBinary(.ten, folder: folder.path + "/none") }
        expectSentence("CIFAR-10", "data_batch_1.bin", "test_batch.bin", folder.path, "cifar-10-batches-bin") {
            _ = try CIFARBinary(.ten, folder: folder.path)
        }
        expectSentence("CIFAR-100", "train.bin", "test.bin", "cifar-100-binary") {
            _ = try CIFARBinary(.hundred, folder: folder.path)
        }
        try write(.ten, to: folder)
        try folder.remove("test_batch.bin")
        expectSentence("test_batch.bin") { _ = try CIFARBinary(.ten, folder: folder.path) }
    }

    @Test func gapBetweenTrainingFilesIsNoticed() throws {
        let folder = TemporaryFolder()
        try write(.ten, to: folder)
        try folder.write("data_batch_5.bin", record([0], salt: 0))
        expectSentence("data_batch_3.bin is missing", "data_batch_5.bin") {
            _ = try CIFARBinary(.ten, folder: folder.path)
        }
    }

    @Test(arguments: [1, 3072, 3074, 6145])
    func truncatedFileIsNamedWithItsLength(byteCount: Int) throws {
        let folder = TemporaryFolder()
        try write(.ten, to: folder)
        try folder.write("data_batch_2.bin", [UInt8](repeating: 0, count: byteCount))
        let source = try CIFARBinary(.ten, folder: folder.path)
        expectSentence(
            "data_batch_2.bin has \(byteCount) bytes; expected a multiple of 3073, the length of a record"
        ) {
            _ = try source.training()
        }
    }

    @Test func emptyFileIsRefused() throws {
        let folder = TemporaryFolder()
        try write(.ten, to: folder)
        try folder.write("test_batch.bin", [])
        let source = try CIFARBinary(.ten, folder: folder.path)
        expectSentence("test_batch.bin", "no picture") { _ = try source.test() }
    }

    @Test(arguments: CIFARKind.allCases)
    func labelWithoutClassIsNamedWithItsRecord(kind: CIFARKind) throws {
        let folder = TemporaryFolder()
        try write(kind, to: folder)
        let limit = UInt8(kind.classCount)
        let name = kind == .ten ? "test_batch.bin" : "test.bin"
        // CIFAR-100 has two labels, the coarse one first.
        func labels(_ label: UInt8) -> [UInt8] {
            switch kind {
            case .ten: [label]
            case .hundred: [0, label]
            case .twenty: [label, 0]
            }
        }
        try folder.write(name, record(labels(limit - 1), salt: 0) + record(labels(limit), salt: 0))
        let source = try CIFARBinary(kind, folder: folder.path)
        expectSentence(name, "picture 2", "label \(limit)", "0 to \(limit - 1)") { _ = try source.test() }
    }
}
