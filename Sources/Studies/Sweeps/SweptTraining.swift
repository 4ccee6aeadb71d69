public import Documents
import Planning
public import Runs
public import Scenarios

/// The runs of a sweep as `greedynas run` does them: supernet, search and retraining, as far as each scenario goes.
public struct SweptTraining: SweptRun {
    private let data: String?

    /// - Parameter data: Where the pictures are now; nil for where the scenarios say.
    public init(data: String?) { self.data = data }

    /// Weights are trained.
    public var isSimulation: Bool { false }

    /// Costs and results of all phases; a phase that no run reached makes no columns.
    public var measures: [SweepMeasure] {
        SweepMeasure.course + [
            SweepMeasure("supernet.seconds", "seconds", .seconds, isPlotted: true),
            SweepMeasure("pool.best_loss", "pool's best loss", .number, isPlotted: true),
            SweepMeasure("architecture.loss", "found: loss", .number, isPlotted: true),
            SweepMeasure("architecture.accuracy", "found: accuracy %", .share, isPlotted: true),
            SweepMeasure("architecture.macs", "found: MACs", .count, isPlotted: true),
            SweepMeasure("retrain.test_top1", "test top-1 %", .share, isPlotted: true),
            SweepMeasure("digest", "digest", .text),
        ]
    }

    /// Compares the memory that the runs need together with what there is.
    public func check(_ scenario: Scenario, workers: Int, jobs: Int) throws {
        try MemoryCheck.check(scenario, phases: .supernet...scenario.until, workers: workers, jobs: jobs)
    }

    /// Begins a run, or goes on from its last checkpoint.
    public func run(
        _ scenario: Scenario, in folder: String, isBegun: Bool, workers: Int, stop: StopRequest
    ) async throws -> JSONValue {
        let run =
            isBegun
            ? try Run(resuming: folder, data: data, workers: workers, isQuiet: true)
            : try Run(scenario, output: folder, workers: workers, isQuiet: true)
        return try await run.execute(stop: stop).json
    }
}
