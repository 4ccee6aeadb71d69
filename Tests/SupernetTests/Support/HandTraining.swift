import Architecture
import Layout
import NeuralNetwork
import Optimizers
import Workers

@testable import Supernet

/// The rounds of a training, done again by hand from its records: no actor, no stream, one thread.
///
/// Groups and their cuts are written out here, so that they are not taken from the code under test.
struct HandTraining {
    let tiny: TinyTraining
    /// The places of a training batch that are normalised together.
    let trainingGroups: [Range<Int>]
    /// The places of a scored set that are normalised together.
    let scoringGroups: [Range<Int>]
    let weights: FloatBuffer
    let momentum: FloatBuffer
    private let gradients: FloatBuffer
    private let team = WorkerTeam(width: 1)
    private let memory = PassMemory(width: 1)
    private var passes = 0

    init(_ tiny: TinyTraining, trainingGroups: [Range<Int>]? = nil, scoringGroups: [Range<Int>]? = nil) {
        self.tiny = tiny
        self.trainingGroups = trainingGroups ?? [0..<tiny.feed.batch]
        self.scoringGroups = scoringGroups ?? [0..<tiny.feed.scoringPictures]
        weights = tiny.firstWeights
        momentum = FloatBuffer(count: weights.count)
        gradients = FloatBuffer(count: weights.count)
    }

    /// Scores a path with the weights as they are.
    func score(_ path: Path, round: Int) async throws -> PassOutcome {
        try await score(path, on: tiny.feed.scoringBatch(round: round), groups: scoringGroups)
    }

    /// Scores a path on the common held-out set.
    func scoreOnCommonSet(_ path: Path) async throws -> PassOutcome {
        // Groups no larger than a round's: 20 pictures where a round scores 16 are two groups of 10.
        let pictures = tiny.feed.commonBatch()
        return try await score(path, on: pictures, groups: pictures.groups(of: tiny.settings.scoringGroup))
    }

    private func score(_ path: Path, on batch: PictureBatch, groups: [Range<Int>]) async throws -> PassOutcome {
        let (subnet, weights, memory) = (tiny.layout.subnet(path), weights, memory)
        return try await team.run { crew in
            groups.reduce(.none) {
                $0 + subnet.score(batch, group: $1, weights: weights, crew: crew, memory: memory)
            }
        }
    }

    /// One update from the paths' gradients, each on its own next batch: in each tensor the mean over those that use it.
    ///
    /// - Returns: The mean loss over all pictures.
    mutating func update(_ paths: [Path], rate: Double) async throws -> Double {
        var outcome = PassOutcome.none
        for path in paths {
            let batch = tiny.feed.trainingBatch(step: passes)
            passes += 1
            let subnet = tiny.layout.subnet(path)
            let (weights, gradients, memory, groups) = (weights, gradients, memory, trainingGroups)
            let smoothing = tiny.settings.labelSmoothing
            let found = try await team.run { crew in
                groups.reduce(PassOutcome.none) {
                    // Several groups are summed up each on its own, then added.
                    let own = groups.count > 1 ? FloatBuffer(count: gradients.count) : gradients
                    let outcome = subnet.addGradient(
                        of: batch, group: $1, labelSmoothing: smoothing, scale: 1 / Float(batch.count),
                        weights: weights, into: own, crew: crew, memory: memory)
                    if groups.count > 1 {
                        for place in 0..<own.count { gradients.pointer[place] += own[place] }
                    }
                    return $0 + outcome
                }
            }
            outcome = outcome + found
        }
        let used = tiny.layout.table.parameters.filter { parameter in
            paths.contains { tiny.layout.subnet($0).parameters.contains(parameter) }
        }
        for parameter in used {
            let users = paths.count { tiny.layout.subnet($0).parameters.contains(parameter) }
            for place in parameter.range { gradients.pointer[place] *= 1 / Float(users) }
        }
        let (weights, gradients, momentum, optimizer) = (weights, gradients, momentum, tiny.settings.optimizer)
        try await team.run { crew in
            optimizer.step(
                used, weights: weights, gradients: gradients, velocities: momentum, rate: Float(rate), crew: crew)
        }
        return outcome.loss
    }
}
