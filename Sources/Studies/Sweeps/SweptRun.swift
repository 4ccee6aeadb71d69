public import Exchange
public import RunFiles
import Runs
public import Scenarios

/// What a sweep does with each of its combinations, and what is tabulated of it.
///
/// A run leaves `scenario.json` in its folder when it begins and `summary.json` when it ends; by these the sweep knows
/// which runs are over.
public protocol SweptRun: Sendable {
    /// Whether the folders are those of simulations.
    var isSimulation: Bool { get }

    /// The columns of the table, read from the summaries.
    var measures: [SweepMeasure] { get }

    /// Refuses what cannot be run on this machine, before any run of the sweep begins.
    ///
    /// - Parameters:
    ///   - scenario: A combination's scenario.
    ///   - workers: The threads that it gets.
    ///   - jobs: How many runs are done at a time.
    func check(_ scenario: Scenario, workers: Int, jobs: Int) throws

    /// Does one run to its end, without a word on standard error.
    ///
    /// - Parameters:
    ///   - scenario: The combination's scenario.
    ///   - folder: The run's folder.
    ///   - isBegun: Whether the folder holds an interrupted run of this scenario, which is resumed.
    ///   - workers: Threads that compute.
    ///   - stop: Asks the run to keep its state and end.
    /// - Returns: What `summary.json` holds.
    /// - Throws: `RunInterruption` where `stop` ended it; a `Refusal` that says so where another process has the folder;
    ///   any other error where the run failed.
    func run(
        _ scenario: Scenario, in folder: String, isBegun: Bool, workers: Int, stop: StopRequest
    ) async throws -> RunSummary
}
