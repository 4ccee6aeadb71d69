import Reporting
import Retraining
import RunFiles
import Supernet
import Workers

/// Writes a line for each round, generation and epoch, and shows progress.
actor RunReporter {
    private let metrics: MetricsFile
    private let progress: ProgressDisplay
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var retrainSeconds = 0.0

    init(metrics: MetricsFile, isQuiet: Bool) {
        self.metrics = metrics
        progress = ProgressDisplay(isQuiet: isQuiet)
        start = clock.now
    }

    func report(_ record: RoundRecord, planned: Int) throws {
        let event = RoundEvent(record)
        try metrics.append(event)
        progress.show(event.moment(of: planned, seconds: (clock.now - start).inSeconds))
    }

    func report(_ generation: GenerationEvent, planned: Int) throws {
        try metrics.append(generation)
        progress.show(generation.moment(of: planned))
    }

    func report(_ epoch: EpochRecord, planned: Int) throws {
        try metrics.append(epoch)
        retrainSeconds += epoch.seconds
        progress.show(epoch.moment(of: planned, seconds: retrainSeconds))
    }

    func close() { progress.close() }
}
