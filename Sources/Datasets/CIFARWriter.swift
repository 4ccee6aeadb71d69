import Foundation

/// Writes pictures as the binary files of CIFAR-10, which `CIFARBinary` and many other programs read.
public struct CIFARWriter: Sendable {
    /// Where the files go.
    public let folder: String

    /// A writer into a folder, which is made when the files are written.
    public init(folder: String) {
        self.folder = folder
    }

    /// Writes `data_batch_1.bin`, `test_batch.bin` and `batches.meta.txt`; files of these names are overwritten.
    ///
    /// All training pictures go into one file, whatever their number.
    ///
    /// - Returns: The files as written, with their SHA-256.
    /// - Throws: `DatasetsError` unless both parts hold pictures of 32 x 32 x 3 with ten classes, and when the folder
    ///   cannot be written.
    @discardableResult
    public func write(_ source: some PictureSource) throws -> [SourceFile] {
        let parts = [try source.training(), try source.test()]
        for part in parts {
            guard part.height == 32, part.width == 32, part.channels == 3, source.classNames.count == 10,
                part.labels.allSatisfy({ $0 < 10 })
            else {
                throw DatasetsError.notCIFARShaped(
                    height: part.height, width: part.width, channels: part.channels, classes: source.classNames.count)
            }
        }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw DatasetsError.inaccessible(folder, because: error)
        }
        let names = source.classNames.map { $0 + "\n" }.joined()
        let contents = [
            (CIFARKind.ten.binary.training[0], records(parts[0])), (CIFARKind.ten.binary.test, records(parts[1])),
            (CIFARKind.ten.binary.names, Array(names.utf8)),
        ]
        return try contents.map { name, bytes in
            let path = PlainFile.join(folder, name)
            do {
                try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
            } catch {
                throw DatasetsError.inaccessible(path, because: error)
            }
            return try SourceFile(path: path)
        }
    }

    private func records(_ pictures: Pictures) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pictures.count * CIFARKind.ten.recordBytes)
        for index in 0..<pictures.count {
            bytes.append(UInt8(pictures.labels[index]))
            unsafe pictures.withPicture(index) { picture in
                for channel in 0..<3 {
                    for pixel in 0..<1024 { unsafe bytes.append(picture[pixel * 3 + channel]) }
                }
            }
        }
        return bytes
    }
}
