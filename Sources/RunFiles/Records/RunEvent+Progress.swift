import Foundation
package import Reporting
package import Retraining

extension RoundEvent {
    /// The event for the display of progress.
    ///
    /// The loss is the mean of the round's scores, or of its training where none is scored.
    ///
    /// - Parameters:
    ///   - planned: Rounds as planned.
    ///   - seconds: Seconds since the training began.
    package func moment(of planned: Int, seconds: Double) -> ProgressMoment {
        let losses = scores?.losses ?? trainingLosses
        let share = scores == nil ? "" : String(format: "  epsilon %.2f", epsilon)
        let pi = pool.flatMap { $0.size > 0 ? String(format: "  pi %.2f", $0.freshShare) : nil } ?? ""
        return ProgressMoment(
            unit: Self.kind.rawValue, done: round, planned: planned,
            figures: String(
                format: "loss %.3f", losses.reduce(0, +) / Double(losses.count)) + share + pi,
            images: optimizationImages + evaluationImages, seconds: seconds)
    }
}

extension GenerationEvent {
    /// The event for the display of progress.
    ///
    /// - Parameter planned: Generations as planned.
    package func moment(of planned: Int) -> ProgressMoment {
        ProgressMoment(
            unit: Self.kind.rawValue, done: generation, planned: planned,
            figures: "best" + best.map { String(format: " \($0.objective) %.4g", $0.value) }.joined()
                + "  front \(front)",
            images: images, seconds: seconds)
    }
}

extension CandidateEpochEvent {
    /// The event for the display of progress.
    ///
    /// - Parameters:
    ///   - done: Epochs of all networks of the choice so far.
    ///   - planned: Epochs of all of them together.
    ///   - images: Images trained in the choice so far.
    ///   - seconds: Seconds since the choice began.
    package func moment(done: Int, of planned: Int, images: Int, seconds: Double) -> ProgressMoment {
        let validation = record.validationAccuracy.map { String(format: "  validation %.3f", $0) } ?? ""
        return ProgressMoment(
            unit: "epoch of candidates", done: done, planned: planned,
            figures: String(format: "candidate %d  loss %.3f", rank, record.loss) + validation, images: images,
            seconds: seconds)
    }
}

extension EpochRecord {
    /// The record for the display of progress.
    ///
    /// - Parameters:
    ///   - planned: Epochs as planned.
    ///   - seconds: Seconds since the training began.
    package func moment(of planned: Int, seconds: Double) -> ProgressMoment {
        let validation = validationAccuracy.map { String(format: "  validation %.3f", $0) } ?? ""
        return ProgressMoment(
            unit: Self.kind.rawValue, done: epoch, planned: planned,
            figures: String(format: "loss %.3f  accuracy %.3f", loss, accuracy) + validation, images: images,
            seconds: seconds)
    }
}
