public import Architecture
import Foundation
public import NeuralNetwork
import Reproducibility
public import Supernet

/// A supernet without networks: how well each operation of each layer is trained stands for the weights.
///
/// Receives: scores and updates that the actors of a training ask for. Sends: nothing. Owns: one skill from 0 to 1 for each
/// operation of each layer, 0 at first.
///
/// With s the mean skill of a path's operations and z the path's quality in standard deviations above the mean,
///
///     loss(p) = (1 - s) ln(classes) + s (trainedLoss - lossSpread z)
///
/// so that untrained weights tell nothing about quality. A score adds noise / sqrt(n) twice, n being the pictures: once for
/// the round, which all of its paths share, and once for the path. An update moves every skill of its path by `learning`,
/// times the learning rate's share of its peak, towards 1 - harm (1 - F(z)), F being the normal distribution: strong paths
/// teach what is good for all, weak ones hold the shared weights back.
public actor SurrogateSupernet: SupernetModel {
    /// No networks, so no arenas.
    public typealias Arenas = Void

    /// The space of the landscape.
    public nonisolated let space: SearchSpace
    /// Pictures by which epochs are counted.
    public nonisolated var trainingPictures: Int { settings.trainingPictures }
    private nonisolated let landscape: MarkedLandscape
    private nonisolated let settings: SurrogateSettings
    private nonisolated let seed: UInt64
    /// For each layer and choice.
    private(set) var skills: [[Double]]

    /// An untrained surrogate.
    ///
    /// - Parameters:
    ///   - landscape: What the paths are worth.
    ///   - settings: How the weights learn.
    ///   - seed: Of the scoring noise.
    public init(_ landscape: MarkedLandscape, settings: SurrogateSettings, seed: UInt64) {
        self.landscape = landscape
        self.settings = settings
        self.seed = seed
        space = landscape.landscape.space
        skills = space.layers.map { _ in [Double](repeating: 0, count: landscape.landscape.space.operations.count) }
    }

    /// The loss that the skills and the landscape give, with the noise of the round and of the path in it.
    public func score(_ path: Path, round: Int) -> PassOutcome {
        outcome(of: path, pictures: settings.scoringPictures, round: round)
    }

    /// The same on the common set, whose noise is less where its pictures are more.
    public func scoreOnCommonSet(_ paths: [Path]) -> [PassOutcome] {
        // Rounds are counted from 1, so that this set's noise is its own.
        paths.map { outcome(of: $0, pictures: settings.commonPictures, round: 0) }
    }

    /// Moves the skills of the paths, one path after the other; returns their losses before, without noise.
    public func update(_ paths: [Path], pass: Int, rate: Double, round: Int) -> PassOutcome {
        var lossSum = 0.0
        for path in paths { lossSum += loss(of: path) * Double(settings.batch) }
        let step = settings.learning * rate / settings.fullRate
        for path in paths {
            let rank = 0.5 * erfc(-landscape.standardQuality(of: path) / 2.0.squareRoot())
            let goal = 1 - settings.harm * (1 - rank)
            for (layer, choice) in path.choices.enumerated() {
                skills[layer][Int(choice)] += step * (goal - skills[layer][Int(choice)])
            }
        }
        return PassOutcome(lossSum: lossSum, correct: 0, pictures: settings.batch * paths.count)
    }

    /// The mean skill of a path's operations, in [0, 1].
    func skill(of path: Path) -> Double {
        path.choices.enumerated().reduce(0) { $0 + skills[$1.offset][Int($1.element)] } / Double(path.choices.count)
    }

    private func loss(of path: Path) -> Double {
        let skill = skill(of: path)
        let trained = settings.trainedLoss - settings.lossSpread * landscape.standardQuality(of: path)
        return (1 - skill) * log(Double(settings.classes)) + skill * trained
    }

    private func outcome(of path: Path, pictures: Int, round: Int) -> PassOutcome {
        var shared = RandomStream(seed: seed, purpose: .simulatedScores, round: round)
        var own = RandomStream(seed: seed, purpose: .simulatedScores, round: round, index: path.key)
        let noise = settings.pictureNoise / Double(pictures).squareRoot()
        let loss = max(0, loss(of: path) + noise * (shared.normal() + own.normal()))
        // What a cross-entropy is for a classifier that is equally sure of every picture.
        return PassOutcome(
            lossSum: loss * Double(pictures), correct: Int((exp(-loss) * Double(pictures)).rounded()),
            pictures: pictures)
    }
}
