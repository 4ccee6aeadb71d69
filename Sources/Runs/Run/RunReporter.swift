import Architecture
import Documents
import Foundation
import Reporting
import Retraining
import RunFiles
import RunReports
import Supernet
import Workers

/// Writes a line for each round, generation and epoch, shows progress, and feeds the event file where there is one.
actor RunReporter {
    private let metrics: MetricsFile
    private let progress: ProgressDisplay
    private let audience: Audience
    private var events: LiveEvents?
    private let clock = ContinuousClock()
    /// The part of the run that rate and time left are about.
    private var part: (origin: ProgressMoment.Origin, began: ContinuousClock.Instant)

    /// Reports to an audience.
    ///
    /// - Parameters:
    ///   - metrics: Takes the lines.
    ///   - folder: The run's folder.
    ///   - audience: Who else receives the progress.
    /// - Throws: `Failure`, or what reading the run's records throws, where the event file cannot be begun.
    init(metrics: MetricsFile, of folder: String, to audience: Audience) throws {
        self.metrics = metrics
        self.audience = audience
        progress = ProgressDisplay(audience.progress)
        events = try audience.events.map { try LiveEvents(of: folder, in: $0) }
        part = (ProgressMoment.Origin(), clock.now)
    }

    /// Begins or continues a part of a phase: rate and time left count from here.
    ///
    /// - Parameters:
    ///   - done: How much of it was done before.
    ///   - images: Picture passes by then.
    func begin(done: Double = 0, images: Int = 0) {
        progress.close()
        part = (ProgressMoment.Origin(done: done, images: images), clock.now)
    }

    /// Reports a round.
    ///
    /// - Parameter following: Picture passes of scoring when the planned rounds are over.
    func report(_ record: RoundRecord, planned: Int, following: Int) throws {
        let event = RoundEvent(record)
        try metrics.append(event)
        feed { $0.event(of: event) }
        show(event.moment(of: planned, following: following))
    }

    func report(_ generation: GenerationEvent, planned: Int) throws {
        try metrics.append(generation)
        feed { $0.event(of: generation) }
        show(generation.moment(of: planned))
    }

    /// Reports an epoch of the retraining.
    ///
    /// - Parameter following: Picture passes forward when the planned epochs are over.
    func report(_ epoch: EpochRecord, planned: Int, following: Int) throws {
        try metrics.append(epoch)
        feed { $0.event(of: epoch) }
        show(epoch.moment(of: planned, following: following))
    }

    /// Reports an epoch of a network that may be chosen.
    ///
    /// - Parameters:
    ///   - event: The epoch.
    ///   - done: Epochs of all such networks so far.
    ///   - planned: Those of the whole choice.
    ///   - images: Picture passes of training in the whole choice so far.
    func report(_ event: CandidateEpochEvent, done: Int, planned: Int, images: Int) throws {
        try metrics.append(event)
        feed { $0.event(of: event) }
        show(event.moment(done: done, of: planned, images: images))
    }

    func report(_ judgement: JudgementEvent) throws { try metrics.append(judgement) }

    /// Feeds the test that ends a run to the event file; the summary has it too.
    func report(test: RunSummary.Retrain, epoch: Int) { feed { $0.event(of: test, epoch: epoch) } }

    /// Shows how far something is that has no lines: `scoring the pool: path 12/100`.
    ///
    /// - Parameters:
    ///   - unit: What is done, and what is counted.
    ///   - images: Picture passes so far.
    ///   - following: Picture passes of this kind that come behind what is planned here.
    func show(_ unit: String, done: Int, planned: Int, images: Int, following: Int = 0) {
        let secondsPerImage = images > 0 ? (clock.now - part.began).inSeconds / Double(images) : 0
        show(
            ProgressMoment(
                unit: unit, done: done, planned: planned, images: images, following: Double(following) * secondsPerImage
            ),
            isMinor: true)
    }

    private func show(_ moment: ProgressMoment, isMinor: Bool = false) {
        var moment = moment
        moment.origin = part.origin
        moment.seconds = (clock.now - part.began).inSeconds
        progress.show(moment, isMinor: isMinor)
        audience.listener?(moment)
    }

    /// If the event file cannot be written, it ends and the training continues.
    private func feed(_ event: (inout EventCourse) -> ScalarEvent) {
        do {
            try events?.append(event)
        } catch {
            events = nil
            note("\(error); no more events are written, and the run continues")
        }
    }

    /// Says something that is worth knowing during the run, unless it is to be quiet.
    func note(_ sentence: String) {
        guard !audience.isQuiet else { return }
        progress.close()
        try? FileHandle.standardError.write(contentsOf: Data("greedynas: \(ForeignText.lines(sentence))\n".utf8))
    }

    func close() { progress.close() }
}
