import Documents
import Host
import RunFiles
import RunReports
import Studies

/// `greedynas simulate`: a scenario's training with a surrogate instead of weights and pictures.
struct SimulateCommand: Command {
    let name = "simulate"
    let summary = "Simulate the rounds of a training, without pictures"
    let positionals = ["SCENARIO"]
    let options =
        [Self.output, SharedOptions.seed, SharedOptions.set, SharedOptions.workers, SharedOptions.json]
        + [SharedOptions.quiet]
    let notes = """
        Sampling, schedules and stopping rule are those of a run; but the loss of a path comes from a landscape with
        noise, as set by the keys of the section simulation. No picture is read, nothing is trained, and without
        --output only a table is printed. A row of the table is a window of rounds: purity is the share of good paths in
        the pool at its end; q' is the expected share of good draws, drawn and kept are the observed shares; hits is the
        share of rounds with at least k good paths among the m, next to Theorem 1 at q' (Eq. 1) and for a pool of good
        paths only (ideal). With --output a folder gets scenario.json, summary.json and report.html with the curves.

        \(ScenarioArgument.notes)
        """

    private static let output = SharedOptions.output("DIR", "where to write; nothing is written without it")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        let scenario = try ScenarioArgument.read(arguments.positionals[0], arguments)
        let phase = try SimulationPhase(scenario, workers: workers)
        // Before the simulation, so that it is not in vain.
        let directory = try arguments.value(Self.output).map { try RunDirectory(creating: $0) }
        let summary = try await SignalWatch.stopping { stop in try await phase.run(stop: stop) }
        if let directory {
            try summary.write(to: directory, workers: workers ?? Processor.cores)
        }
        return arguments.isGiven(SharedOptions.json) ? summary.json.text(indented: true) : summary.text
    }
}
