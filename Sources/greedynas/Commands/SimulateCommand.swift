import Documents
import Host
import RunFiles
import RunReports
import Studies

/// `greedynas simulate`: a scenario's training with a surrogate in the place of weights and pictures.
struct SimulateCommand: Command {
    let name = "simulate"
    let summary = "Simulate a training with the real actors, without pictures"
    let positionals = ["SCENARIO"]
    let options =
        [SharedOptions.output, SharedOptions.seed, SharedOptions.set, SharedOptions.workers, SharedOptions.json]
        + [SharedOptions.quiet]
    let notes = """
        The actors, the schedule and the stopping rule are those of a run; in the place of a trained path's loss stands what
        a landscape says of the path, with noise, as the keys of `simulation` describe it. No picture is read and nothing
        trained; without --output nothing is written but the table on standard output. A row of the table is a window of rounds: purity is the share of
        good paths in the pool at its end, q' what a draw is expected to give, drawn and kept what it gave, hits the share
        of rounds with at least k good paths among the m, beside Theorem 1 at q' and for a pure pool (ideal). With
        --output a folder gets scenario.json, summary.json and report.html with the curves.

        \(ScenarioArgument.notes)
        """

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        let scenario = try ScenarioArgument.read(arguments.positionals[0], arguments)
        let phase = try SimulationPhase(scenario, workers: workers)
        // Before the simulation, so that it is not in vain.
        let directory = try arguments.value(SharedOptions.output).map { try RunDirectory(creating: $0) }
        let summary = try await SignalWatch.stopping { stop in try await phase.run(stop: stop) }
        if let directory {
            try summary.write(to: directory, workers: workers ?? Processor.cores)
        }
        return arguments.isGiven(SharedOptions.json) ? summary.json.text(indented: true) : summary.text
    }
}
