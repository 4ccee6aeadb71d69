/// `greedynas completion`: what a shell needs to complete command lines.
struct CompletionCommand: Command {
    let name = "completion"
    let summary = "Print a shell script that completes commands and keys"
    let positionals = [Shell.allCases.map(\.rawValue).joined(separator: "|")]
    let options: [CommandLineOption] = []
    let notes = """
        In the current shell, or in its start-up file for all future ones:

          source <(greedynas completion bash)
          source <(greedynas completion zsh)
          greedynas completion fish | source
        """

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let word = arguments.positionals[0]
        guard let shell = Shell(rawValue: word) else {
            let names = Shell.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("unknown shell \"\(word)\"; expected one of \(names)")
        }
        return shell.script(CommandTable.commands)
    }
}
