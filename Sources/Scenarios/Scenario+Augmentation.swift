public import Datasets
import Imaging

extension Scenario {
    /// How pictures are varied that a phase trains on.
    ///
    /// Crops, flip, jitter and cutout are those of `data`, whichever phase; what belongs to the recipe of a found network
    /// is in `retrain`.
    public func augmentation(of phase: RunPhase) -> Augmentation {
        let (isRecipe, randAugment) = (phase == .retrain, retrain.randAugment)
        return Augmentation(
            padding: data.padding, horizontalFlip: data.flips, cutout: data.cutout, crop: data.framing.crop,
            jitter: data.framing.jitter, randAugment: isRecipe && randAugment.operations > 0 ? randAugment : nil,
            erasing: isRecipe ? retrain.erasing : nil)
    }
}
