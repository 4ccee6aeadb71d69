import Architecture
import Documents
import Planning
import RunFiles
import Scenarios

/// `greedynas describe`: a network block by block.
struct DescribeCommand: Command {
    let name = "describe"
    let summary = "Print the blocks, MACs and parameters of a network"
    let positionals = ["NETWORK..."]
    let options = [Self.space, Self.scenario, SharedOptions.set, SharedOptions.json]
    let notes = """
        NETWORK is one of
          the name of a published network
          a path, with --space or --scenario: "k3e3 k5e6 id ...", "0,4,6,..." or a run of digits
          the folder of a run, or the file that its search wrote: runs/quickstart-seed1/architecture.json
          a network block by block: "3x224x224 relu c3:32/2 k3e1:16 k5e6se24:24/2 c1:1280 fc:1000"

        Published networks: \(PublishedNetwork.all.map(\.name).joined(separator: ", ")).
        """

    private static let space = CommandLineOption.option(
        "space", "MACRO[:OPERATIONS[:WIDTH]]", "the space of a path, such as cifar:7:0.5 or imagenet:13")
    private static let scenario = CommandLineOption.option("scenario", "FILE", "the scenario whose space a path is of")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let description = try describe(arguments.positionals.joined(separator: " "), arguments)
        return arguments.isGiven(SharedOptions.json) ? description.json.text(indented: true) : description.text
    }

    private func describe(_ text: String, _ arguments: ParsedArguments) throws -> NetworkDescription {
        if let space = try searchSpace(arguments) {
            do {
                return NetworkDescription(path: try space.path(from: text), of: space)
            } catch {
                throw UsageError("\(error)")
            }
        }
        if FolderContents.exists(text) {
            let found = try FolderContents.isFolder(text) ? FoundArchitecture(of: text) : FoundArchitecture(file: text)
            return NetworkDescription(path: found.path, of: found.space)
        }
        if let target = FileAbsence.target(of: text) {
            throw UsageError("\(text) is a link to \(target), which is not there; expected a network")
        }
        if let network = PublishedNetwork.named(text) { return NetworkDescription(network) }
        if text.first?.isNumber == true, text.contains("x") {
            do {
                return NetworkDescription(try Blueprint(notation: text))
            } catch {
                throw UsageError("\(error)")
            }
        }
        let longer = PublishedNetwork.names(beginningWith: text)
        let nearest =
            longer.isEmpty
            ? NearestName.to(text, among: PublishedNetwork.all.map(\.name)).map { ", the nearest one being \($0)" }
            : ", but \(Self.words(longer)) \(longer.count == 1 ? "is" : "are")"
        throw UsageError(
            "\"\(ForeignText.line(text, atMost: 60))\" is not a published network\(nearest ?? ""); "
                + "expected one, or --space or --scenario for a path"
        )
    }

    private static func words(_ names: [String]) -> String {
        (names.count > 1 ? names.dropLast().joined(separator: ", ") + " and " : "") + (names.last ?? "")
    }

    private func searchSpace(_ arguments: ParsedArguments) throws -> SearchSpace? {
        if let file = arguments.value(Self.scenario) {
            guard !arguments.isGiven(Self.space) else {
                throw UsageError("--space and --scenario are both given; expected one of them")
            }
            return try ScenarioFile.read(file, settings: arguments.values(SharedOptions.set)).searchSpace
        }
        guard !arguments.isGiven(SharedOptions.set) else {
            throw UsageError("--set is given without --scenario; expected a scenario that it changes")
        }
        guard let text = arguments.value(Self.space) else { return nil }
        do {
            return try ScenarioSpace.searchSpace(named: text)
        } catch {
            throw UsageError("--space \(text): \(error)")
        }
    }
}
