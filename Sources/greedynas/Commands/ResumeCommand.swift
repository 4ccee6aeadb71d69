import Documents
import RunFiles
import Runs

/// `greedynas resume`: resumes an interrupted run.
struct ResumeCommand: Command {
    let name = "resume"
    let summary = "Resume an interrupted run; the result is bit-identical"
    let positionals = ["DIR"]
    let options =
        [SharedOptions.data, SharedOptions.workers, SharedOptions.mixed, SharedOptions.json] + SharedOptions.audience
    let notes = """
        DIR is the folder of a run that was ended by SIGINT, SIGTERM, SIGHUP, SIGUSR1, a kill or a power cut. The run
        continues from the newest checkpoint, in the same folder, with the same result as without the interruption, for
        any number of workers; what was recorded after the checkpoint is computed again. Without a checkpoint the run
        starts over; a damaged checkpoint is skipped for the one before it. A finished run is left unchanged and its
        digest printed, so `greedynas resume DIR || greedynas run SCENARIO --output DIR` can be submitted again and
        again.
        """

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let folder = arguments.positionals[0]
        let audience = try arguments.audience()
        let isJSON = arguments.isGiven(SharedOptions.json)
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        if let summary = try FinishedRun.summary(of: folder) {
            if !audience.isQuiet { StandardStreams.hint("\(folder) is already finished") }
            return isJSON
                ? summary.json.text(indented: true) : "digest \(summary.digest)\nfolder \(folder)"
        }
        let run = try Run(
            resuming: folder, data: arguments.value(SharedOptions.data), workers: workers, ranks: arguments.ranks,
            audience: audience)
        if !audience.isQuiet {
            for warning in run.warnings { StandardStreams.warn(warning) }
            for note in run.notes { StandardStreams.hint(note) }
        }
        let outcome = try await SignalWatch.stopping { stop in try await run.execute(stop: stop) }
        return isJSON ? outcome.json.text(indented: true) : outcome.text
    }
}
