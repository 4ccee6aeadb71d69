import Documents
import Runs

/// `greedynas verify`: the same run again, with another number of workers.
struct VerifyCommand: Command {
    let name = "verify"
    let summary = "Repeat a finished run with another number of workers and compare digests"
    let positionals = ["DIR"]
    let options =
        [Self.fromCheckpoint, SharedOptions.data, Self.workers, SharedOptions.mixed, SharedOptions.json]
        + [SharedOptions.quiet, SharedOptions.verbose]
    let notes = """
        The run is repeated in a temporary folder next to DIR, which is removed afterwards. Exit code 0 means equal
        digests. DIR may also be the folder of `search` or `retrain`; then only that phase is repeated, a search with the
        weights of the run it searched. Repeating a retraining opens the test set again.
        """

    private static let workers = CommandLineOption.option(
        "workers", "N", "number of threads; default 1, or 2 if the run had 1")
    private static let fromCheckpoint = CommandLineOption.flag(
        "from-checkpoint", "start at the earliest checkpoint kept in DIR instead of the first round")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let audience = try arguments.audience()
        let verification = try Verification(
            of: arguments.positionals[0], fromCheckpoint: arguments.isGiven(Self.fromCheckpoint),
            data: arguments.value(SharedOptions.data), workers: arguments.integer(Self.workers, in: 1...1024),
            ranks: arguments.ranks, audience: audience)
        let outcome = try await SignalWatch.stopping { stop in try await verification.execute(stop: stop) }
        return arguments.isGiven(SharedOptions.json) ? outcome.json.text(indented: true) : outcome.text
    }
}
