package import Architecture
package import Datasets
import Documents
import Foundation
package import Imaging
import Planning
import Retraining
import RunFiles
package import Scenarios

/// The pictures of a scenario, read and split: what its phases train on, score on, and test on in the end.
///
/// Whatever reads a scenario's pictures reads them here, so that here is also where it is refused what this machine has not
/// the memory for.
package struct ScenarioPictures: Sendable {
    /// The training part of the data set, held-out pictures included.
    package let training: Pictures
    /// How it is split.
    package let holdOut: HoldOut
    /// How all pictures are brought to the size that the network takes.
    package let framing: Framing
    /// How pictures are varied that the supernet is trained on.
    let augmentation: Augmentation
    /// How pictures are varied that the found network is trained on.
    let retrainAugmentation: Augmentation
    /// The test part of the data set, which is not opened.
    ///
    /// Nothing else leads to its pictures, so that no phase looks at them uncounted.
    let test: TestSet
    /// The space that is searched, which the pictures' own size and classes decide.
    package let space: SearchSpace
    /// The data set's files, digest and name; empty for generated pictures.
    package let files: [String]
    /// What the caller should be told of the pictures, a sentence each.
    let warnings: [String]

    /// Reads the training part.
    ///
    /// - Parameters:
    ///   - scenario: Its section `data`.
    ///   - phases: What the pictures are for.
    ///   - workers: Threads that will compute.
    ///   - network: What is retrained, where that is known.
    ///   - ranks: The processes that share the work.
    /// - Throws: `Refusal`, before anything is read, where the phases need more memory than there is; that or
    ///   `ScenarioError` for pictures that are not there or do not fit the scenario.
    package init(
        _ scenario: Scenario, for phases: ClosedRange<RunPhase>, workers: Int, network: Blueprint? = nil,
        ranks: Int = 1
    ) throws {
        do {
            // Other pictures than those of the published set need another memory. What is wrong with them is said below, but
            // before they are packed.
            let isUnpacked = scenario.data.isUnpacked
            let measured = try isUnpacked ? scenario.measured() : (try? scenario.measured()) ?? scenario
            try MachineCheck.check(measured, phases: phases, workers: workers, network: network, ranks: ranks)
            if isUnpacked, phases.contains(.supernet) { try Plan.check(measured) }
            try self.init(reading: scenario)
        } catch let error as DatasetsError {
            throw Refusal("\(error)")
        }
    }

    private init(reading scenario: Scenario) throws {
        let source = try scenario.data.source(seed: scenario.seed)
        test = TestSet(of: source)
        files = try source.files().map { "\($0.sha256)  \(URL(fileURLWithPath: $0.path).lastPathComponent)" }
        if let expected = scenario.data.files, expected != files {
            throw Refusal(
                "the files of \(source.name) in \(scenario.data.path ?? "memory") are not those that data.files "
                    + "lists: \(Self.difference(files, expected)); expected the files with which the scenario was run")
        }
        let pictures = try source.training()
        framing = scenario.data.framing.framing
        let side = framing.side ?? pictures.width
        if let problem = scenario.data.augmentationProblem(side: min(framing.side ?? pictures.height, side)) {
            throw Refusal(problem)
        }
        guard pictures.height == pictures.width || framing.side != nil else {
            throw Refusal(
                "the pictures of \(source.name) are \(pictures.height) x \(pictures.width); expected square ones, or "
                    + "data.side, to which they are resized")
        }
        space = try scenario.space.searchSpace(
            for: PictureSetSize(
                training: pictures.count, test: 0, side: side, channels: pictures.channels,
                classes: source.classNames.count))
        holdOut = try HoldOut(
            labels: pictures.labels, classes: source.classNames.count, filtering: scenario.data.filtering,
            search: scenario.data.search, shared: scenario.data.hasSharedHoldOut, seed: UInt64(scenario.seed))
        let counts = ClassCounts(
            of: holdOut.training.lazy.map { pictures.labels[$0] }, names: source.classNames, set: source.name)
        try counts.checkThereAreTwo()
        let enlargement = scenario.data.enlargement(of: min(pictures.height, pictures.width))
        warnings = [counts.warning, enlargement].compactMap(\.self)
        augmentation = scenario.augmentation(of: .supernet)
        retrainAugmentation = scenario.augmentation(of: .retrain)
        training = pictures
    }

    /// Height and width of a picture as the network sees it.
    var side: Int { framing.side ?? training.width }

    /// What networks of these pictures take.
    ///
    /// - Parameters:
    ///   - supernet: How bytes become numbers for the supernet; nil where none is trained.
    ///   - network: How they become numbers for a network that is retrained; nil where none is.
    func input(supernet: Normalization?, network: Normalization?) -> NetworkInput {
        NetworkInput(
            channels: training.channels, side: side, classNames: test.classNames, supernet: supernet,
            network: network)
    }

    /// The first file that is not the one that was listed, each a digest and a name.
    private static func difference(_ found: [String], _ expected: [String]) -> String {
        func name(_ line: String) -> String { String(line.drop { $0 != " " }.drop { $0 == " " }) }
        if let line = expected.first(where: { line in !found.contains { name($0) == name(line) } }) {
            return "\(name(line)) is missing"
        }
        guard let line = found.first(where: { !expected.contains($0) }) else { return "there are fewer than listed" }
        let isListed = expected.contains { name($0) == name(line) }
        return isListed ? "\(name(line)) has changed" : "\(name(line)) is not listed"
    }
}
