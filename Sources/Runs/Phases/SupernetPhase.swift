package import Architecture
package import Datasets
import Documents
import Foundation
package import NeuralNetwork
import Retraining
package import Scenarios
package import Supernet

/// The first phase of a run: from a scenario to a training that is ready to begin.
package struct SupernetPhase {
    package let layout: SupernetLayout
    package let settings: SupernetSettings
    package let feed: DatasetFeed
    /// The pictures' own size and classes decide the space that is searched.
    package let space: SearchSpace
    package let holdOut: HoldOut
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
    /// - Throws: `Refusal` for whatever keeps the run from beginning.
    package init(reading scenario: Scenario) throws {
        do {
            try self.init(scenario)
        } catch let error as DatasetsError {
            throw Refusal("\(error)")
        }
    }

    /// Reads the training pictures and prepares everything; the test part is not opened.
    ///
    /// - Throws: `Refusal` for whatever keeps the run from beginning.
    package init(_ scenario: Scenario) throws {
        let source = try scenario.data.source(seed: scenario.seed)
        test = TestSet(of: source)
        files = try source.files().map { "\($0.sha256)  \(URL(fileURLWithPath: $0.path).lastPathComponent)" }
        if let expected = scenario.data.files, expected != files {
            throw Refusal(
                "the files of \(source.name) in \(scenario.data.path ?? "memory") are not those that data.files lists; "
                    + "expected the pictures that the scenario was run with")
        }
        var pictures = try source.training()
        if let limit = scenario.data.trainingPictures {
            guard limit <= pictures.count else {
                throw Refusal(
                    "data.training_pictures is \(limit), and the set \(source.name) has \(pictures.count) training "
                        + "pictures; expected at most those")
            }
            pictures = pictures.prefix(limit)
        }
        guard pictures.height == pictures.width else {
            throw Refusal(
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
