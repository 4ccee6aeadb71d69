import Exchange
import RunFiles
import Workers

/// What every phase of a run works with: its folder, the threads, the time, who receives its progress, and who may ask for the
/// end.
///
/// Made once, when a run begins to compute, and handed to its phases.
struct RunContext: Sendable {
    /// The run's folder.
    let directory: RunDirectory
    /// The threads that compute.
    let team: WorkerTeam
    /// The processes that compute together, of which this is the first; nil for one alone.
    let ranks: Ranks?
    /// Receives events as they happen.
    let reporter: RunReporter
    /// Asks the run to end.
    let stop: StopRequest
    /// Keeps the run's state; nil for a standalone search or retraining, which cannot be resumed.
    let keeper: CheckpointKeeper?
    /// The state to resume from; nil for the beginning.
    let progress: RunProgress?
    private let cores: Int

    /// Begins to compute: opens the file of metrics and starts the threads.
    ///
    /// - Parameters:
    ///   - directory: The run's folder.
    ///   - environment: The threads that it is to have.
    ///   - audience: Receives the progress.
    ///   - stop: Asks the run to end.
    ///   - ranks: The processes that compute together; nil for one alone.
    ///   - progress: The state to resume from; nil for the beginning.
    ///   - keeping: Makes what keeps its state; nil for nothing.
    /// - Throws: `Failure` where the file of metrics or the event file cannot be written.
    init(
        in directory: RunDirectory, environment: RunEnvironment, audience: Audience, stop: StopRequest,
        ranks: Ranks? = nil, progress: RunProgress? = nil, keeping: ((MetricsFile) -> CheckpointKeeper)? = nil
    ) throws {
        let metrics = try MetricsFile(in: directory, keeping: progress?.metricsBytes ?? 0)
        self.directory = directory
        self.stop = stop
        self.ranks = ranks
        self.progress = progress
        keeper = keeping?(metrics)
        reporter = try RunReporter(metrics: metrics, of: directory.path, to: audience)
        team = WorkerTeam(width: environment.workers)
        cores = environment.busyCores
        // Whichever rank is asked to end, all are.
        ranks?.onWish { stop.request($0) }
    }

    /// Hears now and then whether another rank was asked to end, while all of them wait for this one.
    func listen() async {
        guard let ranks, ranks.secondsOfSilence > 1 else { return }
        ranks.order(RunOrder.listen)
        _ = await ranks.gather([])
    }

    /// Measures a phase from now on.
    ///
    /// - Parameter before: The time that it has taken in earlier processes; nil for none.
    func watch(after before: PhaseTime?) -> PhaseTime.Watch { PhaseTime.Watch(after: before, cores: cores) }

    /// Does the work of a phase, whatever its end: its line of progress ends, and a checkpoint that is being written is finished.
    ///
    /// - Throws: What the work throws, or `Failure` where the checkpoint could not be written.
    func reporting<Result>(_ work: () async throws -> Result) async throws -> Result {
        let result: Result
        do {
            result = try await work()
        } catch {
            await reporter.close()
            // The phase's own error says more than one of a file.
            try? await keeper?.finish()
            throw error
        }
        await reporter.close()
        try await keeper?.finish()
        return result
    }
}
