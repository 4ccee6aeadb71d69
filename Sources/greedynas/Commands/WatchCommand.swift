import Documents
import Foundation
import Reporting
import RunReports

/// `greedynas watch`: how a run goes, from its folder.
struct WatchCommand: Command {
    let name = "watch"
    let summary = "Show the state of a run live"
    let positionals = ["DIR"]
    let options = [Self.once, Self.interval, SharedOptions.json]
    let notes = """
        DIR is the folder of a run, search or retraining that is running here or on another machine that shares the
        folder; watch only reads its files. On a terminal the state is redrawn until the run ends, breaks off or is killed;
        otherwise a line is printed for each change. Ctrl-C ends watch, not the run.
        """

    private static let once = CommandLineOption.flag("once", "print the state once, and end")
    private static let interval = CommandLineOption.option("interval", "S", "seconds between updates; default 1")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let folder = FilePath.plain(arguments.positionals[0])
        let interval = try arguments.integer(Self.interval, in: 1...86_400) ?? 1
        var state = try RunState(of: folder)
        if arguments.isGiven(SharedOptions.json) { return state.json(at: Date()).text(indented: true) }
        if !arguments.isGiven(Self.once) {
            var view = LiveView(Terminal.output)
            while !state.isAtRest {
                try StandardStreams.show(view.text(state.lines(at: Date()), line: state.line))
                try await Task.sleep(for: .seconds(interval))
                state = try RunState(of: folder)
            }
            try StandardStreams.show(view.end)
        }
        return state.lines(at: Date()).joined(separator: "\n")
    }
}
