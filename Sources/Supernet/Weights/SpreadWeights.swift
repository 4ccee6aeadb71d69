import Architecture
import Exchange
import NeuralNetwork
import Reproducibility
import Workers

/// The supernet on several ranks, as the first one sees it: whatever is computed is ordered from all others too.
///
/// The weights are held by every rank, and every rank takes the same updates; they are compared when the training keeps a
/// state, and when it ends.
struct SpreadWeights: SupernetModel {
    /// This rank's weights.
    private let own: SharedWeights
    private let ranks: Ranks

    /// Takes over weights that all ranks have been given.
    init(_ own: SharedWeights, over ranks: Ranks) {
        self.own = own
        self.ranks = ranks
    }

    var space: SearchSpace { own.space }
    var trainingPictures: Int { own.trainingPictures }

    func score(_ path: Path, round: Int) async throws -> PassOutcome { try await score([path], round: round)[0] }

    func score(_ paths: [Path], round: Int) async throws -> [PassOutcome] {
        guard !paths.isEmpty else { return [] }
        ranks.order(SupernetOrder.score(paths.choices, round: round))
        return try await own.scoreTogether(paths, round: round)
    }

    func scoreOnCommonSet(_ paths: [Path]) async throws -> [PassOutcome] {
        try await own.scoring.score(paths, on: own.feed.commonBatch()) { next in
            ranks.order(SupernetOrder.score(next.choices, round: nil))
        }
    }

    func update(_ paths: [Path], pass: Int, rate: Double, round: Int) async throws -> PassOutcome {
        ranks.order(SupernetOrder.update(paths.choices, pass: pass, rate: rate, round: round))
        return try await own.update(paths, pass: pass, rate: rate, round: round)
    }

    func withArenas<Result>(_ body: (TrainedArenas) async throws -> Result) async throws -> Result {
        try await own.withArenas(body)
    }

    func copyOfArenas() async throws -> TrainedArenas {
        let arenas = try await own.copyOfArenas()
        try await compare()
        return arenas
    }

    func finalArenas() async throws -> TrainedArenas {
        try await compare()
        return try await own.finalArenas()
    }

    /// Compares the weights of all ranks.
    private func compare() async throws {
        ranks.order(SupernetOrder.compare)
        try await own.compare(over: ranks)
    }

    /// Lets the other ranks go on to something else.
    func leave() { ranks.order(SupernetOrder.leave) }
}

extension SharedWeights {
    /// Compares the digests of what all ranks hold.
    ///
    /// - Throws: `SupernetError` that names the first rank which differs.
    func compare(over ranks: Ranks) async throws {
        let digests = await ranks.gather(
            try await withArenas { arenas in
                var hash = SHA256()
                for arena in [arenas.weights, arenas.momentum] { unsafe hash.update(arena.bytes) }
                return hash.hexadecimal
            })
        guard let rank = digests.firstIndex(where: { $0 != digests[0] }) else { return }
        throw SupernetError.weightsDiffer(rank: rank, host: ranks.members[rank].host)
    }
}
