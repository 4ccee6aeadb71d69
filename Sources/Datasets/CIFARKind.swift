/// The two sets of the CIFAR family (Krizhevsky, 2009), and how their binary files are laid out.
public enum CIFARKind: Sendable, CaseIterable {
    /// CIFAR-10: five training files of 10,000 pictures.
    case ten
    /// CIFAR-100: one training file; of its two labels the fine one is read.
    case hundred

    /// How many classes there are.
    public var classCount: Int { self == .ten ? 10 : 100 }

    var name: String { self == .ten ? "cifar10" : "cifar100" }
    var title: String { self == .ten ? "CIFAR-10" : "CIFAR-100" }
    /// Bytes before the pixels; the last of them is the label.
    var labelBytes: Int { self == .ten ? 1 : 2 }
    var recordBytes: Int { labelBytes + 3072 }
    var archive: String { self == .ten ? "cifar-10-binary.tar.gz" : "cifar-100-binary.tar.gz" }
    var binaryFolder: String { self == .ten ? "cifar-10-batches-bin" : "cifar-100-binary" }
    var pythonFolder: String { self == .ten ? "cifar-10-batches-py" : "cifar-100-python" }
    /// Files that stand in the Python version's folder and not in the binary one's.
    var pythonFiles: [String] { self == .ten ? ["data_batch_1", "batches.meta"] : ["train", "meta"] }
    var trainingFiles: [String] { self == .ten ? (1...5).map { "data_batch_\($0).bin" } : ["train.bin"] }
    var testFile: String { self == .ten ? "test_batch.bin" : "test.bin" }
    var namesFile: String { self == .ten ? "batches.meta.txt" : "fine_label_names.txt" }

    /// Turns the Python version into binary files beside it.
    var pythonRecipe: String {
        let names =
            self == .ten
            ? #"["data_batch_%d" % i for i in range(1, 6)] + ["test_batch"]"#
            : #"["train", "test"]"#
        let labels =
            self == .ten
            ? #"zip(d[b"labels"])"#
            : #"zip(d[b"coarse_labels"], d[b"fine_labels"])"#
        return "python3 -c '" + #"import pickle; [open(n + ".bin", "wb").write(b"".join(bytes(l) + p.tobytes() "#
            + "for l, p in zip(\(labels), d[b\"data\"]))) for n in \(names) "
            + #"for d in [pickle.load(open(n, "rb"), encoding="bytes")]]"# + "'"
    }

    /// The classes as the authors named them, for folders without a list of names.
    var knownClassNames: [String] {
        let text =
            switch self {
            case .ten: "airplane automobile bird cat deer dog frog horse ship truck"
            case .hundred:
                """
                apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can \
                castle caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin \
                elephant flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard \
                lobster man maple_tree motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear \
                pickup_truck pine_tree plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal \
                shark shrew skunk skyscraper snail snake spider squirrel streetcar sunflower sweet_pepper table tank \
                telephone television tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm
                """
            }
        return text.split(separator: " ").map { String($0) }
    }
}
