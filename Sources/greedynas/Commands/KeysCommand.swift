import Documents
import Reporting
import Scenarios

/// `greedynas keys`: what can be set in a scenario.
struct KeysCommand: Command {
    let name = "keys"
    let summary = "Print the keys of a scenario with their meanings and defaults"
    let positionals = ["[PREFIX]"]
    let options = [SharedOptions.json]
    let notes = """
        PREFIX is a section such as supernet.epsilon, a key such as supernet.m, or the beginning of keys such as
        search.lim; without it all keys are printed.
        """

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let list = try ScenarioKeyList(arguments.positionals.first)
        if arguments.isGiven(SharedOptions.json) { return list.json.text(indented: true) }
        let terminal = Terminal.output
        let text = list.text(width: min(terminal.width ?? 100, 120)) { terminal.styled($0, .bold) }
        // Styles would become escapes in what a command returns.
        try StandardStreams.show(text + "\n")
        return ""
    }
}
