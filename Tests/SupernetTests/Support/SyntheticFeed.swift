import NeuralNetwork
import Reproducibility
import Supernet
import TestSupport

/// Small pictures of random numbers: another set for every step, every round and the end.
struct SyntheticFeed: PictureFeed {
    /// What a set of pictures is for.
    enum Purpose: Hashable, Sendable {
        case training(step: Int)
        case scoring(round: Int)
        case common
    }

    var side = 6
    var channels = 2
    var classes = 4
    var batch = 12
    var scoringPictures = 16
    var commonPictures = 20
    var trainingPictures = 120
    /// The sets whose pixels are NaN.
    var poisoned: [Purpose] = []
    /// Called whenever a set is asked for.
    var onRequest: @Sendable (Purpose) -> Void = { _ in }
    /// Called whenever a picture is assembled, with its place in its set.
    var onPicture: @Sendable (_ place: Int) -> Void = { _ in }

    func trainingBatch(step: Int) -> PictureBatch { pictures(.training(step: step), count: batch) }
    func scoringBatch(round: Int) -> PictureBatch { pictures(.scoring(round: round), count: scoringPictures) }
    func commonBatch() -> PictureBatch { pictures(.common, count: commonPictures) }

    private func pictures(_ purpose: Purpose, count: Int) -> PictureBatch {
        onRequest(purpose)
        let (number, set) =
            switch purpose {
            case .training(let step): (step, RandomStream.Purpose.augmentation)
            case .scoring(let round): (round, .scoringPictures)
            case .common: (0, .scoringGroups)
            }
        let batch = PictureBatch.synthetic(
            set, number: number, count: count, classes: classes, pixels: side * side * channels,
            isPoisoned: poisoned.contains(purpose))
        let onPicture = onPicture
        return PictureBatch(labels: batch.labels) { place, target in
            onPicture(place)
            batch.write(place, target)
        }
    }
}
