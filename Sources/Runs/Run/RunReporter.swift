import Foundation
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
    private var choiceSeconds = 0.0
    private let isQuiet: Bool

    init(metrics: MetricsFile, isQuiet: Bool) {
        self.isQuiet = isQuiet
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

    /// Reports an epoch of a network that may be chosen.
    ///
    /// - Parameters:
    ///   - event: The epoch.
    ///   - done: Epochs of all such networks so far.
    ///   - planned: Those of the whole choice.
    ///   - images: Images trained in the whole choice so far.
    func report(_ event: CandidateEpochEvent, done: Int, planned: Int, images: Int) throws {
        try metrics.append(event)
        choiceSeconds += event.record.seconds
        progress.show(event.moment(done: done, of: planned, images: images, seconds: choiceSeconds))
    }

    func report(_ judgement: JudgementEvent) throws { try metrics.append(judgement) }

    /// Says something that is worth knowing while the run goes on, unless it is to be quiet.
    func note(_ sentence: String) {
        guard !isQuiet else { return }
        progress.close()
        try? FileHandle.standardError.write(contentsOf: Data("greedynas: \(sentence)\n".utf8))
    }

    func close() { progress.close() }
}
