package import Datasets
import Documents
import Foundation
import Reproducibility

/// Packed pictures in a folder, mapped into memory where they are looked at.
///
/// The head and the labels are checked against their checksums whenever the set is opened, shards by their lengths alone:
/// reading all of them would take longer than many runs. `check` reads them.
package struct PackedPictures: PictureSource {
    /// Where the files are.
    package let folder: String
    /// What `packed.json` says.
    package let head: PackedHead

    /// `packed`.
    package let name = "packed"
    /// The classes' folders.
    package var classNames: [String] { head.classNames }

    /// Whether a folder holds packed pictures.
    package static func isPacked(_ folder: String) -> Bool { FolderContents.exists("\(folder)/\(PackedHead.file)") }

    /// Reads the head.
    ///
    /// - Throws: `DatasetsError` where the folder or its head is missing; `Refusal` where the head is not valid.
    package init(folder: String) throws {
        guard FolderContents.isFolder(folder) else { throw DatasetsError.folderMissing(path: folder) }
        guard Self.isPacked(folder) else {
            if FolderContents.exists("\(folder)/\(PackJournal.file)") {
                throw Refusal(
                    "\(folder) holds pictures whose packing is not finished; expected the same `greedynas data pack` to be run "
                        + "again, which continues it")
            }
            throw DatasetsError.filesMissing(set: "packed", places: [folder], names: [PackedHead.file])
        }
        self.folder = folder
        head = try PackedHead(folder: folder)
    }

    /// Maps the training part.
    ///
    /// - Throws: `Refusal` or `DatasetsError` where a file is missing, has another length, or labels are not what was written.
    package func training() throws -> Pictures { try pictures(.training) }

    /// Maps the test part.
    ///
    /// - Throws: As `training()`.
    package func test() throws -> Pictures { try pictures(.test) }

    /// The head alone, which holds the checksums of all others.
    package func files() throws -> [SourceFile] { [try SourceFile(path: "\(folder)/\(PackedHead.file)")] }

    /// How many pictures there are, and how large.
    package func size() -> PictureSetSize {
        PictureSetSize(
            training: head.training.pictures, test: head.test.pictures, side: head.side, channels: head.channels,
            classes: classNames.count)
    }

    /// Reads every shard and compares its checksum.
    ///
    /// - Parameter told: Is told how many shards of how many have been read.
    /// - Throws: `Refusal` that names the first file that has changed.
    package func check(_ told: (_ done: Int, _ all: Int) -> Void = { _, _ in }) throws {
        let all = head.training.shards.count + head.test.shards.count
        var done = 0
        for part in PackedPart.Name.allCases {
            for (number, digest) in head.part(part).shards.enumerated() {
                try compare(PackedPart.shardFile(part, number), with: digest)
                done += 1
                told(done, all)
            }
            try compare(PackedPart.namesFile(part), with: head.part(part).names)
        }
    }

    private func compare(_ name: String, with digest: String) throws {
        guard try SourceFile(path: "\(folder)/\(name)").sha256 == digest else { throw change(of: name) }
    }

    private func change(of name: String) -> Refusal {
        Refusal("\(folder)/\(name) has changed since it was packed; expected the SHA-256 in \(PackedHead.file)")
    }

    private func pictures(_ name: PackedPart.Name) throws -> Pictures {
        let part = head.part(name)
        let labels = try labels(name, part)
        let files = part.shards.indices.map { number in
            (
                path: "\(folder)/\(PackedPart.shardFile(name, number))",
                byteCount: part.count(ofShard: number) * head.bytesPerPicture
            )
        }
        return Pictures(
            height: head.side, width: head.side, channels: head.channels, bytes: try PictureBytes(mapping: files),
            labels: labels)
    }

    private func labels(_ name: PackedPart.Name, _ part: PackedPart) throws -> [UInt16] {
        let path = "\(folder)/\(PackedPart.labelsFile(name))"
        let length = 2 * part.pictures
        let bytes = [UInt8](
            try FileBytes.read(path, atMost: length, what: "the labels of packed pictures, \(length) bytes"))
        guard bytes.count == length else {
            throw DatasetsError.wrongLength(path: path, byteCount: bytes.count, expected: length)
        }
        var digest = SHA256()
        digest.update(bytes.span)
        guard digest.hexadecimal == part.labels else { throw change(of: PackedPart.labelsFile(name)) }
        let labels = (0..<part.pictures).map { UInt16(bytes[2 * $0]) | UInt16(bytes[2 * $0 + 1]) << 8 }
        if let record = labels.firstIndex(where: { Int($0) >= classNames.count }) {
            throw DatasetsError.labelOutOfRange(
                path: path, record: record, label: Int(labels[record]), classes: 0...classNames.count - 1)
        }
        return labels
    }
}
