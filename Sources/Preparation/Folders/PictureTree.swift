import Architecture
import Datasets
import Documents
import Foundation
import Reproducibility

/// The picture files of a folder in which each class has a folder, laid out as torchvision's ImageFolder reads them.
///
/// `train/CLASS/...` and `test/CLASS/...`, or `val`, `valid` or `validation` in its place; classes and files in the order of
/// their names. Without such a test folder every fifth picture of a class is a test picture.
package struct PictureTree: Sendable {
    /// A picture file.
    package struct File: Sendable, Hashable {
        /// Where it is, from the root.
        package let path: String
        /// The place of its class in the list of classes.
        package let label: Int
        /// Its length.
        package let byteCount: Int
    }

    /// The folder, absolute.
    package let root: String
    /// The classes in their order.
    package let classNames: [String]
    /// The pictures to train on.
    package let training: [File]
    /// The test pictures.
    package let test: [File]
    /// Files in the classes' folders that are no pictures by their names.
    package let others: Int
    /// Whether the test pictures were taken out of the training folder.
    package let isDivided: Bool

    /// The endings of pictures' names, in lower case.
    package static let endings = ["jpg", "jpeg", "png", "ppm", "pgm", "pbm", "pnm"]
    /// How the folder of test pictures may be called; the first one that has folders of classes counts.
    private static let testFolders = ["test", "val", "valid", "validation"]
    /// Without a folder of test pictures, every picture of a class with a number divisible by this is one.
    package static let division = 5

    /// Looks into a folder; opens no picture.
    ///
    /// - Throws: `DatasetsError.folderMissing`; `Refusal` where there are no classes, one only, an empty one, or a test class
    ///   that cannot be trained on.
    package init(_ folder: String) throws {
        let root = FilePath.absolute(folder, in: nil)
        guard FolderContents.isFolder(root) else { throw DatasetsError.folderMissing(path: folder) }
        let top = try Self.folders(in: root)
        let testFolder = Self.testFolders.first { name in
            top.contains(name) && ((try? Self.folders(in: "\(root)/\(name)").isEmpty) ?? true) == false
        }
        let trainingFolder = top.contains("train") ? "train" : nil
        guard testFolder == nil || trainingFolder != nil else {
            throw Refusal(
                "\(folder) holds \(testFolder ?? "") and no folder train; expected train/CLASS/ with pictures")
        }
        var listing = Listing(root: root)
        let names = try Self.folders(in: trainingFolder.map { "\(root)/\($0)" } ?? root)
        guard !names.isEmpty || trainingFolder != nil || !FolderContents.exists("\(root)/\(PackedHead.file)") else {
            throw Refusal(
                "\(folder) holds packed pictures; expected a folder for each class with picture files in it, or "
                    + "`--set data.set=packed` to use what is packed")
        }
        guard !names.isEmpty else {
            throw Refusal(
                "\(trainingFolder.map { "\(folder)/\($0)" } ?? folder) holds no folders; expected one for each class, with "
                    + "pictures in it")
        }
        guard names.count > 1 else {
            throw Refusal(
                "\(folder) has pictures of one class only, \(names[0]); expected at least two classes' folders")
        }
        guard names.count <= Self.mostClasses else {
            throw Refusal("\(folder) has \(names.count) classes; expected at most \(Self.mostClasses)")
        }
        self.root = root
        classNames = names
        let found = try names.enumerated().map { label, name in
            let place = trainingFolder.map { "\($0)/\(name)" } ?? name
            let files = try listing.pictures(in: place, label: label)
            guard !files.isEmpty else {
                throw Refusal(
                    "the class folder \(folder)/\(place) holds no picture (.\(Self.endings.joined(separator: ", ."))); "
                        + "expected at least one")
            }
            return files
        }
        if let testFolder {
            training = found.flatMap(\.self)
            test = try Self.folders(in: "\(root)/\(testFolder)").flatMap { name in
                guard let label = names.firstIndex(of: name) else {
                    throw Refusal(
                        "\(folder)/\(testFolder)/\(name) is a class that \(folder)/train has not; expected the same classes"
                    )
                }
                return try listing.pictures(in: "\(testFolder)/\(name)", label: label)
            }
        } else {
            training = found.flatMap { files in Self.divided(files).training }
            test = found.flatMap { files in Self.divided(files).test }
        }
        guard !test.isEmpty else {
            throw Refusal(
                "\(folder) has no test pictures; expected a folder test or val, or a class of \(Self.division) pictures, of "
                    + "which one is taken")
        }
        isDivided = testFolder == nil
        others = listing.others
    }

    /// Labels are kept in 16 bits.
    private static let mostClasses = 1 << 16

    /// Whether a folder holds folders, as those of classes are.
    ///
    /// - Throws: `Refusal` where it cannot be listed.
    package static func hasFolders(_ folder: String) throws -> Bool { try !folders(in: folder).isEmpty }

    /// Identifies these files: the SHA-256 of their names and lengths.
    package var fingerprint: String {
        var digest = SHA256()
        for file in training + test {
            digest.update(file.path)
            digest.update(UInt64(file.byteCount))
        }
        return digest.hexadecimal
    }

    private static func divided(_ files: [File]) -> (training: [File], test: [File]) {
        var parts: (training: [File], test: [File]) = ([], [])
        for (place, file) in files.enumerated() {
            if place % division == division - 1 { parts.test.append(file) } else { parts.training.append(file) }
        }
        return parts
    }

    private static func folders(in folder: String) throws -> [String] {
        try Listing.names(in: folder).filter { FolderContents.isFolder("\(folder)/\($0)") }
    }
}

extension PictureTree {
    /// Walks through folders and counts what is no picture.
    private struct Listing {
        let root: String
        var others = 0

        /// The pictures of a folder and of those in it, by name.
        ///
        /// - Parameter above: The folders on the way down to it.
        mutating func pictures(in place: String, label: Int, below above: [Identity] = []) throws -> [File] {
            var files: [File] = []
            let way = above + [Identity(of: "\(root)/\(place)")].compactMap(\.self)
            guard Set(way).count == way.count else {
                throw Refusal(
                    "\(root)/\(place) is a link to a folder that it lies in; expected none, since its pictures would be taken "
                        + "again and again")
            }
            for name in try Self.names(in: "\(root)/\(place)") {
                let path = "\(place)/\(name)"
                // The list of names has a line for each.
                guard !name.utf8.contains(UInt8(ascii: "\n")) else {
                    throw Refusal(
                        "the name of \(ForeignText.line("\(root)/\(path)", atMost: 300)) has a line feed; expected one without"
                    )
                }
                let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
                switch Self.kind(of: "\(root)/\(path)") {
                case .folder: files += try pictures(in: path, label: label, below: way)
                case .file(let length) where PictureTree.endings.contains(ending):
                    files.append(File(path: path, label: label, byteCount: length))
                case .file, .other: others += 1
                }
            }
            return files
        }

        /// What lies in a folder, hidden files aside, in the order of names.
        static func names(in folder: String) throws(Refusal) -> [String] {
            do {
                return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
                    .sorted()
            } catch {
                throw Refusal("\(folder) cannot be listed: \(SystemReason.of(error))")
            }
        }

        /// What may lie in a folder.
        private enum Kind {
            case folder
            case file(length: Int)
            /// A pipe, which would never end, a device.
            case other
        }

        /// What lies at a path; what cannot be looked at is a file without bytes, which is named when it is decoded.
        private static func kind(of path: String) -> Kind {
            var entry = stat()
            guard unsafe stat(path, &entry) == 0 else { return .file(length: 0) }
            return switch entry.st_mode & S_IFMT {
            case S_IFDIR: .folder
            case S_IFREG: .file(length: Int(entry.st_size))
            default: .other
            }
        }

        /// What a folder is, by whichever links it is reached.
        struct Identity: Hashable {
            let device: UInt64
            let number: UInt64

            init?(of path: String) {
                var entry = stat()
                guard unsafe stat(path, &entry) == 0 else { return nil }
                device = UInt64(truncatingIfNeeded: entry.st_dev)
                number = UInt64(truncatingIfNeeded: entry.st_ino)
            }
        }
    }
}
