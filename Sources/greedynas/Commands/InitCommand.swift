import Documents
import Foundation
import Scenarios

/// `greedynas init`: a scenario to start from.
struct InitCommand: Command {
    let name = "init"
    let summary = "Write a commented scenario to start from"
    let positionals = ["[NAME]"]
    let options = [Self.all]
    let notes = """
        NAME.json is written into the working directory, scenario.json without a NAME; a file that is there is never replaced.
        It can be run as it is: greedynas run NAME.json
        """

    private static let all = CommandLineOption.flag("all", "every key at its default, not only those changed first")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let given = arguments.positionals.first ?? "scenario"
        let file = given.hasSuffix(".json") ? given : "\(given).json"
        let scenario = arguments.isGiven(Self.all) ? CommentedScenario.complete : .starter
        guard !FolderContents.exists(file) else { throw UsageError("\(file) is there already; expected a new file") }
        try WholeFile.write(Data((scenario.text + "\n").utf8), to: file)
        return file
    }
}
