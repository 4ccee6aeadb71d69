package import Architecture
import Documents
package import Exchange
import Foundation
import Layout
package import NeuralNetwork
import Reproducibility
import RunFiles
package import Supernet
import TensorFiles
package import Workers

/// A supernet whose training is over, ready to score paths.
package struct TrainedSupernet: Sendable {
    /// How it was trained.
    package let phase: SupernetPhase
    /// The trained weights, read only.
    package let weights: FloatBuffer
    /// The SHA-256 of `supernet.weights`.
    package let sha256: String
    /// The members of the candidate pool, best first.
    package let pool: [Path]

    /// Puts the parts together.
    init(phase: SupernetPhase, weights: FloatBuffer, sha256: String, pool: [Path]) {
        self.phase = phase
        self.weights = weights
        self.sha256 = sha256
        self.pool = pool
    }

    /// Reads what the training has left in the folder of its run.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - phase: How the supernet was trained there.
    /// - Throws: `Refusal` where `pool.json` or `supernet.weights` cannot be read, are of another space, or are not as the
    ///   run left them.
    package init(of folder: String, phase: SupernetPhase) throws {
        pool = try PoolFile.paths(of: "\(folder)/\(RunFileName.pool)", space: phase.space)
        (weights, sha256) = try WeightsFile.read("\(folder)/\(RunFileName.supernetWeights)", layout: phase.layout)
        let files = try KeptFiles(of: folder)
        try files.check([RunFileName.pool])
        try files.check(RunFileName.supernetWeights, sha256: sha256)
        self.phase = phase
    }

    /// Scores paths on pictures of the training part, on all ranks where there are several.
    ///
    /// - Parameters:
    ///   - places: The pictures' places in that part.
    ///   - group: The largest group of pictures that is normalised together.
    ///   - team: The threads that compute.
    ///   - precision: The numbers that scores are computed from.
    ///   - ranks: The processes that compute together, of which this is the first; nil for one alone.
    package func scoring(
        on places: [Int], group: Int, team: WorkerTeam, precision: ScoringPrecision, ranks: Ranks?
    ) async -> PathScoring {
        ranks?.order(RunOrder.score)
        return await PathScoring(
            layout: phase.layout, weights: weights, feed: phase.feed, places: places, group: group, team: team,
            precision: precision, ranks: ranks)
    }

    /// Scores paths on the search part, on all ranks where there are several.
    ///
    /// - Parameters:
    ///   - count: So many of its pictures; nil for all of them.
    ///   - group: The largest group of pictures that is normalised together.
    ///   - team: The threads that compute.
    ///   - precision: The numbers that scores are computed from.
    ///   - ranks: The processes that compute together, of which this is the first; nil for one alone.
    package func scoring(
        count: Int?, group: Int, team: WorkerTeam, precision: ScoringPrecision, ranks: Ranks?
    ) async -> PathScoring {
        ranks?.order(RunOrder.score)
        return await PathScoring(
            layout: phase.layout, weights: weights, feed: phase.feed, count: count, group: group, team: team,
            precision: precision, ranks: ranks)
    }
}

extension RunDirectory {
    /// Writes `pool.json` and `supernet.weights`.
    ///
    /// - Parameters:
    ///   - pool: The candidate pool.
    ///   - pictures: What its members were scored on, in words.
    ///   - standing: How it compares with uniform paths, where that is known.
    ///   - weights: The weights.
    ///   - layout: Where they lie.
    /// - Returns: The SHA-256 of `supernet.weights`.
    func write(
        _ pool: PoolState, scoredOn pictures: String, standing: PoolStanding? = nil, weights: FloatBuffer,
        of layout: SupernetLayout
    ) throws(Failure) -> String {
        let file = PoolFile(pool, space: layout.space, scoredOn: pictures, standing: standing)
        try write(file.json(space: layout.space), to: RunFileName.pool)
        let data = WeightsFile.data(
            layout.table.parameters, in: weights,
            metadata: [(RunKey.space, layout.space.description), (RunKey.fingerprint, layout.space.fingerprint)])
        try write(data, to: RunFileName.supernetWeights)
        var hash = SHA256()
        hash.update(data.span)
        return hash.hexadecimal
    }
}
