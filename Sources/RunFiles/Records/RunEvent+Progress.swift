import Foundation
package import Reporting
package import Retraining
import Search
import Supernet

extension RoundEvent {
    /// The event for the display of progress.
    ///
    /// The loss is the mean of the round's scores, or of its training where none is scored.
    ///
    /// - Parameters:
    ///   - planned: Rounds as planned.
    ///   - following: Picture passes of scoring when the rounds are over.
    package func moment(of planned: Int, following: Int) -> ProgressMoment {
        let losses = scores?.losses ?? trainingLosses
        let share = scores == nil ? "" : String(format: "  epsilon %.2f", epsilon)
        let pi = pool.flatMap { $0.size > 0 ? String(format: "  pi %.2f", $0.freshShare) : nil } ?? ""
        let secondsPerScore = evaluationImages > 0 ? scoringSeconds / Double(evaluationImages) : 0
        return ProgressMoment(
            unit: Self.kind.rawValue, done: round, planned: planned,
            figures: String(
                format: "loss %.3f", losses.reduce(0, +) / Double(losses.count)) + share + pi,
            images: optimizationImages + evaluationImages, following: Double(following) * secondsPerScore)
    }
}

extension GenerationEvent {
    /// The event for the display of progress.
    ///
    /// - Parameter planned: Generations as planned.
    package func moment(of planned: Int) -> ProgressMoment {
        ProgressMoment(
            unit: Self.kind.rawValue, done: generation, planned: planned,
            figures: "least of each: " + best.map(\.words).joined(separator: ", ") + "  \(front) on the front",
            images: images)
    }
}

extension GenerationEvent.Best {
    /// The value with what it is of, as people write it.
    fileprivate var words: String {
        switch Objective(rawValue: objective) {
        case .error: "error \(NumberText.percent(value))"
        case .macs: "\(NumberText.count(value)) MACs"
        case .params: "\(NumberText.count(value)) parameters"
        case .latency: NumberText.time(value)
        case .loss, nil: "\(objective) " + String(format: "%.3f", value)
        }
    }
}

extension CandidateEpochEvent {
    /// The event for the display of progress.
    ///
    /// - Parameters:
    ///   - done: Epochs of all networks of the choice so far.
    ///   - planned: Epochs of all of them together.
    ///   - images: Picture passes of training in the choice so far.
    package func moment(done: Int, of planned: Int, images: Int) -> ProgressMoment {
        ProgressMoment(
            unit: "epoch of candidates", done: done, planned: planned,
            figures: String(format: "candidate %d  loss %.3f", rank, record.loss) + record.validation, images: images)
    }
}

extension EpochRecord {
    /// The record for the display of progress.
    ///
    /// - Parameters:
    ///   - planned: Epochs as planned.
    ///   - following: Picture passes forward when the epochs are over.
    package func moment(of planned: Int, following: Int) -> ProgressMoment {
        let secondsPerPass = seconds * Double(epoch) / Double(max(1, images)) / TrainingCost.evaluationDiscount
        return ProgressMoment(
            unit: Self.kind.rawValue, done: epoch, planned: planned,
            figures: String(format: "loss %.3f", loss) + "  accuracy \(NumberText.percent(accuracy))" + validation,
            images: images,
            following: Double(following) * secondsPerPass)
    }

    fileprivate var validation: String {
        validationAccuracy.map { "  validation \(NumberText.percent($0))" } ?? ""
    }
}
