import Datasets
import TestSupport
import Testing

struct NPYFolderTests {
    private func floats(_ numbers: [Float]) -> [UInt8] {
        numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * UInt32($0))) } }
    }

    private func fill(_ folder: TemporaryFolder) throws {
        try folder.write("train_images.npy", NPYWriter.array("|u1", [2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]))
        try folder.write("train_labels.npy", NPYWriter.array("<i8", [2], [3] + [UInt8](repeating: 0, count: 15)))
        try folder.write("test_images.npy", NPYWriter.array("|u1", [1, 2, 2], [9, 8, 7, 6]))
        try folder.write("test_labels.npy", NPYWriter.array("|u1", [1, 1], [2]))
    }

    @Test func everyByteIsRead() throws {
        let folder = TemporaryFolder()
        try fill(folder)
        let source = try NPYFolder(folder: folder.path)
        #expect(source.classNames == ["0", "1", "2", "3"] && source.name == "npy")
        #expect(
            try source.training()
                == Pictures(height: 2, width: 2, channels: 1, pixels: [1, 2, 3, 4, 5, 6, 7, 8], labels: [3, 0]))
        #expect(try source.test() == Pictures(height: 2, width: 2, channels: 1, pixels: [9, 8, 7, 6], labels: [2]))
        #expect(try source.files().map { $0.byteCount > 64 } == [true, true, true, true])
    }

    /// Channels first or last, bytes or Float32, every version of the header and Keras' names.
    @Test(arguments: [1, 2, 3] as [UInt8], [true, false]) func layoutsAreToldApart(version: UInt8, hasPlanes: Bool)
        throws
    {
        let folder = TemporaryFolder()
        let planes: [UInt8] = [0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6]
        let pixels: [UInt8] = [0, 204, 3, 51, 255, 4, 102, 1, 5, 153, 2, 6]
        let (shape, stored) = hasPlanes ? ([1, 3, 2, 2], planes) : ([1, 2, 2, 3], pixels)
        try folder.write("x_train.npy", NPYWriter.array("|u1", shape, stored, version: version))
        try folder.write("y_train.npy", NPYWriter.array("<u2", [1], [1, 0]))
        try folder.write(
            "x_test.npy", NPYWriter.array("<f4", shape, floats(stored.map { Float($0) / 255 }), version: version))
        try folder.write("y_test.npy", NPYWriter.array("|i1", [1], [0]))
        let source = try NPYFolder(folder: folder.path)
        #expect(try source.training() == Pictures(height: 2, width: 2, channels: 3, pixels: pixels, labels: [1]))
        #expect(try source.test() == Pictures(height: 2, width: 2, channels: 3, pixels: pixels, labels: [0]))
    }

    private func expectRefused(
        _ bytes: [UInt8], as name: String = "train_images.npy", _ parts: String...,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let folder = TemporaryFolder()
        try fill(folder)
        try folder.write(name, bytes)
        for part in [name] + parts {
            expectSentence(part, location: location) { _ = try NPYFolder(folder: folder.path).training() }
        }
    }

    @Test func otherFilesAreRefused() throws {
        let eight: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
        try expectRefused([], "does not begin as a NumPy file")
        try expectRefused(Array("PK not a NumPy file".utf8), "does not begin as a NumPy file")
        try expectRefused(Array(NPYWriter.array("|u1", [2, 2, 2], eight).prefix(40)), "no whole header")
        try expectRefused(Array(NPYWriter.array("|u1", [2, 2, 2], eight).dropLast()), "bytes; expected ")
        try expectRefused(NPYWriter.array("|u1", [2, 2, 2], eight + [1]), "bytes; expected ")
        try expectRefused(NPYWriter.array("<f8", [2, 2, 2], eight), "numbers of the type <f8")
        try expectRefused(NPYWriter.array("|u1\n", [2, 2, 2], eight), "no dictionary of descr")
        try expectRefused(NPYWriter.array(">u2", [1, 2, 2], eight), "numbers of the type >u2")
        try expectRefused(NPYWriter.array("|u1", [2, 2, 2], eight, order: "True"), "columns first")
        try expectRefused(NPYWriter.array("|u1", [2, 2, 2], eight, order: "Maybe"), "no dictionary of descr")
        try expectRefused(NPYWriter.array("|u1", [8], eight), "holds [8] numbers, which are no pictures")
        try expectRefused(NPYWriter.array("|u1", [0, 2, 2], []), "which are no pictures")
        try expectRefused(NPYWriter.array("|u1", [1, 2, 2, 2], eight), "neither the second nor the last")
        try expectRefused(NPYWriter.array("|u1", [1, 1, 8, 1], eight), "both the second and the last")
        try expectRefused(NPYWriter.array("<i2", [1, 2, 2], eight), "neither bytes nor Float32")
        try expectRefused(NPYWriter.array("|u1", [1 << 40, 1 << 40, 2], eight), "impossible sizes")
        try expectRefused(
            NPYWriter.array("<f4", [2, 1, 1], floats([0.5, 1.5])), "holds the number 1.5", "from 0 to 1")
        try expectRefused(NPYWriter.array("<f4", [2, 1, 1], floats([0.5, .nan])), "holds the number nan")
    }

    @Test func labelsBelongToThePictures() throws {
        let name = "train_labels.npy"
        try expectRefused(NPYWriter.array("|u1", [3], [1, 2, 3]), as: name, "2 pictures", "3 labels")
        try expectRefused(NPYWriter.array("|i1", [2], [1, 255]), as: name, "label -1", "0 to 65535")
        try expectRefused(NPYWriter.array("<f4", [2], floats([0, 1])), as: name, "not a list of whole ones")
        try expectRefused(NPYWriter.array("|u1", [1, 2], [0, 1]), as: name, "not a list of whole ones")
        let folder = TemporaryFolder()
        try fill(folder)
        try folder.write("test_labels.npy", NPYWriter.array("|u1", [1], [4]))
        expectSentence("test_labels.npy", "label 4", "0 to 3") { _ = try NPYFolder(folder: folder.path).test() }
        try folder.write("test_images.npy", NPYWriter.array("|u1", [1, 1, 4], [9, 8, 7, 6]))
        expectSentence("test_images.npy", "1 x 4", "2 x 2") { _ = try NPYFolder(folder: folder.path).test() }
        // Nothing but the channels differs.
        try folder.write("test_images.npy", NPYWriter.array("|u1", [1, 2, 2, 3], [UInt8](repeating: 0, count: 12)))
        #expect(
            throws: DatasetsError.sizesDiffer(
                path: folder.path("test_images.npy"), sizes: [2, 2, 3], expected: [2, 2, 1])
        ) {
            try NPYFolder(folder: folder.path).test()
        }
        expectSentence("test_images.npy", "of 2 x 2 x 3; expected 2 x 2 x 1, as in the training part") {
            _ = try NPYFolder(folder: folder.path).test()
        }
        try folder.remove("test_images.npy")
        expectSentence("train_images.npy", "x_train.npy", folder.path) { _ = try NPYFolder(folder: folder.path) }
    }
}
