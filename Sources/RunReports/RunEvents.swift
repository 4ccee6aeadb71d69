import Analysis
public import Documents
import Foundation
import Reporting
import Retraining
import RunFiles

/// The numbers of a run for TensorBoard: rounds, generations and epochs, each phase with steps of its own.
///
/// The same folder gives the same bytes.
public struct RunEvents: Sendable {
    /// When the run began, in seconds since the beginning of 1970; 0 where the folder does not say it.
    let start: Double
    /// The steps in the order in which they happened.
    let events: [ScalarEvent]

    /// Reads a run's folder, of an unfinished run too.
    ///
    /// - Throws: `Refusal` or `ScenarioError` for a folder that is none of a run, and for a file in it that is not as a
    ///   run writes it.
    public init(of folder: String) throws {
        let records = try RunRecords(of: folder)
        let start = try records.environment.map { environment throws(Refusal) in try environment.started } ?? 0
        // Each line knows the seconds of its own phase; phases follow one another.
        var time = start
        var events = records.metrics.rounds.map { $0.event(phaseBegan: start) }
        time = events.last?.time ?? time
        events += records.metrics.generations.map { $0.event(phaseBegan: time) }
        time = events.last?.time ?? time
        for epoch in records.metrics.epochs {
            time += epoch.seconds
            events.append(epoch.event(at: time))
        }
        if let test = records.summary?.retrain {
            events.append(
                ScalarEvent(
                    step: records.metrics.epochs.last?.epoch ?? 0, time: time,
                    values: [
                        ("test/top1", test.testTop1), ("test/top5", test.testTop5), ("test/loss", test.testLoss),
                    ]))
        }
        self.start = start
        self.events = events
    }

    /// The file's bytes.
    public var bytes: [UInt8] {
        var file = EventFile(startingAt: start)
        for event in events { file.append(event) }
        return file.bytes
    }

    /// Writes the one file of the run into a folder, which is created where there is none.
    ///
    /// - Returns: The file. Its name says when the run began, so that writing it again replaces it.
    /// - Throws: `Failure` where it cannot be written.
    @discardableResult
    public func write(into folder: String) throws(Failure) -> String {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            // Foundation's own words leave the most likely reason out.
            let reason = FolderContents.exists(folder) ? "it is a file" : SystemReason.of(error)
            throw Failure("the folder \(folder) cannot be created: \(reason)")
        }
        let file = "\(folder)/events.out.tfevents.\(Int(exactly: start.rounded(.down)) ?? 0).greedynas"
        try WholeFile.write(Data(bytes), to: file)
        return file
    }
}

extension RoundEvent {
    fileprivate func event(phaseBegan start: Double) -> ScalarEvent {
        ScalarEvent(
            step: round, time: start + scoringSeconds + trainingSeconds,
            values: [
                ("supernet/training_loss", RoundGroups.mean(trainingLosses)),
                ("supernet/sampled_loss", mean(of: \.losses, from: 0)),
                ("supernet/kept_loss", mean(of: \.losses, from: 0, to: kept)),
                ("supernet/rejected_loss", mean(of: \.losses, from: kept)),
                ("supernet/sampled_top1", mean(of: \.accuracies, from: 0)),
                ("supernet/kept_top1", mean(of: \.accuracies, from: 0, to: kept)),
                ("supernet/rejected_top1", mean(of: \.accuracies, from: kept)),
                ("supernet/epsilon", scores == nil ? nil : epsilon),
                ("pool/size", pool.map { Double($0.size) }), ("pool/best_loss", pool?.bestLoss),
                ("pool/median_loss", pool?.medianLoss), ("pool/pi", pool?.freshShare),
                ("pool/pi_of_records_alone", pool?.recordsAlone), ("pool/newcomers_among_kept", pool?.newcomersShare),
                ("cost/optimization_images", Double(optimizationImages)),
                ("cost/evaluation_images", Double(evaluationImages)), ("lr/supernet", learningRate),
            ])
    }

    /// The mean score of the paths of these ranks; nil where nothing is scored, or there are none.
    private func mean(
        of scores: KeyPath<RoundEvent.Scores, [Double]>, from first: Int, to end: Int? = nil
    ) -> Double? {
        self.scores.flatMap { RoundGroups.mean($0[keyPath: scores][first..<(end ?? paths.count)]) }
    }
}

extension GenerationEvent {
    fileprivate func event(phaseBegan start: Double) -> ScalarEvent {
        ScalarEvent(
            step: generation, time: start + seconds,
            values: best.map { ("search/best_\($0.objective)", $0.value) } + [
                ("search/median_top1", accuracies.isEmpty ? nil : accuracies.median),
                ("search/evaluated", Double(evaluated)), ("search/front", Double(front)),
            ])
    }
}

extension EpochRecord {
    fileprivate func event(at time: Double) -> ScalarEvent {
        ScalarEvent(
            step: epoch, time: time,
            values: [
                ("retrain/loss", loss), ("retrain/top1", accuracy), ("val/top1", validationAccuracy),
                ("lr/retrain", learningRate),
            ])
    }
}
