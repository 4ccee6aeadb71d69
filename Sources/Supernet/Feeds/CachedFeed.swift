public import NeuralNetwork

/// One training batch and one scoring batch of another feed, assembled once and handed out at every step and round.
///
/// The least that pictures can cost, to measure a feed against; not usable for training.
public struct CachedFeed: PictureFeed {
    private let feed: any PictureFeed
    private let training: PictureBatch
    private let scoring: PictureBatch

    /// Assembles the batches of the first step and of the first round.
    ///
    /// - Parameters:
    ///   - feed: Whose pictures are kept.
    ///   - valuesPerPicture: Floats of a picture, `side * side * channels`.
    public init(_ feed: any PictureFeed, valuesPerPicture: Int) {
        self.feed = feed
        training = feed.trainingBatch(step: 0).inMemory(valuesPerPicture: valuesPerPicture)
        scoring = feed.scoringBatch(round: 1).inMemory(valuesPerPicture: valuesPerPicture)
    }

    /// As many as the other feed has.
    public var trainingPictures: Int { feed.trainingPictures }

    /// The batch of the first step, whatever the step.
    public func trainingBatch(step: Int) -> PictureBatch { training }

    /// The pictures of the first round, whatever the round.
    public func scoringBatch(round: Int) -> PictureBatch { scoring }

    /// The other feed's own, which is not kept: rounds do not ask for it.
    public func commonBatch() -> PictureBatch { feed.commonBatch() }
}
