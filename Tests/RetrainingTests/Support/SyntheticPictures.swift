import NeuralNetwork
import Reproducibility
import Retraining

/// Small pictures whose mean tells their class, all of them drawn anew for every batch.
struct SyntheticPictures: RetrainingFeed {
    var batch = 16
    var batchesPerEpoch = 4
    var trainingPictures: Int { batch * batchesPerEpoch + 3 }
    /// Pictures held out.
    var validationPictures = 0
    /// The step whose pixels are NaN.
    var poisonedStep: Int?

    func trainingBatch(step: Int) -> PictureBatch {
        pictures(.augmentation, number: step, count: batch, isPoisoned: step == poisonedStep)
    }

    func calibrationBatch(_ index: Int, epoch: Int) -> PictureBatch {
        pictures(.trainingOrder, number: epoch * batchesPerEpoch + index, count: batch)
    }

    var validationBatch: PictureBatch? {
        validationPictures > 0 ? pictures(.holdOut, number: 0, count: validationPictures) : nil
    }

    private func pictures(
        _ set: RandomStream.Purpose, number: Int, count: Int, isPoisoned: Bool = false
    ) -> PictureBatch {
        var random = RandomStream(seed: 77, purpose: set, round: number, index: -1)
        let labels = (0..<count).map { _ in random.integer(below: 4) }
        return PictureBatch(labels: labels) { place, target in
            var stream = RandomStream(seed: 77, purpose: set, round: number, index: place)
            for pixel in 0..<72 {
                let isMarked = pixel % 4 == labels[place]
                target[pixel] = isPoisoned ? .nan : Float(stream.normal() * 0.5 + (isMarked ? 1 : 0))
            }
        }
    }
}
