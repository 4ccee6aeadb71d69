import Datasets
import Documents
import Foundation
import RunFiles
import ScenarioKeys
import Scenarios
import TestSupport
import Testing
@testable import CommandLineTool

struct CommandTableTests {
    private func text(_ words: String...) throws -> String {
        guard case .text(let text) = try CommandTable.request(words) else { return "" }
        return text
    }

    @Test(arguments: CommandTable.commands.map(\.name))
    func everyCommandHasHelpAndAPlaceInTheList(name: String) throws {
        let command = try #require(CommandTable.commands.first { $0.name == name })
        let words = name.split(separator: " ").map { String($0) }
        guard case .text(let help) = try CommandTable.request(words + ["--help"]) else {
            Issue.record("\(name) runs instead of helping")
            return
        }
        #expect(help.hasPrefix("usage: greedynas \(name)"))
        for option in command.options { #expect(help.contains("--\(option.name)")) }
        #expect(Set(command.options.map(\.name)).count == command.options.count)
        #expect(try text("--help").contains("  \(name) "))
    }

    /// Thirty lines of a hundred characters, forty for the list of all commands; lines of examples and names may be longer
    /// than a narrow terminal.
    @Test
    func helpFitsAScreen() {
        let helps = CommandTable.commands.map { ($0.help(width: 100), 30) } + [(CommandTable.help(width: 100), 40)]
        for (help, most) in helps {
            let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= most && lines.allSatisfy { $0.count <= 100 }, "\(lines.count) lines: \(help)")
        }
        for line in CommandTable.help(width: 80).split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }

    @Test
    func helpAndVersionHaveTheirShortForms() throws {
        #expect(try text("help", "plan") == text("plan", "-h"))
        #expect(try text("-h") == text("--help"))
        #expect(try text("--version") == "greedynas \(BuildIdentity.version)")
        #expect(try text("-V") == text("--version"))
        #expect(try text("data", "--help").contains("data generate"))
    }

    @Test(arguments: [
        ([], "a command is missing"), (["plam"], "the nearest one is plan"), (["xyzzy"], "expected one of "),
        (["--frobnicate"], "expected a command, --help or --version"), (["data"], "the command of data is missing"),
        (["data", "inspct"], "the nearest one is inspect"), (["plan"], "SCENARIO is missing"),
        (["plan", "a", "b"], "unexpected argument \"b\""), (["theorem", "x"], "unexpected argument \"x\""),
        (["compare"], "DIR... is missing"),
    ])
    func wrongCallsAreExplained(words: [String], sentence: String) {
        do throws(UsageError) {
            _ = try CommandTable.request(words)
            Issue.record("accepted")
        } catch {
            #expect(error.description.contains(sentence), "\(error)")
        }
    }

    @Test
    func exitCodesTellUsageFromFailure() {
        #expect(Program.code(of: UsageError("x")) == 2)
        #expect(Program.code(of: ScenarioError.conflict(place: nil, sentence: "x")) == 2)
        #expect(Program.code(of: DatasetsError.folderMissing(path: "x")) == 2)
        #expect(Program.code(of: DatasetsError.noPictures(path: "x")) == 2)
        #expect(Program.code(of: Failure("x")) == 1)
        #expect(Program.sentence(of: DatasetsError.noPictures(path: "x")).hasSuffix(".") == false)
    }

    @Test
    func commandsAnswerWithOneJSONDocument() async throws {
        let folder = TemporaryFolder()
        let scenario = try folder.write("scenario.json", "{}")
        for words in [
            ["theorem", "--m", "10", "--k", "5", "--q", "0.6", "--trials", "200", "--json"],
            ["describe", "greedynas-a", "--json"],
            ["simulate", scenario, "--json", "--set", "supernet.rounds=3", "--quiet"],
            [
                "describe", "--space", "quickstart", "--json", "k3e1", "k3e1", "k3e1", "k3e1", "k3e1", "k3e1", "k3e1",
                "id",
            ],
        ] {
            guard case .run(let command, let arguments) = try CommandTable.request(words) else {
                Issue.record("\(words) does not run")
                continue
            }
            let output = try await command.run(arguments)
            #expect(throws: Never.self, "\(words)") { try JSONValue(parsing: output) }
        }
    }

    @Test(arguments: [
        (["describe"], "NETWORK is missing; expected greedynas describe NETWORK, or --table-2"),
        (["describe", "--table-2", "FairNAS-C"], "--table-2 and a network are both given; expected one of them"),
        (["describe", "FairNAS-C", "--notation", "nni"], "expected --space or --scenario that have it"),
        (["describe", "FairNAS-C", "--notation", "nni", "--space", "imagenet"], "is not one of the space"),
        (["bench", "--network", "FairNAS-C", "--mode", "round"], "expected train or score for a single network"),
        (["bench", "--network", "FairNAS-C", "--mode", "score", "--batch", "3"], "expected --images"),
        (["bench", "--network", "FairNAS-C", "--width", "2"], "--width is given with --network"),
        (["latency", "FairNAS-D"], "the nearest one being FairNAS-A"),
        (["latency", "FairNAS-C", "--output", "x"], "--output is given with a network"),
        (["describe", "MobileNetV2"], "is not a published network, but MobileNetV2-1.0 is; expected one"),
        (["describe", "GreedyNAS-D"], "GreedyNAS-A"), (["describe", "--space", "cifar", "0"], "expected 21"),
        (["describe", "--space", "cifar", "--scenario", "x", "0"], "expected one of them"),
        (["describe", "--set", "seed=1", "0"], "without --scenario"),
        (["theorem", "--m", "3", "--k", "4", "--q", "0"], "--k"),
        (["theorem", "--m", "3", "--q", "0"], "--k K is missing"),
        (["data", "inspect", "/tmp", "--kind", "x"], "--kind"),
        (["data", "inspect", "/tmp", "--seed", "1"], "with a folder"),
        (["data", "generate", "/"], "not an empty folder"),
        (["data", "fetch", "imagenet"], "expected one of cifar10|cifar100|mnist|fashion-mnist"),
        (
            ["data", "pack", "/not/there", "--output", "x"],
            "the data folder /not/there does not exist; expected the folder of the pictures"
        ),
        (["data", "pack", "/tmp"], "--output DIR is missing"),
        (["data", "pack", "/tmp", "--output", "x", "--size", "7"], "expected a whole number from 8 to 1024"),
        (["plan", "quickstart", "--set", "data.set=cifar10", "--data", "/not/there"], "/not/there does not exist"),
        (["describe", "/dev/null"], "/dev/null, line 1"),
        (["describe", "/"], "there is no file //architecture.json; expected"),
        (["describe", "GreedyNAS"], "but GreedyNAS-A, GreedyNAS-B and GreedyNAS-C are; expected one"),
        (
            ["init", "/nowhere/x"],
            "/nowhere/x.json cannot be written: there is no folder /nowhere; expected an existing folder"
        ),
        (["run", "x.json", "--until", "export"], "expected one of supernet, search, retrain"),
        (["search", "/dev/null"], "/dev/null is not a folder"),
        (["retrain", "/dev/null"], "is not the folder of a run"),
    ])
    func wrongValuesAreExplained(words: [String], sentence: String) async throws {
        guard case .run(let command, let arguments) = try CommandTable.request(words) else {
            Issue.record("\(words) does not run")
            return
        }
        do {
            _ = try await command.run(arguments)
            Issue.record("accepted")
        } catch {
            #expect(Program.code(of: error) == 2)
            #expect("\(error)".contains(sentence), "\(error)")
        }
    }
}
