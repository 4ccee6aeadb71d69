import Datasets
import Documents
import Preparation
import Reporting
import Scenarios

/// `greedynas data fetch`: a published set of pictures, downloaded and checked.
struct DataFetchCommand: Command {
    let name = "data fetch"
    let summary = "Download a published set of pictures and check it"
    let positionals = [PublishedSet.allCases.map(\.rawValue).joined(separator: "|")]
    let options = [Self.output, Self.from, SharedOptions.json, SharedOptions.quiet]
    let notes = """
        The files come from their publishers, those of MNIST from mirrors, through the system's curl, are compared with
        their SHA-256, and unpacked. An interrupted download goes on where it ended when the command is given again. --from
        names another address that has the same files, https://, http:// or file://.
        """

    private static let output = SharedOptions.output("DIR", "where the files go; default the set's name")
    private static let from = CommandLineOption.option(
        "from", "ADDRESS", "a folder's address instead of the publisher's")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let word = arguments.positionals[0]
        guard let set = PublishedSet(rawValue: word) else {
            throw UsageError("\"\(word)\" is not a set that can be fetched; expected one of \(positionals[0])")
        }
        let folder = FilePath.plain(arguments.value(Self.output) ?? word)
        let addresses = arguments.value(Self.from).map { [$0] } ?? set.addresses
        let display = ProgressDisplay(arguments.isGiven(SharedOptions.quiet) ? .none : .some)
        defer { display.close() }
        let clock = ContinuousClock()
        var (name, start, before) = ("", clock.now, 0)
        try SetFetch(set.files, from: addresses, to: folder).fetch { moment in
            if moment.name != name { (name, start, before) = (moment.name, clock.now, moment.done) }
            display.show(moment.done, of: moment.all, from: before, name, seconds: (clock.now - start) / .seconds(1))
        }
        let size = try set.kind.source(folder: folder).size()
        guard arguments.isGiven(SharedOptions.json) else {
            return "\(folder): \(word), \(size.training) training and \(size.test) test pictures of \(size.height) x "
                + "\(size.width) x \(size.channels) in \(size.classes) classes"
        }
        let document: JSONValue = [
            "folder": .string(folder), "set": .string(word), "training": .integer(size.training),
            "test": .integer(size.test), "classes": .integer(size.classes),
        ]
        return document.text(indented: true)
    }
}

extension PublishedSet {
    /// What reads it.
    fileprivate var kind: ScenarioData.PictureSet {
        switch self {
        case .cifar10: .cifar10
        case .cifar100: .cifar100
        case .mnist, .fashionMNIST: .idx
        }
    }
}
