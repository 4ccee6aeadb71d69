import Documents
import Exchange
import Runs

/// One command: what it is called, what it takes, and what it does.
///
/// A command is added by a type of this protocol in a file of its own and a line in `CommandTable`.
protocol Command: Sendable {
    /// The name; two words for a command of a group, such as `data inspect`.
    var name: String { get }
    /// One line that says what it does.
    var summary: String { get }
    /// The positional arguments as the usage shows them, `SCENARIO` or `[DIR]` or `NAME...`.
    var positionals: [String] { get }
    /// The options besides `--help`.
    var options: [CommandLineOption] { get }
    /// What the help says below the options; empty for nothing.
    var notes: String { get }
    /// Whether processes that MPI started carry it out together.
    var spreads: Bool { get }
    /// Carries the command out.
    ///
    /// Progress and warnings go to standard error as they come.
    ///
    /// - Returns: What goes to standard output, without the last line break; empty where nothing is left to print.
    /// - Throws: `UsageError` or `ScenarioError` for what the caller got wrong (exit code 2), else any error (1).
    @concurrent func run(_ arguments: ParsedArguments) async throws -> String
    /// Does this process's part of what the first of several carries out.
    ///
    /// - Returns: The exit code of all.
    @concurrent func follow(_ arguments: ParsedArguments, in ranks: Ranks) async -> Int32
}

extension Command {
    var notes: String { "" }

    @concurrent func follow(_ arguments: ParsedArguments, in ranks: Ranks) async -> Int32 {
        await Follower(ranks).follow()
    }

    var spreads: Bool { options.contains { $0.name == SharedOptions.mixed.name } }

    /// Whether the command computes on threads of the engine.
    var computes: Bool { options.contains { $0.name == SharedOptions.workers.name } }

    /// The help text, in lines of at most so many characters.
    func help(width: Int) -> String {
        let words = ["greedynas", name] + positionals + (options.isEmpty ? [] : ["[OPTIONS]"])
        var lines = ["usage: " + words.joined(separator: " "), ""] + (summary + ".").wrapped(to: width) + [""]
        let rows = (options + [SharedOptions.help]).map { option in
            let letter = option.letter.map { "-\($0), " } ?? "    "
            return (letter + option.usage, option.meaning + (option.isRepeatable ? " (repeatable)" : ""))
        }
        lines += HelpColumns(rows).lines(width: width)
        if !notes.isEmpty { lines += [""] + notes.reflowed(to: width) }
        return lines.joined(separator: "\n")
    }

    /// Reads the words behind the command's name and checks how many positional arguments there are.
    func parse(_ words: [String]) throws(UsageError) -> ParsedArguments {
        let arguments = try CommandLineParser(options: options + [SharedOptions.help]).parse(words)
        if arguments.isGiven(SharedOptions.help) { return arguments }
        let required = positionals.count { !$0.hasPrefix("[") }
        guard arguments.positionals.count >= required else {
            throw UsageError(
                "the argument \(positionals[arguments.positionals.count]) is missing; expected greedynas \(name) "
                    + positionals.joined(separator: " "))
        }
        let takesMore = positionals.last?.contains("...") ?? false
        guard takesMore || arguments.positionals.count <= positionals.count else {
            throw UsageError(
                "unexpected argument \"\(arguments.positionals[positionals.count])\"; expected greedynas "
                    + ([name] + positionals).joined(separator: " "))
        }
        return arguments
    }
}
