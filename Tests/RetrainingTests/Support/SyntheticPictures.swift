import NeuralNetwork
import Reproducibility
import Retraining
import TestSupport

/// Small pictures whose mean tells their class, all of them drawn anew for every batch.
struct SyntheticPictures: RetrainingFeed {
    var batch = 16
    var batchesPerEpoch = 4
    /// Numbers of a picture.
    var pixels = 72
    var trainingPictures: Int { batch * batchesPerEpoch + 3 }
    /// Pictures held out.
    var validationPictures = 0
    /// Whether their pixels are NaN.
    var poisonsValidation = false
    /// The step whose pixels are NaN.
    var poisonedStep: Int?
    /// The step, or batch of a calibration, whose pixels are so large that their variance is no Float.
    var loudStep: Int?

    func trainingBatch(step: Int) -> PictureBatch {
        pictures(.augmentation, number: step, count: batch, isPoisoned: step == poisonedStep)
    }

    func calibrationBatch(_ index: Int, epoch: Int) -> PictureBatch {
        pictures(.trainingOrder, number: epoch * batchesPerEpoch + index, count: batch)
    }

    var validationBatch: PictureBatch? {
        validationPictures > 0
            ? pictures(.holdOut, number: -1, count: validationPictures, isPoisoned: poisonsValidation) : nil
    }

    private func pictures(
        _ set: RandomStream.Purpose, number: Int, count: Int, isPoisoned: Bool = false
    ) -> PictureBatch {
        let loudness = number == loudStep ? 1e25 : 1
        return .synthetic(set, number: number, count: count, classes: 4, pixels: pixels, isPoisoned: isPoisoned) {
            normal, pixel, label in
            loudness * (normal * 0.5 + (pixel % 4 == label ? 1 : 0))
        }
    }
}
