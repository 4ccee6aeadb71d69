public import Architecture
public import Documents
import Exchange
import Foundation
import Host
import Layout
public import NeuralNetwork
import Optimizers
import Supernet

/// What a measurement runs: which paths, how many pictures, and the arithmetic in it.
public struct BenchPlan: Hashable, Sendable {
    /// The kind of work.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// One training step for each path.
        case train
        /// Ten paths forward, each on all pictures.
        case score
        /// Ten paths scored on all pictures as one group, the first five of them trained one step.
        case round
    }

    /// The outlines that can be measured: those of GreedyNAS's own size.
    public static let macros = [Macro.cifar, Macro.imagenet]

    /// Paths that are scored; a file's first ones.
    static let scoredPaths = 10
    /// Paths that are drawn for training where no file names any.
    static let trainedPaths = 20
    /// Paths of a round that are trained.
    static let keptPaths = 5

    /// The kind of work.
    public let mode: Mode
    /// The space of the paths: ReLU6, no identity where the shape changes.
    public let space: SearchSpace
    /// Pictures of a training step.
    public let batch: Int
    /// Pictures that are normalised together at most, whose gradient one rank computes; nil for all of a training batch and
    /// for as many scored ones as the mode has.
    public let group: Int?
    /// Pictures on which a path is scored.
    public let images: Int
    /// The numbers that scores are computed from.
    public let precision: ScoringPrecision
    /// Threads that compute.
    public let workers: Int
    /// Repetitions that count.
    public let repetitions: Int
    /// The paths that are run, in the order of the file.
    public let paths: [Path]
    /// The multiply-accumulates of each path for one picture.
    let macs: [Int]

    /// Plans a measurement.
    ///
    /// - Parameters:
    ///   - mode: The kind of work.
    ///   - macro: One of `macros`.
    ///   - width: The multiplier of all channels.
    ///   - batch: Pictures of a training step; nil for 64, or 32 at `imagenet`.
    ///   - group: Pictures that are normalised together at most; nil for a whole training batch.
    ///   - images: Pictures on which a path is scored; nil for 256 in a round, else 1000, or 64 at `imagenet`.
    ///   - precision: The numbers that scores are computed from.
    ///   - workers: Threads that compute; nil for the cores at hand.
    ///   - repetitions: Repetitions that count.
    ///   - file: Where the paths are; nil to draw ten of them, or twenty to train.
    /// - Throws: `Refusal` where the width or the file is wrong, or scores at the precision would be slow by this build.
    /// - Precondition: Numbers are positive.
    public init(
        mode: Mode, macro: Macro, width: Double = 1, batch: Int? = nil, group: Int? = nil, images: Int? = nil,
        precision: ScoringPrecision = .float32, workers: Int? = nil, repetitions: Int = 3, file: String? = nil
    ) throws(Refusal) {
        precondition((batch ?? 1) > 0 && (group ?? 1) > 0 && (images ?? 1) > 0 && (workers ?? 1) > 0 && repetitions > 0)
        do {
            space = try SearchSpace(
                macro: macro, operations: SearchSpace.operations7, width: width, identity: .excluded,
                activation: .relu6, stemActivation: .relu6)
        } catch {
            throw Refusal("\(error)")
        }
        if let shortcoming = precision.shortcoming(of: "--precision") { throw Refusal(shortcoming) }
        let isLarge = macro == .imagenet
        self.mode = mode
        self.batch = batch ?? (isLarge ? 32 : 64)
        self.group = group
        self.images = images ?? (mode == .round ? 256 : isLarge ? 64 : 1000)
        self.precision = precision
        self.workers = workers ?? Processor.cores
        self.repetitions = repetitions
        let found =
            if let file {
                try BenchPaths.read(file, for: space)
            } else {
                BenchPaths.drawn(mode == .train ? Self.trainedPaths : Self.scoredPaths, from: space)
            }
        paths = mode == .train ? found : Array(found.prefix(Self.scoredPaths))
        let space = space
        macs = paths.map { space.blueprint(of: $0).macs }
    }

    /// The paths that are scored.
    var scored: ArraySlice<Path> { mode == .train ? [] : paths[...] }

    /// The paths that are trained, one step each.
    var trained: ArraySlice<Path> {
        switch mode {
        case .train: paths[...]
        case .score: []
        case .round: paths.prefix(Self.keptPaths)
        }
    }

    /// Pictures that are normalised together when a path is scored; at most.
    var scoringGroup: Int { min(images, group ?? (mode == .round ? images : space.macro.side > 64 ? 32 : 250)) }

    /// Pictures of a training batch that are normalised together.
    var trainingGroup: Int { min(batch, group ?? batch) }

    /// Pictures that pass through a path, forward or forward and backward, in one repetition.
    public var picturePasses: Int { scored.count * images + trained.count * batch }

    /// Floating-point operations of one repetition: 2 a multiply-accumulate, training as much as three times forward.
    public var operations: Double {
        let scored = 2 * Double(images) * macs.prefix(scored.count).reduce(0) { $0 + Double($1) }
        let trained = 6 * Double(batch) * macs.prefix(trained.count).reduce(0) { $0 + Double($1) }
        return scored + trained
    }

    /// Bytes that the work occupies at its peak, about: arenas, pictures, and what passes keep.
    ///
    /// - Parameter ranks: The processes that share the work, of which this is one.
    func bytes(layout: SupernetLayout, ranks: Int) -> Int {
        let groups = (batch + trainingGroup - 1) / trainingGroup
        let largest = trained.map { layout.subnet($0).parameters.reduce(0) { $0 + $1.range.count } }.max() ?? 0
        let sums = groups > 1 ? SpreadSum.memory(parts: groups, floats: largest, ranks: ranks) : 0
        let floats = sums + 3 * layout.table.count + max(batch, scoringGroup) * space.macro.side * space.macro.side * 3
        let training = trained.map { layout.subnet($0).passBytes(pictures: trainingGroup, isTraining: true) }
        let scoring = scored.map {
            layout.subnet($0).passBytes(pictures: scoringGroup, isTraining: false, precision: precision)
        }
        let jobs = max(training.map(\.job).max() ?? 0, min(workers, scored.count) * (scoring.map(\.job).max() ?? 0))
        let thread = (training + scoring).map(\.thread).max() ?? 0
        return floats * MemoryLayout<Float>.stride + jobs + workers * thread
    }

    /// The training of the supernet as settings of the engine: momentum 0.9 with Nesterov's look ahead, weight
    /// decay 4e-5, rate 0.01, and initial weights without zero-init.
    var settings: SupernetSettings {
        SupernetSettings(
            strategy: .greedy, seed: 1, plannedRounds: 1, sampledPaths: Self.scoredPaths, keptPaths: Self.keptPaths,
            batch: batch, normalizationBatch: group, scoringPictures: scoringGroup,
            scoringPrecision: precision,
            epsilon: EpsilonSchedule(shape: .constant, maximum: 0, warmupRounds: 0, plannedRounds: 1), poolSize: 1,
            alpha: 0, steadinessRounds: 1, cooldown: 0,
            optimizer: SGD(momentum: 0.9, weightDecay: 4e-5, isNesterov: true),
            learningRate: LearningRate(base: 0.01, schedule: .cosine, warmupSteps: 0, plannedSteps: 1),
            labelSmoothing: 0, initialization: .authors)
    }
}
