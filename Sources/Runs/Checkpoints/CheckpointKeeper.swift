import Exchange
import Retraining
import RunFiles
import Scenarios
import Supernet
import Synchronization
import TensorFiles

/// Writes checkpoints of a run in the background, and decides when.
///
/// Receives: the states of the phases, in order. Sends: nothing. Owns: the run's progress as far as it was kept, and the
/// folder `checkpoints`.
///
/// Nothing that comes out of a run depends on which states are kept, so a state that is due while another one is being
/// written is left out.
actor CheckpointKeeper {
    private let folder: CheckpointFolder
    private let metrics: MetricsFile
    private let scenario: String
    private let builds: [String]
    private let schedule: ScenarioCheckpoint
    private nonisolated let stop: StopRequest
    private nonisolated let due: Mutex<Due>
    private var progress: RunProgress?
    private var writing: Task<Void, any Error>?

    /// When the next state is due.
    private struct Due {
        var unitsSinceKept = 0
        var kept = ContinuousClock().now
        var isWriting = false
    }

    /// Keeps states in a folder.
    ///
    /// - Parameters:
    ///   - scenario: The SHA-256 of the run's `scenario.json`.
    ///   - builds: The builds that have computed, this one last.
    ///   - progress: The state to resume from; nil for a new run.
    init(
        in directory: RunDirectory, metrics: MetricsFile, scenario: String, builds: [String],
        schedule: ScenarioCheckpoint, stop: StopRequest, progress: RunProgress?
    ) {
        folder = CheckpointFolder(of: directory.path)
        due = Mutex(Due())
        self.metrics = metrics
        self.scenario = scenario
        self.builds = builds
        self.schedule = schedule
        self.stop = stop
        self.progress = progress
    }

    /// What follows a round, a generation or a step.
    ///
    /// - Parameter isUnit: Whether it counts for `checkpoint.rounds`, as steps within an epoch do not.
    nonisolated func ending(isUnit: Bool = true) -> RoundEnding {
        due.withLock { due in
            if isUnit { due.unitsSinceKept += 1 }
            if stop.signal != nil { return .stop }
            guard !due.isWriting else { return .next }
            let isDue =
                due.unitsSinceKept >= schedule.rounds ?? .max
                || ContinuousClock().now - due.kept >= .seconds(schedule.minutes * 60)
            return isDue ? .keep : .next
        }
    }

    /// Keeps the supernet's state.
    func keep(_ state: TrainingState<TrainedArenas>, time: PhaseTime) async throws {
        progress = RunProgress(supernet: state, supernetTime: time)
        try await write()
    }

    /// Keeps a search's progress, from which later phases resume, and writes it when it is due.
    func keep(_ search: SearchProgress, isDue: Bool) async throws {
        progress?.search = search
        if isDue { try await write() }
    }

    /// Writes the latest state, as when a search is stopped.
    func keepNoted() async throws { try await write() }

    /// Keeps the state of a retraining, whose arenas are written to afterwards: so a copy is kept, and written while the
    /// next steps are under way.
    func keep(_ retrain: RetrainingState, time: PhaseTime) async throws {
        try await finish()
        progress?.retrain = retrain.copy()
        progress?.retrainTime = time
        // What a choice has left for the retraining to begin with is in this state.
        progress?.candidates?.states = [:]
        try await writeBeside()
    }

    /// Keeps a choice among networks, whose states nobody writes to, in the same way; or only takes note of it, for what
    /// follows it to resume from.
    func keep(_ candidates: CandidatesProgress, isDue: Bool) async throws {
        if isDue { try await finish() }
        progress?.candidates = candidates
        if isDue { try await writeBeside() }
    }

    private func writeBeside() async throws {
        guard let checkpoint = try prepare() else { return }
        let folder = folder
        writing = Task { [self] in
            defer { wrote() }
            try folder.write(checkpoint)
        }
    }

    /// Waits for what is being written.
    ///
    /// - Throws: `Failure` where it could not be written.
    func finish() async throws {
        defer { writing = nil }
        try await writing?.value
    }

    private func write() async throws {
        guard let checkpoint = try prepare() else { return }
        defer { wrote() }
        try folder.write(checkpoint)
    }

    private func prepare() throws -> CheckpointFile? {
        guard progress != nil else { return nil }
        due.withLock { $0.isWriting = true }
        progress?.metricsBytes = metrics.bytes
        // The lines that a checkpoint accounts for must be on the disk before it is.
        try metrics.flush()
        return progress?.checkpoint(scenario: scenario, builds: builds)
    }

    private nonisolated func wrote() {
        due.withLock { $0 = Due() }
    }
}
