import Architecture
import Documents
import NetworkFiles
import Scenarios

/// Reads the network that a command names, and the space that its options say a path is of.
enum NetworkArgument {
    static let space = CommandLineOption.option(
        "space", "MACRO[:OPERATIONS[:WIDTH]]",
        "the space of a path: cifar:7:0.5, imagenet:13, outline.json:k3e3,id, ...")
    static let scenario = CommandLineOption.option("scenario", "FILE", "the scenario with the space of a path")

    /// What the help of a command that takes a network says about it.
    static let notes = """
        NETWORK is one of
          the name of a published network
          a path, with --space or --scenario: "k3e3 k5e6 id ...", "0,4,6,..." or a run of digits
          a file: architecture.json, or a network as `describe NETWORK --json` prints one
          a file of a path for other tools: hunto's rows, MMRazor's fix_subnet, NNI's map
          the folder of a run whose search has ended, or of a retraining
          a network block by block: "3x224x224 relu c3:32/2 k3e1:16 k5e6se24:24/2 c1:1280 fc:1000"

        Published networks: \(PublishedNetwork.all.map(\.name).joined(separator: ", ")).
        """

    /// The space that the options name; nil where none do.
    static func searchSpace(_ arguments: ParsedArguments) throws -> SearchSpace? {
        if let file = arguments.value(scenario) {
            guard !arguments.isGiven(space) else {
                throw UsageError("--space and --scenario are both given; expected one of them")
            }
            return try ScenarioFile.read(file, settings: arguments.values(SharedOptions.set)).measuredSpace()
        }
        guard !arguments.isGiven(SharedOptions.set) else {
            throw UsageError("--set is given without --scenario; expected a scenario that it changes")
        }
        guard let text = arguments.value(space) else { return nil }
        do {
            return try ScenarioSpace.searchSpace(named: text)
        } catch {
            throw UsageError("--space \(text): \(error)")
        }
    }
}
