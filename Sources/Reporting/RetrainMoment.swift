import Foundation

/// What one moment of the training of a single network looks like.
public struct RetrainMoment: Sendable {
    /// The epoch, counted from 1.
    public var epoch: Int
    /// Epochs as planned.
    public var plannedEpochs: Int
    /// The mean loss of the epoch.
    public var loss: Double
    /// The share of training pictures guessed right, in [0, 1].
    public var accuracy: Double
    /// The share of held-out pictures guessed right; nil where none are held out.
    public var validationAccuracy: Double?
    /// Images trained so far.
    public var images: Int
    /// Seconds since the training began.
    public var seconds: Double

    /// Names the figures.
    public init(
        epoch: Int, plannedEpochs: Int, loss: Double, accuracy: Double, validationAccuracy: Double?, images: Int,
        seconds: Double
    ) {
        self.epoch = epoch
        self.plannedEpochs = plannedEpochs
        self.loss = loss
        self.accuracy = accuracy
        self.validationAccuracy = validationAccuracy
        self.images = images
        self.seconds = seconds
    }

    /// The line, without a line break; images a second and the estimated time to the end are means since the training
    /// began.
    public var text: String {
        let validation = validationAccuracy.map { String(format: "  validation %.3f", $0) } ?? ""
        return String(format: "epoch %d/%d  loss %.3f  accuracy %.3f", epoch, plannedEpochs, loss, accuracy)
            + validation
            + ProgressDisplay.pace(images: images, seconds: seconds, done: epoch, planned: plannedEpochs)
    }
}
