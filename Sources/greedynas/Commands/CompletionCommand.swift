/// `greedynas completion`: what a shell needs to complete command lines.
struct CompletionCommand: Command {
    let name = "completion"
    let summary = "Print what lets a shell complete commands and keys"
    let positionals = [Shell.allCases.map(\.rawValue).joined(separator: "|")]
    let options: [CommandLineOption] = []
    let notes = """
        For the shell at hand, and in its start-up file for all later ones:

          source <(greedynas completion bash)
          source <(greedynas completion zsh)
          greedynas completion fish | source
        """

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let word = arguments.positionals[0]
        guard let shell = Shell(rawValue: word) else {
            let names = Shell.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("\"\(word)\" is not a shell that is known here; expected one of \(names)")
        }
        return shell.script(CommandTable.commands)
    }
}
