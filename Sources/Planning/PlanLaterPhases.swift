import Documents
import Scenarios

/// What follows the training of the supernet, in picture passes.
public struct PlanLaterPhases: Hashable, Sendable {
    /// Networks that the search evaluates at most.
    public let networks: Int
    /// Pictures that it scores each of them on.
    public let picturesPerNetwork: Int
    /// Passes over its training pictures that the network found is trained for.
    public let epochs: Int
    /// Pictures that it is trained on, counted every time.
    public let retrainingImages: Int

    /// The choice among candidates; nil if the search's first network is retrained.
    public let choice: PlannedChoice?

    /// Works out the phases.
    ///
    /// - Parameters:
    ///   - scenario: Its sections `search`, `retrain` and `data`.
    ///   - trainingPictures: All training pictures, those that are held out included.
    init(_ scenario: Scenario, trainingPictures: Int) {
        let retrain = scenario.retrain
        networks = scenario.search.budget
        picturesPerNetwork = scenario.search.images ?? scenario.data.search
        epochs = retrain.epochs
        let used = scenario.data.trained(of: trainingPictures) + scenario.data.heldOut
        let pictures = used - retrain.judging(of: used, heldOut: scenario.data.heldOut)
        // An epoch's remainder makes no batch.
        retrainingImages = epochs * (max(0, pictures) / retrain.batch) * retrain.batch
        choice = PlannedChoice(scenario, trainingPictures: trainingPictures)
    }

    /// Pictures that go forward in the search.
    public var searchImages: Int { networks * picturesPerNetwork }

    /// The search's figures by name.
    var searchJSON: JSONValue {
        [
            "networks": .integer(networks), "pictures": .integer(picturesPerNetwork), "images": .integer(searchImages),
        ]
    }

    /// The retraining's figures by name.
    var retrainJSON: JSONValue {
        let json: JSONValue = ["epochs": .integer(epochs), "images": .integer(retrainingImages)]
        return choice.map { json.setting("candidates", to: $0.json) } ?? json
    }
}
