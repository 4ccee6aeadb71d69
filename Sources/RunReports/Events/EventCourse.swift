import Analysis
package import Reporting
package import Retraining
package import RunFiles

/// Turns what happens in a run into events for TensorBoard, in the order in which it happens.
///
/// A round or a generation is recorded with the seconds since its phase began, an epoch with its own. Phases follow one
/// another, so that the times add up.
package struct EventCourse {
    /// When the last event happened, in seconds since the beginning of 1970.
    private var time: Double
    /// When the search began; nil before it.
    private var searchBegan: Double?
    private let start: Double

    /// A course that begins when the run did, in seconds since the beginning of 1970.
    init(startingAt start: Double) {
        self.start = start
        time = start
    }

    /// The event of a round.
    package mutating func event(of round: RoundEvent) -> ScalarEvent {
        let event = round.event(phaseBegan: start)
        time = event.time
        return event
    }

    /// The event of a generation.
    package mutating func event(of generation: GenerationEvent) -> ScalarEvent {
        let began = searchBegan ?? time
        searchBegan = began
        let event = generation.event(phaseBegan: began)
        time = event.time
        return event
    }

    /// The event of an epoch of a network that may be chosen for the retraining; each network has tags of its own.
    package mutating func event(of candidate: CandidateEpochEvent) -> ScalarEvent {
        let epoch = candidate.record
        time += epoch.seconds
        let values: [(String, Double?)] = [
            ("loss", epoch.loss), ("top1", epoch.accuracy), ("val_top1", epoch.validationAccuracy),
            ("val_loss", epoch.validationLoss), ("lr", epoch.learningRate),
        ]
        return ScalarEvent(
            step: epoch.epoch, time: time, values: values.map { ("candidate_\(candidate.rank)/\($0)", $1) })
    }

    /// The event of an epoch of the retraining.
    package mutating func event(of epoch: EpochRecord) -> ScalarEvent {
        time += epoch.seconds
        return epoch.event(at: time)
    }

    /// The event of the test that ends a run, at the step of the last epoch.
    package mutating func event(of test: RunSummary.Retrain, epoch: Int) -> ScalarEvent {
        ScalarEvent(
            step: epoch, time: time,
            values: [("test/top1", test.testTop1), ("test/top5", test.testTop5), ("test/loss", test.testLoss)])
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

    /// The mean score of the paths of some ranks, by default to the last; nil if the round scored none of them.
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
                ("val/loss", validationLoss), ("lr/retrain", learningRate),
            ])
    }
}
