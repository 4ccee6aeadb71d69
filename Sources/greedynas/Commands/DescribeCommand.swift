import Architecture
import Documents
import Measurements
import NetworkFiles
import Planning

/// `greedynas describe`: a network block by block, or the networks of the paper's Table 2.
struct DescribeCommand: Command {
    let name = "describe"
    let summary = "Print the blocks, MACs and parameters of a network"
    let positionals = ["[NETWORK...]"]
    let options = [
        NetworkArgument.space, NetworkArgument.scenario, SharedOptions.set, Self.latency, Self.notation, Self.tableTwo,
        Self.threads, SharedOptions.json, SharedOptions.quiet,
    ]
    let notes =
        NetworkArgument.notes + """


            --table-2 takes about a minute; the table is that of You et al. (CVPR 2020).
            """

    private static let latency = CommandLineOption.option(
        "latency", "TABLE", "predict the network's time from a table of `greedynas latency`")
    private static let notation = CommandLineOption.choice(
        "notation", of: PathNotation.self, "print the path in this notation and nothing else")
    private static let tableTwo = CommandLineOption.flag(
        "table-2", "print the paper's Table 2 beside figures counted and measured here")
    private static let threads = CommandLineOption.option(
        "threads", "N", "threads of one network in --table-2; default 1")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let isJSON = arguments.isGiven(SharedOptions.json)
        if arguments.isGiven(Self.tableTwo) {
            guard arguments.positionals.isEmpty else {
                throw UsageError("--table-2 and a network are both given; expected one of them")
            }
            try arguments.refuse(
                [NetworkArgument.space, NetworkArgument.scenario, SharedOptions.set, Self.latency, Self.notation],
                with: Self.tableTwo)
            let isQuiet = arguments.isGiven(SharedOptions.quiet)
            let table = try await TableTwo.measured(
                threads: arguments.integer(Self.threads, in: 1...1024) ?? 1
            ) { line in if !isQuiet { StandardStreams.note(line) } }
            return isJSON ? table.json.text(indented: true) : table.text
        }
        guard !arguments.positionals.isEmpty else {
            throw UsageError("NETWORK is missing; expected greedynas describe NETWORK, or --table-2")
        }
        guard !arguments.isGiven(Self.threads) else {
            throw UsageError("--threads is given without --table-2; expected both or neither")
        }
        if arguments.isGiven(Self.notation) {
            try arguments.refuse([SharedOptions.json, Self.latency], with: Self.notation)
        }
        let space = try NetworkArgument.searchSpace(arguments)
        let network = try GivenNetwork(arguments.positionals.joined(separator: " "), in: space)
        if let notation = try arguments.choice(Self.notation, of: PathNotation.self) {
            return try Self.text(of: network, in: notation, space)
        }
        let description = try NetworkDescription(network, latency: arguments.value(Self.latency), of: space)
        return isJSON ? description.json.text(indented: true) : description.text
    }

    /// The network's path alone, or its rows, which need no space.
    private static func text(
        of network: GivenNetwork, in notation: PathNotation, _ space: SearchSpace?
    ) throws(UsageError) -> String {
        if let place = network.place { return notation.text(of: place.path, in: place.space) }
        if let space, let path = space.path(of: network.blueprint) { return notation.text(of: path, in: space) }
        throw UsageError(
            "--notation prints a path, and the network is not one"
                + (space == nil
                    ? "; expected --space or --scenario that have it" : " of the space; expected one that has it"))
    }
}
