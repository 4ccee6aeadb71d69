import Documents
public import Retraining
import Scenarios

/// What it costs to choose by training the network that is retrained, in picture passes.
public struct PlannedChoice: Hashable, Sendable {
    /// Which network is trained for how many epochs.
    public let halving: SuccessiveHalving
    /// Pictures that networks are trained on, counted every time; those of a training that then continues are the
    /// retraining's own.
    public let trainingImages: Int
    /// Validation passes, epoch by epoch and at the ends of rungs.
    public let judgingImages: Int

    /// Works out the choice.
    ///
    /// - Parameters:
    ///   - scenario: Its sections `retrain` and `data`.
    ///   - trainingPictures: All training pictures, those that are held out included.
    /// - Returns: Nil where there is no choice to make.
    init?(_ scenario: Scenario, trainingPictures: Int) {
        let retrain = scenario.retrain
        guard retrain.candidates > 1 else { return nil }
        halving = SuccessiveHalving(candidates: retrain.candidates, epochs: retrain.epochs)
        let cost = CostOfChoice(
            halving, retrain: retrain, pictures: max(0, scenario.data.trained(of: trainingPictures)),
            heldOut: scenario.data.heldOut)
        (trainingImages, judgingImages) = (cost.trainingImages, cost.judgingImages)
    }

    /// The figures by name.
    var json: JSONValue {
        [
            "networks": .integer(halving.candidates), "images": .integer(trainingImages),
            "judging_images": .integer(judgingImages),
            "rungs": .array(
                halving.rungs.map { ["networks": .integer($0.entrants), "epoch": .integer($0.epoch)] }),
        ]
    }
}
