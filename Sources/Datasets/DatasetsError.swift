/// What can be wrong with a data set, or with the way it is to be split.
///
/// The description of every case is one sentence: what, where, and what was expected.
public enum DatasetsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A folder that does not exist, or is a file.
    case folderMissing(path: String)
    /// A folder without the files of the set; `places` are the folders that were looked into.
    case filesMissing(set: String, places: [String], names: [String])
    /// A numbered training file is missing although a later one is there.
    case batchMissing(folder: String, missing: String, present: String)
    /// A file that has the name, and not the content, of a file of CIFAR's Python version.
    case notCIFARPickle(path: String, problem: String)
    /// A file that is not a NumPy array, or one of another shape or type than needed.
    case notNPY(path: String, problem: String)
    /// A file that the system refuses to read or to write.
    case inaccessible(path: String, reason: String)
    /// A compressed file that `gzip` cannot decompress.
    case notDecompressible(path: String, reason: String)
    /// A file whose length in bytes is not a multiple of the length of a record.
    case brokenRecords(path: String, byteCount: Int, recordBytes: Int)
    /// A file without any picture.
    case noPictures(path: String)
    /// A file that is shorter or longer, in bytes, than its header or the file that lists it says.
    case wrongLength(path: String, byteCount: Int, expected: Int)
    /// A compressed file that decompresses to more bytes than its header says.
    case trailingBytes(path: String, expected: Int)
    /// A file that is too short for its header; lengths in bytes.
    case noHeader(path: String, byteCount: Int, headerBytes: Int)
    /// A file whose first four bytes are those of another kind of file.
    case wrongMagic(path: String, magic: UInt32, expected: UInt32)
    /// A compressed IDX file whose name does not end in `.gz`.
    case compressed(path: String)
    /// Files of several sets in one folder.
    case severalSets(folder: String, sets: [String])
    /// A header with no pictures, empty pictures, or more than a file can hold; height and width in pixels.
    case impossibleSize(path: String, count: Int, height: Int, width: Int)
    /// A file of pictures and a file of labels that differ in their counts.
    case countsDiffer(pictures: String, pictureCount: Int, labels: String, labelCount: Int)
    /// Test pictures of other sizes than the training pictures: height, width and channels.
    case sizesDiffer(path: String, sizes: [Int], expected: [Int])
    /// A label that has no class; `record` counts from 0, the sentence from 1.
    case labelOutOfRange(path: String, record: Int, label: Int, classes: ClosedRange<Int>)
    /// A list of class names of the wrong length.
    case wrongClassNames(path: String, count: Int, expected: Int)
    /// Held-out parts that leave nothing to train on; all three are counts of pictures.
    case holdOutTooLarge(filtering: Int, search: Int, pictures: Int)
    /// Fewer training pictures than are to be used.
    case tooFewPictures(set: String, wanted: Int, pictures: Int)
    /// A set whose training pictures are all of one class.
    case oneClass(set: String, name: String, pictures: Int)
    /// A count or size out of range; `what` is the subject of the sentence, such as "the padding".
    case wrongCount(what: String, value: Int, expected: String)
    /// A shared held-out part with two different sizes, as counts of pictures.
    case sharedSizesDiffer(filtering: Int, search: Int)
    /// A training batch of more pictures than there are.
    case batchTooLarge(batch: Int, pictures: Int)
    /// A normalisation whose numbers of means and deviations are not the number of channels.
    case wrongNormalization(mean: Int, deviation: Int, channels: Int)
    /// A standard deviation, in the normalisation, that is not a positive finite number; channels count from 0.
    case wrongDeviation(channel: Int, value: Float)
    /// A compressed file of a set whose files are not compressed.
    case gzipped(path: String)
    /// Colour operations on pictures with neither 1 nor 3 channels.
    case noColours(channels: Int)
    /// Pictures that the CIFAR-10 layout cannot hold.
    case notCIFARShaped(height: Int, width: Int, channels: Int, classes: Int)

    /// One sentence: what, where, and what was expected.
    public var description: String {
        switch self {
        case .folderMissing(let path):
            PlainFile.exists(path)
                ? "the data folder \(path) is a file; expected a folder, so unpack an archive first"
                : "the data folder \(path) "
                    + (FolderListing.target(ofLink: path).map { "is a link to \($0), which is not there" }
                        ?? "does not exist") + "; expected the folder of the pictures"
        case .filesMissing(let set, let places, let names):
            "found no files of \(set): looked for \(names.joined(separator: ", ")) in "
                + "\(places.joined(separator: " and "))\(FolderListing.words(places))"
        case .batchMissing(let folder, let missing, let present):
            "\(missing) is missing in \(folder) although \(present) is there; expected them numbered without a gap"
        case .notCIFARPickle(let path, let problem):
            "\(path) \(problem); expected a file of the Python version of CIFAR, as published"
        case .notNPY(let path, let problem):
            "\(path) \(problem); expected an array as numpy.save writes it, of bytes or Float32 for pictures and of whole "
                + "numbers for labels"
        case .inaccessible(let path, let reason):
            "\(path) cannot be accessed: \(reason)"
        case .notDecompressible(let path, let reason):
            "\(path) does not decompress with gzip: \(reason)"
        case .brokenRecords(let path, let byteCount, let recordBytes):
            "\(path) has \(byteCount) bytes; expected a multiple of \(recordBytes), the length of a record (labels and pixels)"
        case .noPictures(let path):
            "\(path) holds no picture; expected at least one"
        case .wrongLength(let path, let byteCount, let expected):
            "\(path) has \(byteCount) bytes; expected \(expected)"
        case .trailingBytes(let path, let expected):
            "\(path) has more bytes than its header says; expected \(expected)"
        case .noHeader(let path, let byteCount, let headerBytes):
            "\(path) has \(byteCount) bytes; expected at least the \(headerBytes) of its header"
        case .wrongMagic(let path, let magic, let expected):
            "\(path) begins with \(hexadecimal(magic)); expected \(hexadecimal(expected)), as IDX files of this kind begin"
        case .compressed(let path):
            "\(path) is compressed by gzip; expected a name that ends in .gz"
        case .severalSets(let folder, let sets):
            "\(folder) holds the sets \(sets.joined(separator: ", ")); expected one, so give each a folder"
        case .impossibleSize(let path, let count, let height, let width):
            "the header of \(path) says \(count) pictures of \(height) x \(width); expected at least one of at least 1 x 1, and "
                + "no more than a file can hold"
        case .countsDiffer(let pictures, let pictureCount, let labels, let labelCount):
            "\(pictures) holds \(pictureCount) pictures and \(labels) holds \(labelCount) labels; expected as many labels "
                + "as pictures"
        case .sizesDiffer(let path, let sizes, let expected):
            "\(path) holds pictures of \(product(sizes)); expected \(product(expected)), as in the training part"
        case .labelOutOfRange(let path, let record, let label, let classes):
            "\(path): picture \(record + 1) has the label \(label); expected \(classes.lowerBound) to \(classes.upperBound)"
        case .wrongClassNames(let path, let count, let expected):
            "\(path) has \(count) class names; expected \(expected)"
        case .holdOutTooLarge(let filtering, let search, let pictures):
            "the held-out parts of \(filtering) (filtering) and \(search) (search) pictures leave none of the "
                + "\(pictures) pictures to train on; expected smaller parts"
        case .tooFewPictures(let set, let wanted, let pictures):
            "\(wanted) training pictures are to be used and the set \(set) has \(pictures); expected at most these"
        case .oneClass(let set, let name, let pictures):
            "all \(pictures) training pictures of \(set) are of the class \(name); expected at least two classes"
        case .wrongCount(let what, let value, let expected):
            "\(what) is \(value); expected \(expected)"
        case .sharedSizesDiffer(let filtering, let search):
            "the held-out part is one for filtering, \(filtering) pictures, and for search, \(search); expected equal sizes"
        case .batchTooLarge(let batch, let pictures):
            "the training batch is \(batch); expected at most the \(pictures) training pictures"
        case .wrongNormalization(let mean, let deviation, let channels):
            "the normalisation has \(mean) means and \(deviation) deviations, and the pictures have \(channels) channels; "
                + "expected one of each for every channel"
        case .wrongDeviation(let channel, let value):
            "the normalisation's deviation of channel \(channel) is \(value); expected a positive finite number"
        case .gzipped(let path):
            "\(path) is compressed by gzip; expected the decompressed file"
        case .noColours(let channels):
            "RandAugment or colour jitter is asked for and the pictures have \(channels) channels; expected 1 (grey) or 3 (red, "
                + "green, blue)"
        case .notCIFARShaped(let height, let width, let channels, let classes):
            "the pictures are \(height) x \(width) x \(channels) in \(classes) classes; expected 32 x 32 x 3 in 10 classes, as "
                + "CIFAR-10's files hold"
        }
    }

    private func product(_ sizes: [Int]) -> String { sizes.map { "\($0)" }.joined(separator: " x ") }

    private func hexadecimal(_ word: UInt32) -> String {
        let digits = String(word, radix: 16)
        return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}
