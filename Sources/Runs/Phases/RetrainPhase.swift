import Architecture
import Datasets
import Documents
import NeuralNetwork
import Retraining
import RunFiles
import Scenarios
import Workers

/// The last phase of a run: trains a network from scratch, then tests it.
struct RetrainPhase {
    let settings: RetrainingSettings
    private let feed: PictureRetrainingFeed
    private let test: TestSet
    private let pictures: Pictures
    private let classes: Int

    /// Prepares the pictures and the settings; the test part is not opened.
    ///
    /// - Parameters:
    ///   - scenario: Its section `retrain`.
    ///   - supernet: The pictures that have been read, and their division.
    /// - Throws: `Refusal` where there are too few pictures for a batch.
    init(_ scenario: Scenario, pictures supernet: SupernetPhase) throws {
        let retrain = scenario.retrain
        let (training, validation) =
            switch retrain.pictures {
            case .all: (Array(0..<supernet.pictures.count), [Int]())
            // Where one part serves both purposes it is still one part.
            case .training:
                (supernet.holdOut.training, Array(Set(supernet.holdOut.filtering + supernet.holdOut.search)).sorted())
            }
        settings = scenario.retrainingSettings(trainingPictures: training.count)
        do {
            feed = try PictureRetrainingFeed(
                pictures: supernet.pictures, training: training, validation: validation,
                augmentation: Augmentation(
                    padding: scenario.data.padding, horizontalFlip: scenario.data.flips, cutout: scenario.data.cutout),
                settings: settings)
        } catch let error as DatasetsError {
            throw Refusal("\(error)")
        }
        test = supernet.test
        pictures = supernet.pictures
        classes = test.classNames.count
    }

    /// The network in a form that can be trained on the pictures.
    ///
    /// - Throws: `Refusal` where it cannot, or is made for other pictures.
    func layout(of network: Blueprint) throws(Refusal) -> NetworkLayout {
        guard network.side == pictures.width, network.channels == pictures.channels, network.classes == classes else {
            throw Refusal(
                "the network takes \(network.channels)x\(network.side)x\(network.side) and tells \(network.classes) classes "
                    + "apart; expected one for \(pictures.channels)x\(pictures.width)x\(pictures.width) and \(classes) "
                    + "classes, as the scenario's pictures have")
        }
        do throws(NetworkLayoutError) {
            return try NetworkLayout(network)
        } catch {
            throw Refusal("\(error)")
        }
    }

    /// Batches of an epoch, and steps of the whole training.
    var batchesPerEpoch: Int { feed.batchesPerEpoch }
    var plannedSteps: Int { settings.epochs * feed.batchesPerEpoch }

    /// Trains the network, and opens the test set, which is noted before.
    ///
    /// - Parameters:
    ///   - network: As `layout` gave it.
    ///   - state: Where to go on from; its arenas are taken over. Nil for the beginning.
    ///   - watch: Measures the time.
    ///   - openings: Where openings of the test set are noted.
    ///   - team: The threads that compute.
    ///   - report: Called after each epoch, in their order.
    ///   - keep: Called after each step; the state's arenas change with the next one.
    ///   - save: Takes the trained network before the test, so that a test that fails does not lose it.
    /// - Throws: `RetrainingError` where a number is not finite; what `report`, `keep` and the set's reader throw.
    func run(
        _ network: NetworkLayout, from state: RetrainingState? = nil, watch: PhaseTime.Watch, openings: TestOpenings,
        team: WorkerTeam, report: @Sendable (EpochRecord) async throws -> Void,
        keep: @escaping @Sendable (RetrainingState) async throws -> Void = { _ in },
        save: (TrainedNetwork) throws -> Void
    ) async throws -> RetrainResult {
        let training = NetworkTraining(network, settings: settings, feed: feed, team: team, state: state)
        let trained = try await training.run(afterStep: keep, report: report)
        try save(trained)
        try openings.note()
        let outcome = try await trained.test(on: test, normalization: feed.normalization, team: team)
        return RetrainResult(
            trained: trained, records: await training.state.records, outcome: outcome,
            classNames: test.classNames, trainingPictures: feed.trainingPictures, testOpenings: try openings.count,
            seconds: watch.time.seconds)
    }
}
