import Documents
import Foundation
import RunFiles
import Scenarios

/// `greedynas init`: a scenario to start from.
struct InitCommand: Command {
    let name = "init"
    let summary = "Write a commented scenario to start from"
    let positionals = ["[NAME]"]
    let options = [Self.all]
    let notes = """
        Writes NAME.json (scenario.json without a NAME) into the working directory; an existing file is never
        overwritten. Try it: greedynas run NAME.json
        """

    private static let all = CommandLineOption.flag("all", "all keys at their defaults, not only the most used ones")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let given = arguments.positionals.first ?? "scenario"
        let file = given.hasSuffix(".json") ? given : "\(given).json"
        let scenario = arguments.isGiven(Self.all) ? CommentedScenario.complete : .starter
        guard !FolderContents.exists(file) else { throw UsageError("\(file) already exists; expected a new file name") }
        try OutputFile(file).write(Data((scenario.text + "\n").utf8))
        return file
    }
}
