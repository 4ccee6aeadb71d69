/// What one epoch of a training was like.
public struct EpochRecord: Sendable, Hashable {
    /// The epoch, counted from 1.
    public var epoch: Int
    /// The mean loss of the epoch's pictures, label smoothing included, each as the weights were at its step.
    public var loss: Double
    /// The share of the epoch's augmented pictures that were classified correctly, each as the weights were at its step, in [0, 1].
    public var accuracy: Double
    /// The share of held-out pictures classified correctly at the epoch's end, in [0, 1]; nil where none are held out.
    public var validationAccuracy: Double?
    /// The mean loss on the held-out pictures at the epoch's end, without label smoothing; nil where none are held out.
    public var validationLoss: Double?
    /// The learning rate of the epoch's last step.
    public var learningRate: Double
    /// Pictures trained so far, each counted every time.
    public var images: Int
    /// Seconds that the epoch took, validation included.
    public var seconds: Double

    /// The record of an epoch that is over.
    public init(
        epoch: Int, loss: Double, accuracy: Double, validationAccuracy: Double?, validationLoss: Double? = nil,
        learningRate: Double, images: Int, seconds: Double
    ) {
        self.epoch = epoch
        self.loss = loss
        self.accuracy = accuracy
        self.validationAccuracy = validationAccuracy
        self.validationLoss = validationLoss
        self.learningRate = learningRate
        self.images = images
        self.seconds = seconds
    }
}
