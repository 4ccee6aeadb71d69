/// What can be wrong with a set of pictures, or with the way it is to be divided.
///
/// The description of every case is one sentence: what, where, and what was expected.
public enum DatasetsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A folder that does not exist, or is a file.
    case folderMissing(path: String)
    /// A folder without the files of the set; `places` are the folders that were looked into.
    case filesMissing(set: String, places: [String], names: [String])
    /// A numbered training file is missing although a later one is there.
    case batchMissing(folder: String, missing: String, present: String)
    /// A file that is not what the Python version of CIFAR has by its name.
    case notCIFARPickle(path: String, problem: String)
    /// A file that is no NumPy array as it is needed.
    case notNPY(path: String, problem: String)
    /// A file that the system refuses to read or to write.
    case inaccessible(path: String, reason: String)
    /// A compressed file that `gzip` cannot decompress.
    case notDecompressible(path: String, reason: String)
    /// A file whose length is no whole number of records.
    case brokenRecords(path: String, byteCount: Int, recordBytes: Int)
    /// A file with no record in it.
    case noPictures(path: String)
    /// A file that is shorter or longer than its header, or what lists it, says.
    case wrongLength(path: String, byteCount: Int, expected: Int)
    /// A file that is longer than what its header announces.
    case trailingBytes(path: String, expected: Int)
    /// A file too short for its header.
    case noHeader(path: String, byteCount: Int, headerBytes: Int)
    /// A file of another kind.
    case wrongMagic(path: String, magic: UInt32, expected: UInt32)
    /// A compressed file whose name does not say so.
    case compressed(path: String)
    /// Files of several sets in one folder.
    case severalSets(folder: String, sets: [String])
    /// A header with an impossible size.
    case impossibleSize(path: String, count: Int, height: Int, width: Int)
    /// Pictures and labels that do not belong together.
    case countsDiffer(pictures: String, pictureCount: Int, labels: String, labelCount: Int)
    /// The two parts of a set differ in size.
    ///
    /// Height, width and channels.
    case sizesDiffer(path: String, sizes: [Int], expected: [Int])
    /// A label beyond the classes; records count from 0.
    case labelOutOfRange(path: String, record: Int, label: Int, classes: ClosedRange<Int>)
    /// A list of class names of the wrong length.
    case wrongClassNames(path: String, count: Int, expected: Int)
    /// Held-out parts that leave nothing to train on.
    case holdOutTooLarge(filtering: Int, search: Int, pictures: Int)
    /// Fewer training pictures than are to be used.
    case tooFewPictures(set: String, wanted: Int, pictures: Int)
    /// Pictures among which there is nothing to tell apart.
    case oneClass(set: String, name: String, pictures: Int)
    /// A size that cannot be: negative, or zero where something is needed.
    case wrongCount(what: String, value: Int, expected: String)
    /// A shared held-out part with two different sizes.
    case sharedSizesDiffer(filtering: Int, search: Int)
    /// More pictures in a batch than there are.
    case batchTooLarge(batch: Int, pictures: Int)
    /// A normalisation that does not fit the pictures.
    case wrongNormalization(mean: Int, deviation: Int, channels: Int)
    /// A deviation by which nothing can be divided.
    case wrongDeviation(channel: Int, value: Float)
    /// A compressed file of a set whose files are read as they are.
    case gzipped(path: String)
    /// Colours that are to be changed where there are none.
    case noColours(channels: Int)
    /// Pictures that the CIFAR-10 layout cannot hold.
    case notCIFARShaped(height: Int, width: Int, channels: Int, classes: Int)

    /// One sentence: what, where, and what was expected.
    public var description: String {
        switch self {
        case .folderMissing(let path):
            PlainFile.exists(path)
                ? "The data folder \(path) is a file; a folder was expected, so an archive is to be unpacked first."
                : "The data folder \(path) "
                    + (FolderListing.target(ofLink: path).map { "is a link to \($0), which is not there." }
                        ?? "does not exist.")
        case .filesMissing(let set, let places, let names):
            "No \(set) pictures were found: looked for \(names.joined(separator: ", ")) in "
                + "\(places.joined(separator: " and "))\(FolderListing.words(places))."
        case .batchMissing(let folder, let missing, let present):
            "\(missing) is missing in \(folder) although \(present) is there; expected them numbered without "
                + "a gap."
        case .notCIFARPickle(let path, let problem):
            "\(path) \(problem); the Python version of CIFAR as published was expected."
        case .notNPY(let path, let problem):
            "\(path) \(problem); an array as written by numpy.save was expected, of bytes or Float32 for pictures and of whole "
                + "numbers for labels."
        case .inaccessible(let path, let reason):
            "\(path) cannot be accessed: \(reason)."
        case .notDecompressible(let path, let reason):
            "\(path) does not decompress with gzip: \(reason)."
        case .brokenRecords(let path, let byteCount, let recordBytes):
            "\(path) has \(byteCount) bytes, but a whole number of records of \(recordBytes) bytes was expected: "
                + "\(byteCount / recordBytes * recordBytes) bytes would be \(byteCount / recordBytes) of them, "
                + "\((byteCount / recordBytes + 1) * recordBytes) bytes would be \(byteCount / recordBytes + 1)."
        case .noPictures(let path):
            "\(path) holds no picture; at least one was expected."
        case .wrongLength(let path, let byteCount, let expected):
            "\(path) holds \(byteCount) bytes, but \(expected) were expected."
        case .trailingBytes(let path, let expected):
            "\(path) holds more than the \(expected) bytes that its header announces."
        case .noHeader(let path, let byteCount, let headerBytes):
            "\(path) holds \(byteCount) bytes, but its header alone takes \(headerBytes)."
        case .wrongMagic(let path, let magic, let expected):
            "\(path) begins with \(hexadecimal(magic)), but an IDX file of this kind begins with "
                + "\(hexadecimal(expected))."
        case .compressed(let path):
            "\(path) is compressed by gzip, but its name does not end in .gz, which was expected."
        case .severalSets(let folder, let sets):
            "\(folder) holds the sets \(sets.joined(separator: ", ")); the files of one were expected, so give each a folder."
        case .impossibleSize(let path, let count, let height, let width):
            "\(path) announces \(count) pictures of \(height) x \(width), but at least one of at least 1 x 1, and no "
                + "more than a file can hold, were expected."
        case .countsDiffer(let pictures, let pictureCount, let labels, let labelCount):
            "\(pictures) holds \(pictureCount) pictures, but \(labels) holds \(labelCount) labels; as many were expected."
        case .sizesDiffer(let path, let sizes, let expected):
            "\(path) holds pictures of \(product(sizes)), but \(product(expected)) was expected as in the training part."
        case .labelOutOfRange(let path, let record, let label, let classes):
            "\(path) gives record \(record) (counted from 0) the label \(label), but \(classes.lowerBound) to "
                + "\(classes.upperBound) was expected."
        case .wrongClassNames(let path, let count, let expected):
            "\(path) gives \(count) class names, but \(expected) were expected."
        case .holdOutTooLarge(let filtering, let search, let pictures):
            "The held-out parts of \(filtering) (filtering) and \(search) (search) pictures leave none of the "
                + "\(pictures) pictures to train on; smaller parts were expected."
        case .tooFewPictures(let set, let wanted, let pictures):
            "The set \(set) has \(pictures) training pictures, but \(wanted) are to be used; at most those were expected."
        case .oneClass(let set, let name, let pictures):
            "All \(pictures) pictures of \(set) to train on are of the class \(name); at least two classes were expected."
        case .wrongCount(let what, let value, let expected):
            "\(what) is \(value), but \(expected) was expected."
        case .sharedSizesDiffer(let filtering, let search):
            "One held-out part serves filtering and search, so equal sizes were expected, not \(filtering) and \(search)."
        case .batchTooLarge(let batch, let pictures):
            "A batch of \(batch) cannot be cut from \(pictures) training pictures; at most that many were expected."
        case .wrongNormalization(let mean, let deviation, let channels):
            "The normalisation has \(mean) means and \(deviation) deviations, but the pictures have \(channels) channels; "
                + "one of each per channel was expected."
        case .wrongDeviation(let channel, let value):
            "The normalisation's deviation of channel \(channel) is \(value), but a positive finite number was expected."
        case .gzipped(let path):
            "\(path) is compressed by gzip, but the file as it was before was expected."
        case .noColours(let channels):
            "RandAugment and colour jitter were asked for, but the pictures have \(channels) channels; 1 (grey) or 3 (red, "
                + "green, blue) were expected."
        case .notCIFARShaped(let height, let width, let channels, let classes):
            "Pictures of \(height) x \(width) x \(channels) in \(classes) classes do not fit CIFAR-10 files; "
                + "32 x 32 x 3 in 10 classes was expected."
        }
    }

    private func product(_ sizes: [Int]) -> String { sizes.map { "\($0)" }.joined(separator: " x ") }

    private func hexadecimal(_ word: UInt32) -> String {
        let digits = String(word, radix: 16)
        return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}
