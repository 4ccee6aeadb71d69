import Documents
import Reporting
import RunFiles

/// All commands, in the order in which the help lists them.
enum CommandTable {
    static let commands: [any Command] = [
        RunCommand(),
        ResumeCommand(),
        VerifyCommand(),
        SearchCommand(),
        RetrainCommand(),
        WatchCommand(),
        ReportCommand(),
        ExportCommand(),
        CompareCommand(),
        CorrelateCommand(),
        SweepCommand(),
        TruthCommand(),
        PlanCommand(),
        InitCommand(),
        KeysCommand(),
        TheoremCommand(),
        SimulateCommand(),
        DescribeCommand(),
        LatencyCommand(),
        DataInspectCommand(),
        DataFetchCommand(),
        DataPackCommand(),
        DataGenerateCommand(),
        BenchCommand(),
        SchemaCommand(),
        CompletionCommand(),
    ]

    /// What a command line asks for.
    enum Request {
        /// Print a text and be done.
        case text(String)
        /// Run a command.
        case run(any Command, ParsedArguments)
    }

    /// Finds the command that the words name.
    ///
    /// - Throws: `UsageError` where they name none, or its arguments are wrong.
    static func request(_ words: [String]) throws(UsageError) -> Request {
        guard let first = words.first else {
            throw UsageError("a command is missing; expected one of \(list), or --help")
        }
        switch first {
        case "--help", "-h": return .text(help(width: width))
        case "help": return try request(words.dropFirst() + ["--help"])
        case "--version", "-V": return .text("greedynas \(BuildIdentity.version)")
        default: break
        }
        for command in commands {
            let name = command.name.split(separator: " ").map { String($0) }
            guard words.starts(with: name) else { continue }
            let arguments = try command.parse(Array(words.dropFirst(name.count)))
            return arguments.isGiven(SharedOptions.help) ? .text(command.help(width: width)) : .run(command, arguments)
        }
        return try groupRequest(first, words: words.dropFirst())
    }

    /// The help of the program itself, in lines of at most so many characters.
    static func help(width: Int) -> String {
        let end = """
            `greedynas COMMAND --help` explains a command, `greedynas --version` prints the version. Data goes to
            standard output, progress and errors to standard error. Exit codes: 0 done, 1 the run failed, 2 wrong usage
            or invalid input; 129, 130, 138 and 143 after SIGHUP, SIGINT, SIGUSR1 and SIGTERM, with a checkpoint written.
            """
        let lines =
            [
                "greedynas: network architecture search by a greedily trained supernet, on CPUs.", "",
                "usage: greedynas COMMAND [ARGUMENTS]", "",
            ] + columns(commands).lines(width: width) + [""] + end.reflowed(to: width)
        return lines.joined(separator: "\n")
    }

    /// The width that help is written for: the terminal's, within bounds that can be read.
    private static var width: Int { min(max(Terminal.output.width ?? 100, 60), 100) }

    private static var list: String { commands.map(\.name).joined(separator: ", ") }

    private static func columns(_ commands: [any Command]) -> HelpColumns {
        HelpColumns(commands.map { ($0.name, $0.summary) })
    }

    /// The first word names no command by itself: a group without its second word, or nothing.
    private static func groupRequest(_ first: String, words: ArraySlice<String>) throws(UsageError) -> Request {
        let members = commands.filter { $0.name.hasPrefix(first + " ") }
        if members.isEmpty {
            if first.hasPrefix("-") {
                throw UsageError("\(first) is not an option here; expected a command, --help or --version")
            }
            let groups = commands.compactMap { $0.name.split(separator: " ").first.map { String($0) } }
            let nearest = NearestName.to(first, among: groups).map { "; the nearest one is \($0)" }
            throw UsageError("\"\(first)\" is not a command" + (nearest ?? "; expected one of \(list)"))
        }
        let names = members.map { String($0.name.dropFirst(first.count + 1)) }
        switch words.first {
        case "--help", "-h":
            let lines = ["usage: greedynas \(first) COMMAND [ARGUMENTS]", ""] + columns(members).lines(width: width)
            return .text(lines.joined(separator: "\n"))
        case let second?:
            let nearest = NearestName.to(second, among: names).map { "; the nearest one is \($0)" }
            throw UsageError(
                "\"\(second)\" is not a command of \(first)"
                    + (nearest ?? "; expected \(names.joined(separator: " or "))"))
        case nil:
            throw UsageError("the command of \(first) is missing; expected \(names.joined(separator: " or "))")
        }
    }
}
