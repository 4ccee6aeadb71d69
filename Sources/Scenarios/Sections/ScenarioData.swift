public import Datasets
import Documents
import Imaging
import Preparation
import ScenarioKeys

/// The pictures of a scenario: which set, how it is split, how it is augmented.
public struct ScenarioData: Hashable, Sendable {
    /// A set of pictures that a scenario can name.
    public enum PictureSet: String, CaseIterable, Hashable, Sendable {
        /// Generated pictures of 32x32 in 10 classes.
        case embedded
        /// CIFAR-10 in its binary or its Python version.
        case cifar10
        /// CIFAR-100 in its binary or its Python version.
        case cifar100
        /// IDX files, the format of MNIST.
        case idx
        /// Arrays as `numpy.save` writes them.
        case npy
        /// Pictures as `greedynas data pack` writes them.
        case packed
        /// A folder of JPEG and PNG files, which is packed once.
        case folder
        /// ImageNet: packed pictures where a folder is given, else its sizes alone, for planning.
        case imagenet
    }

    /// Which labels of CIFAR-100 are read.
    public enum Labels: String, CaseIterable, Hashable, Sendable {
        /// Its 100 classes.
        case fine
        /// Its 20 groups of classes.
        case coarse
    }

    /// The set.
    public let set: PictureSet
    /// The folder with the set's files, absolute where the scenario came from a file; nil where none is given.
    public let path: String?
    /// The set's files as `sha256sum` lists them, digest and name; nil where they are not to be compared.
    public let files: [String]?
    /// Which labels of CIFAR-100.
    public let labels: Labels
    /// The side in pixels to which the pictures of a folder are brought.
    public let packedSide: Int
    /// The number of training pictures that are used, the first ones of each class in proportion; nil for all.
    public let trainingPictures: Int?
    /// Training pictures to generate (`embedded`).
    public let generatedTraining: Int
    /// Test pictures to generate (`embedded`).
    public let generatedTest: Int
    /// Held-out pictures for scoring paths in training.
    public let filtering: Int
    /// Held-out pictures for the search.
    public let search: Int
    /// Whether one held-out part serves both.
    public let hasSharedHoldOut: Bool
    /// How pictures are brought to one size, and what is drawn of them.
    public let framing: ScenarioFraming
    /// Pixels of padding on each side before a random crop; 0 for none.
    public let padding: Int
    /// Whether half of the training pictures are flipped horizontally.
    public let flips: Bool
    /// The side in pixels of the square that is cut out of each training picture; 0 for none.
    public let cutout: Int

    init(_ section: ScenarioSection, folder: String?) throws(ScenarioError) {
        set = try section.choice(
            "set", .embedded,
            "the data set; \"embedded\" is generated, \"folder\" is a folder of JPEG and PNG files, \"packed\" is what `data pack` "
                + "makes of one, \"imagenet\" without a path is for `plan` only")
        path = try section.optionalPath(
            "path", in: folder, values: "a folder",
            "the folder with the data set's files, relative to the scenario file; --data and --set: to the working directory"
        )
        files = try section.read(
            "files", nil, follows: "not compared",
            values: .lists(of: ["type": "string"], "a list of strings, each a SHA-256 and a file name"),
            "SHA-256 of the data set's files, written by a run into its copy of the scenario; changed files are "
                + "then refused",
            parse: { value in
                guard case .array(let elements) = value else { return nil }
                let lines = elements.compactMap { if case .string(let line) = $0 { line } else { nil } }
                return lines.count == elements.count ? .some(lines) : nil
            }, write: { $0.map { .array($0.map { .string($0) }) } ?? .null })
        labels = try section.choice(
            "labels", .fine, "which labels of \"cifar100\": its 100 classes, or the 20 groups that these form")
        packedSide = try section.integer(
            "packed_side", 64, in: PackSettings.sides,
            "the side in pixels to which pictures of \"folder\" are brought: the shorter side resized, the middle cut out"
        )
        trainingPictures = try section.optionalInteger(
            "training_pictures", in: 1...Int.max, null: "all",
            "use only this many training pictures, in proportion from each class")
        (generatedTraining, generatedTest) = try section.section("generated") { section throws(ScenarioError) in
            (
                try section.integer("training", 10_000, in: 10...10_000_000, "training pictures of \"embedded\""),
                try section.integer("test", 5_000, in: 10...10_000_000, "test pictures of \"embedded\"")
            )
        }
        hasSharedHoldOut = try section.flag(
            "shared_holdout", false, "one held-out part for filtering and search, as in the paper")
        filtering = try section.integer(
            "filtering", 1_000, in: 1...10_000_000, "training pictures held out to score paths in training")
        search = try section.integer(
            "search", hasSharedHoldOut ? filtering : 1_000, in: 1...10_000_000,
            follows: "1000, or data.filtering where the part is shared", "training pictures held out for the search")
        framing = try ScenarioFraming(section)
        padding = try section.integer(
            "padding", 0, in: 0...64, "pixels of padding on each side before a random crop; 0 = no crop")
        flips = try section.flag("flip", false, "flip half of the training pictures horizontally")
        cutout = try section.integer(
            "cutout", 0, in: 0...1024, "side in pixels of the square cut out of each training picture; 0 = none")
        if labels == .coarse && set != .cifar100 {
            throw section.conflict(
                "data.labels is \"coarse\" and data.set is \"\(set.rawValue)\"; expected \"fine\" of any set but \"cifar100\""
            )
        }
        if framing.crop != nil && padding > 0 {
            throw section.conflict(
                "data.crop_area and data.padding \(padding) are given; expected one kind of random crop")
        }
        if hasSharedHoldOut && filtering != search {
            throw section.conflict(
                "data.filtering is \(filtering) and data.search is \(search); expected equal sizes, since "
                    + "data.shared_holdout makes them one part")
        }
    }

    /// The file of a run that does not tell which training pictures were used; nil where that is known.
    public internal(set) var undecidedFile: String?

    /// The sizes of the set where they have been looked up.
    public internal(set) var measuredSize: PictureSetSize?

    /// Whether the sizes are known: those of other sets than the published ones are in their files.
    public var hasKnownSize: Bool { measuredSize != nil || ![.idx, .npy, .packed, .folder].contains(set) }

    /// Whether the set's pictures stay on the disk, mapped into memory.
    public var isMapped: Bool { [.packed, .folder, .imagenet].contains(set) }

    /// The sizes of the set as its files have them where that is known, else as published; of `idx` those of MNIST and of
    /// `npy`, `packed` and `folder` those of CIFAR-10, which other sets differ from.
    public var nominalSize: PictureSetSize {
        if let measuredSize { return measuredSize }
        return switch set {
        case .embedded:
            PictureSetSize(training: generatedTraining, test: generatedTest, side: 32, channels: 3, classes: 10)
        case .cifar10: PictureSetSize(training: 50_000, test: 10_000, side: 32, channels: 3, classes: 10)
        case .cifar100:
            PictureSetSize(
                training: 50_000, test: 10_000, side: 32, channels: 3, classes: labels == .fine ? 100 : 20)
        case .idx: PictureSetSize(training: 60_000, test: 10_000, side: 28, channels: 1, classes: 10)
        case .npy, .packed: PictureSetSize(training: 50_000, test: 10_000, side: 32, channels: 3, classes: 10)
        case .folder: PictureSetSize(training: 50_000, test: 10_000, side: packedSide, channels: 3, classes: 10)
        case .imagenet: PictureSetSize(training: 1_281_167, test: 50_000, side: 224, channels: 3, classes: 1000)
        }
    }

    /// The published set whose sizes `nominalSize` takes where the set's own are not known.
    package var assumedSet: String { self.set == .idx ? "MNIST" : "CIFAR-10" }

    /// The sizes of the set as the network sees it.
    public var seenSize: PictureSetSize {
        var size = nominalSize
        size.side = framing.framing.side ?? size.side
        return size
    }

    /// All pictures held out from the training part.
    public var heldOut: Int { hasSharedHoldOut ? filtering : filtering + search }

    /// That pictures on the disk are made larger than they were packed, a sentence; nil where they are not.
    ///
    /// - Parameter side: The shorter side of the pictures in pixels, as they are packed.
    package func enlargement(of side: Int) -> String? {
        guard isMapped, let needed = framing.framing.resizedSide, needed > side else { return nil }
        return
            "data.side and data.center_crop take pictures of \(needed) pixels, and these are packed to \(side), so they are "
            + "enlarged; packed to \(needed) or more they would be sharper"
    }

    /// The number of pictures that the weights are trained on, of so many training pictures; not positive if there are too few.
    public func trained(of available: Int) -> Int {
        min(trainingPictures ?? available, available) - heldOut
    }

    /// The sentence that a size of the augmentation exceeds the pictures; nil if none does.
    ///
    /// - Parameter side: The shorter side of the pictures in pixels, as the network sees them.
    package func augmentationProblem(side: Int) -> String? {
        let beyond = [("padding", padding), ("cutout", cutout)].first { $0.1 > side }
        return beyond.map { "data.\($0) is \($1); expected 0 to \(side), the side of the pictures in pixels" }
    }
}
