import Architecture
import Datasets
import Foundation
import Kernels
import NeuralNetwork
import Retraining
import Supernet

/// The first phase of a run: from a scenario to a training that is ready to begin.
struct SupernetPhase {
    let layout: SupernetLayout
    let settings: SupernetSettings
    let feed: DatasetFeed
    /// The pictures' own size and classes decide the space that is searched.
    let space: SearchSpace
    let holdOut: HoldOut
    /// The training part of the data set, held-out pictures included.
    let pictures: Pictures
    /// The test part of the data set.
    ///
    /// Nothing else leads to its pictures, so that no phase looks at them uncounted.
    let test: TestSet
    /// The data set's files, digest and name; empty for generated pictures.
    let files: [String]

    /// Prepares the phase, as `init(_:)` does; where a folder has not the pictures it should have, the run does not begin.
    ///
    /// - Throws: `RunRefusal` for whatever keeps the run from beginning.
    init(reading scenario: Scenario) throws {
        do {
            try self.init(scenario)
        } catch let error as DatasetsError {
            throw RunRefusal("\(error)")
        }
    }

    /// Reads the training pictures and prepares everything; the test part is not opened.
    ///
    /// - Throws: `RunRefusal` for whatever keeps the run from beginning.
    init(_ scenario: Scenario) throws {
        let source = try scenario.data.source(seed: scenario.seed)
        test = TestSet(of: source)
        files = try source.files().map { "\($0.sha256)  \(URL(fileURLWithPath: $0.path).lastPathComponent)" }
        if let expected = scenario.data.files, expected != files {
            throw RunRefusal(
                "the files of \(source.name) in \(scenario.data.path ?? "memory") are not those that data.files lists; "
                    + "expected the pictures that the scenario was run with")
        }
        var pictures = try source.training()
        if let limit = scenario.data.trainingPictures {
            guard limit <= pictures.count else {
                throw RunRefusal(
                    "data.training_pictures is \(limit), and the set \(source.name) has \(pictures.count) training "
                        + "pictures; expected at most those")
            }
            pictures = pictures.prefix(limit)
        }
        guard pictures.height == pictures.width else {
            throw RunRefusal(
                "the pictures of \(source.name) are \(pictures.height) x \(pictures.width); expected square ones")
        }
        space = try scenario.space.searchSpace(
            for: PictureSetSize(
                training: pictures.count, test: 0, side: pictures.width, channels: pictures.channels,
                classes: source.classNames.count))
        let seed = UInt64(scenario.seed)
        holdOut = try HoldOut(
            labels: pictures.labels, classes: source.classNames.count, filtering: scenario.data.filtering,
            search: scenario.data.search, shared: scenario.data.hasSharedHoldOut, seed: seed)
        settings = scenario.supernetSettings(trainingPictures: holdOut.training.count, space: space)
        feed = try DatasetFeed(
            pictures: pictures, holdOut: holdOut,
            augmentation: Augmentation(
                padding: scenario.data.padding, horizontalFlip: scenario.data.flips, cutout: scenario.data.cutout),
            batch: settings.batch, scoringPictures: settings.scoringPictures, seed: seed)
        layout = SupernetLayout(space)
        self.pictures = pictures
    }
}

extension Scenario {
    /// The resolved scenario with the digests of the files that were read: what a run keeps.
    ///
    /// - Parameters:
    ///   - files: The set's files with their digests; empty for generated pictures.
    ///   - latency: The SHA-256 of the latency table's file; nil without one.
    func resolved(files: [String], latency: String?) -> JSONValue {
        var resolved = resolved
        if !files.isEmpty, let data = resolved["data"] {
            resolved = resolved.setting("data", to: data.setting("files", to: .array(files.map { .string($0) })))
        }
        if let latency, let search = resolved["search"] {
            resolved = resolved.setting("search", to: search.setting("latency_sha256", to: .string(latency)))
        }
        return resolved
    }

    /// The training of the supernet as the engine wants to know it.
    ///
    /// - Parameters:
    ///   - trainingPictures: The pictures that the weights are trained on.
    ///   - space: The search space for the pictures' real size.
    func supernetSettings(trainingPictures: Int, space: SearchSpace) -> SupernetSettings {
        let rounds = supernet.plannedRounds(trainingPictures: trainingPictures, in: space)
        let isGreedy = supernet.strategy == .greedy
        let trained = max(1, supernet.trainedPaths(in: space))
        return SupernetSettings(
            strategy: supernet.strategy, seed: UInt64(seed), plannedRounds: rounds,
            roundLimit: supernet.paidRounds(in: space), sampledPaths: isGreedy ? supernet.m : trained,
            keptPaths: trained, batch: supernet.batch, normalizationBatch: supernet.normalizationBatch,
            scoringPictures: supernet.scoringPictures, score: supernet.score, sampling: supernet.sampling,
            epsilon: supernet.epsilon.schedule(plannedRounds: rounds), poolSize: supernet.pool.size,
            admission: supernet.pool.admit, alpha: supernet.alpha, steadinessRounds: supernet.steadinessRounds,
            cooldown: supernet.cooldown, optimizer: supernet.optimizer.rule,
            learningRate: supernet.optimizer.learningRate(plannedSteps: rounds * supernet.updatesPerRound),
            labelSmoothing: Float(supernet.optimizer.labelSmoothing))
    }
}
