public import NeuralNetwork

/// Where the pictures come from: pure functions of step and round, so that a resumed run sees the same ones.
public protocol PictureFeed: Sendable {
    /// Training pictures, held-out ones left out.
    var trainingPictures: Int { get }
    /// The batch of a training pass, counted from 0: augmented.
    func trainingBatch(step: Int) -> PictureBatch
    /// The held-out pictures on which the paths of a round are scored: a fresh random set for each round.
    func scoringBatch(round: Int) -> PictureBatch
    /// All held-out pictures of the search part: on them every member of the pool is scored when training ends.
    func commonBatch() -> PictureBatch
}
