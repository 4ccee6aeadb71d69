import Documents
import Runs

/// `greedynas verify`: the same run once more, with another number of workers.
struct VerifyCommand: Command {
    let name = "verify"
    let summary = "Repeat a finished run, search or retraining with other workers, and compare digests"
    let positionals = ["DIR"]
    let options =
        [Self.from, SharedOptions.data, SharedOptions.workers, SharedOptions.json]
        + [SharedOptions.quiet, SharedOptions.verbose]
    let notes = """
        The run is repeated in a temporary folder beside DIR, which goes when it is over. Exit code 0 means equal digests.
        --workers is 1 by default, or 2 where the run had 1. DIR may be that of a search or a retraining of its own: this
        phase alone is repeated then, a search with the weights of the run that it searched. A retraining opens the test set
        once more.
        """

    private static let from = CommandLineOption.flag(
        "from", "begin with the earliest checkpoint that DIR still has, and not with the first round")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let audience = try arguments.audience()
        let verification = try Verification(
            of: arguments.positionals[0], fromCheckpoint: arguments.isGiven(Self.from),
            data: arguments.value(SharedOptions.data), workers: arguments.integer(SharedOptions.workers, in: 1...1024),
            audience: audience)
        let outcome = try await SignalWatch.stopping { stop in try await verification.execute(stop: stop) }
        return arguments.isGiven(SharedOptions.json) ? outcome.json.text(indented: true) : outcome.text
    }
}
