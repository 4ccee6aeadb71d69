import Architecture
import Exchange
import NeuralNetwork
import Workers

extension SubnetScoring {
    /// Scores paths on all ranks, a few at a time: so whoever is asked to end is heard soon, and not much is scored in vain.
    ///
    /// - Parameters:
    ///   - paths: In the order of the results.
    ///   - pictures: What each is scored on.
    ///   - order: Tells the other ranks, where there are any, which ones are next.
    /// - Throws: `CancellationError` before the next ones when the task is cancelled.
    func score(
        _ paths: [Path], on pictures: PictureBatch, ordering order: ([Path]) -> Void
    ) async throws -> [PassOutcome] {
        guard let ranks else { return try await score(paths, on: pictures) }
        let pieces = Self.piecesAtOnce * team.width * ranks.count
        let size = max(1, pieces / pictures.groups(of: group).count)
        var outcomes: [PassOutcome] = []
        while outcomes.count < paths.count {
            try Task.checkCancellation()
            let next = Array(paths[outcomes.count..<min(outcomes.count + size, paths.count)])
            order(next)
            outcomes += try await score(next, on: pictures)
        }
        return outcomes
    }

    /// Pieces of work that each thread has until the ranks hear of one another: so many that none waits long for the others.
    private static let piecesAtOnce = 4

    /// Scores paths on all ranks: a piece of work is one path on one group of pictures.
    ///
    /// The groups' outcomes are added in their order, whoever found them.
    ///
    /// - Throws: `CancellationError` on every rank when the task of one of them is cancelled; all have answered then.
    func score(_ paths: [Path], on pictures: PictureBatch, over ranks: Ranks) async throws -> [PassOutcome] {
        guard !paths.isEmpty else { return [] }
        let groups = pictures.groups(of: group)
        let macs = paths.map { layout.space.blueprint(of: $0).macs }
        let pieces = paths.indices.flatMap { path in groups.indices.map { (path: path, group: groups[$0]) } }
        let shares = Shares(costs: pieces.map { macs[$0.path] * $0.group.count }, ranks: ranks.count).pieces
        let own = shares[ranks.rank]
        let found = try await outcomes(over: ranks) {
            try await spread(own.count) { index in
                let piece = pieces[own[index]]
                return try await score(layout.subnet(paths[piece.path]), on: pictures, group: piece.group)
            }
        }
        var outcomes = [PassOutcome](repeating: .none, count: pieces.count)
        for (share, found) in zip(shares, found) {
            for (piece, outcome) in zip(share, found) { outcomes[piece] = outcome }
        }
        return paths.indices.map { path in
            outcomes[path * groups.count..<(path + 1) * groups.count].reduce(.none, +)
        }
    }

    /// Does this rank's pieces of work and gathers the outcomes of all ranks, in the order of each one's pieces.
    ///
    /// - Throws: As `score`.
    func outcomes(
        over ranks: Ranks, _ work: () async throws -> [PassOutcome]
    ) async throws -> [[PassOutcome]] {
        var own: [PassOutcome]?
        var failure: (any Error)?
        do { own = try await work() } catch { failure = error }
        // Whoever breaks off says so, since the others wait for an answer.
        let answers = await ranks.gather([own == nil ? 0 : 1] + (own ?? []).flatMap(\.words))
        if let failure { throw failure }
        guard answers.allSatisfy({ $0.first == 1 }) else { throw CancellationError() }
        return answers.map { PassOutcome.outcomes(Array($0.dropFirst())) }
    }
}
