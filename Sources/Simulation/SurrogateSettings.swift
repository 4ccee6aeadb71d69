/// How the weights of a surrogate learn, and how well its scores can be read.
public struct SurrogateSettings: Sendable, Hashable {
    /// The number of classes: an untrained path has the cross-entropy ln(classes).
    public var classes: Int
    /// Pictures of a training batch.
    public var batch: Int
    /// Pictures that are trained on, by which epochs are counted.
    public var trainingPictures: Int
    /// Held-out pictures on which a round's paths are scored.
    public var scoringPictures: Int
    /// Held-out pictures of the common set.
    public var commonPictures: Int
    /// The learning rate at which an update closes `learning` of the gap.
    public var fullRate: Double
    /// The cross-entropy of the mean path once its weights have learnt all they can.
    public var trainedLoss: Double
    /// How much of it a standard deviation of quality is worth, in nats.
    public var lossSpread: Double
    /// The standard deviation of each of the two parts of the noise of a loss on one picture, in nats.
    public var pictureNoise: Double
    /// The share of the gap to what it teaches that an update closes in each weight it touches.
    public var learning: Double
    /// How much the weakest path holds back the weights that it trains, from 0 to 1.
    public var harm: Double

    /// A surrogate of these sizes and speeds; nothing is checked here.
    public init(
        classes: Int, batch: Int, trainingPictures: Int, scoringPictures: Int, commonPictures: Int, fullRate: Double,
        trainedLoss: Double, lossSpread: Double, pictureNoise: Double, learning: Double, harm: Double
    ) {
        self.classes = classes
        self.batch = batch
        self.trainingPictures = trainingPictures
        self.scoringPictures = scoringPictures
        self.commonPictures = commonPictures
        self.fullRate = fullRate
        self.trainedLoss = trainedLoss
        self.lossSpread = lossSpread
        self.pictureNoise = pictureNoise
        self.learning = learning
        self.harm = harm
    }
}
