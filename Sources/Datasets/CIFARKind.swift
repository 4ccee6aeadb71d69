/// The sets of the CIFAR family (Krizhevsky, 2009), and how their files are called and laid out.
public enum CIFARKind: Sendable, CaseIterable {
    /// CIFAR-10: five training files of 10,000 pictures.
    case ten
    /// CIFAR-100 with its fine labels.
    case hundred
    /// CIFAR-100 with its coarse labels: 20 classes of 5 fine ones each.
    case twenty

    /// How many classes there are.
    public var classCount: Int {
        switch self {
        case .ten: 10
        case .hundred: 100
        case .twenty: 20
        }
    }

    /// How the files of a version are called.
    struct Files {
        /// The folder that its archive unpacks to.
        let folder: String
        /// The training files in their order.
        let training: [String]
        /// The test file.
        let test: String
        /// The file with the names of the classes.
        let names: String
    }

    /// The binary version.
    var binary: Files {
        switch self {
        case .ten:
            Files(
                folder: "cifar-10-batches-bin", training: (1...5).map { "data_batch_\($0).bin" },
                test: "test_batch.bin", names: "batches.meta.txt")
        case .hundred, .twenty:
            Files(
                folder: "cifar-100-binary", training: ["train.bin"], test: "test.bin",
                names: self == .hundred ? "fine_label_names.txt" : "coarse_label_names.txt")
        }
    }

    /// The Python version.
    var python: Files {
        switch self {
        case .ten:
            Files(
                folder: "cifar-10-batches-py", training: (1...5).map { "data_batch_\($0)" }, test: "test_batch",
                names: "batches.meta")
        case .hundred, .twenty:
            Files(folder: "cifar-100-python", training: ["train"], test: "test", names: "meta")
        }
    }

    /// Bytes of a picture: three planes of 32 x 32.
    static let pixelBytes = 3072

    var name: String { self == .ten ? "cifar10" : "cifar100" }
    var title: String { self == .ten ? "CIFAR-10" : "CIFAR-100" }
    /// Bytes before the pixels of a binary record.
    var labelBytes: Int { self == .ten ? 1 : 2 }
    /// Which of these bytes is the label: CIFAR-100 has the coarse one first.
    var labelPlace: Int { self == .hundred ? 1 : 0 }
    var recordBytes: Int { labelBytes + Self.pixelBytes }
    /// The list of labels in the Python version.
    var labelKey: String {
        switch self {
        case .ten: "labels"
        case .hundred: "fine_labels"
        case .twenty: "coarse_labels"
        }
    }
    /// The list of class names in the Python version.
    var classNamesKey: String {
        switch self {
        case .ten: "label_names"
        case .hundred: "fine_label_names"
        case .twenty: "coarse_label_names"
        }
    }

    /// The classes as the authors named them, for folders without a list of names.
    var knownClassNames: [String] {
        let text =
            switch self {
            case .ten: "airplane automobile bird cat deer dog frog horse ship truck"
            case .twenty:
                """
                aquatic_mammals fish flowers food_containers fruit_and_vegetables household_electrical_devices \
                household_furniture insects large_carnivores large_man-made_outdoor_things large_natural_outdoor_scenes \
                large_omnivores_and_herbivores medium_mammals non-insect_invertebrates people reptiles small_mammals trees \
                vehicles_1 vehicles_2
                """
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
