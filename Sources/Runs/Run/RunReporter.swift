import Reporting
import Retraining
import RunFiles
import Search
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
        try metrics.append(record.json)
        let scored = (record.ranked.kept + record.ranked.rejected).map(\.loss)
        let losses = scored.allSatisfy(\.isFinite) ? scored : record.trainingLosses
        progress.show(
            ProgressDisplay.Moment(
                round: record.ranked.plan.round, plannedRounds: planned,
                loss: losses.reduce(0, +) / Double(losses.count), epsilon: record.ranked.plan.epsilon,
                freshShare: record.pool.size > 0 ? record.pool.freshShare : nil,
                images: record.cost.optimizationImages + record.cost.evaluationImages,
                seconds: (clock.now - start).inSeconds))
    }

    func report(_ generation: SearchGeneration) throws {
        try metrics.append(generation.json)
        progress.show(
            SearchMoment(
                generation: generation.number, plannedGenerations: generation.planned,
                best: zip(generation.objectives, generation.best).map { ($0.rawValue, $1) },
                front: generation.front.members.count, images: generation.images, seconds: generation.seconds))
    }

    func report(_ epoch: RetrainEpoch) throws {
        try metrics.append(epoch.json)
        let record = epoch.record
        retrainSeconds += record.seconds
        progress.show(
            RetrainMoment(
                epoch: record.epoch, plannedEpochs: epoch.planned, loss: record.loss, accuracy: record.accuracy,
                validationAccuracy: record.validationAccuracy, images: record.images, seconds: retrainSeconds))
    }

    func close() { progress.close() }
}
