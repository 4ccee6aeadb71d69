import Documents
import RunFiles
import Runs

/// `greedynas resume`: goes on with a run that was interrupted.
struct ResumeCommand: Command {
    let name = "resume"
    let summary = "Go on with a run that was interrupted, to the same bits"
    let positionals = ["DIR"]
    let options = [SharedOptions.data, SharedOptions.workers, SharedOptions.json] + SharedOptions.audience
    let notes = """
        DIR is the folder of a run that SIGINT, SIGTERM, SIGHUP, SIGUSR1, a kill or a power cut has ended. It goes on from the
        newest checkpoint, in the same folder, and ends as the run would have ended; what was recorded after that checkpoint
        is computed again. Another number of workers gives the same results. Without a checkpoint the run begins
        anew; a damaged checkpoint is passed over for the one before it. A run that came to its end is left as it is, and
        its summary printed: so `greedynas resume DIR || greedynas run SCENARIO --output DIR` can be submitted again and
        again.
        """

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let folder = arguments.positionals[0]
        let audience = try arguments.audience()
        let isJSON = arguments.isGiven(SharedOptions.json)
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        if let summary = try FinishedRun.summary(of: folder) {
            if !audience.isQuiet { StandardStreams.hint("\(folder) came to its end before") }
            return isJSON
                ? summary.json.text(indented: true) : "digest \(summary.digest)\nfolder \(folder)"
        }
        let run = try Run(
            resuming: folder, data: arguments.value(SharedOptions.data), workers: workers, audience: audience)
        if !audience.isQuiet {
            for warning in run.warnings { StandardStreams.warn(warning) }
            for note in run.notes { StandardStreams.hint(note) }
        }
        let outcome = try await SignalWatch.stopping { stop in try await run.execute(stop: stop) }
        return isJSON ? outcome.json.text(indented: true) : outcome.text
    }
}
