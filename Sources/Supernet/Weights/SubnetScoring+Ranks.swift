import Architecture
import Exchange
import Layout
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

    /// Scores paths on all ranks.
    ///
    /// The groups' outcomes are added in their order, whoever found them.
    ///
    /// - Throws: `CancellationError` on every rank when the task of one of them is cancelled; all have answered then.
    func score(_ paths: [Path], on pictures: PictureBatch, over ranks: Ranks) async throws -> [PassOutcome] {
        guard !paths.isEmpty else { return [] }
        let pieces = try await pieces(of: paths, pictures.groups(of: group), outcomesPerGroup: { _ in 1 }) {
            [try await score($0, on: pictures, group: $1)]
        }
        return pieces.map { $0.reduce(.none, +) }
    }

    /// Does work that is cut into pieces, each a path on a group of pictures, on the threads of all ranks.
    ///
    /// - Parameters:
    ///   - paths: The paths, not none.
    ///   - groups: Places of pictures.
    ///   - count: How many outcomes a group has.
    ///   - work: Does a piece.
    /// - Returns: For each path the outcomes of all its groups, one after the other.
    /// - Throws: As `score`.
    func pieces(
        of paths: [Path], _ groups: [Range<Int>], outcomesPerGroup count: (Range<Int>) -> Int,
        _ work: @escaping @Sendable (Subnet, Range<Int>) async throws -> [PassOutcome]
    ) async throws -> [[PassOutcome]] {
        let pieces = paths.indices.flatMap { path in groups.map { (path: path, group: $0) } }
        func done(_ own: [Int]) async throws -> [[PassOutcome]] {
            try await spread(own.count) { index in
                let piece = pieces[own[index]]
                return try await work(layout.subnet(paths[piece.path]), piece.group)
            }
        }
        var outcomes: [[PassOutcome]]
        if let ranks {
            let macs = paths.map { layout.space.blueprint(of: $0).macs }
            let shares = Shares(costs: pieces.map { macs[$0.path] * $0.group.count }, ranks: ranks.count).pieces
            let found = try await self.outcomes(over: ranks) { try await done(shares[ranks.rank]).flatMap(\.self) }
            outcomes = [[PassOutcome]](repeating: [], count: pieces.count)
            for (share, found) in zip(shares, found) {
                var rest = found[...]
                for piece in share {
                    let count = count(pieces[piece].group)
                    outcomes[piece] = Array(rest.prefix(count))
                    rest = rest.dropFirst(count)
                }
            }
        } else {
            outcomes = try await done(Array(pieces.indices))
        }
        return paths.indices.map { path in
            outcomes[path * groups.count..<(path + 1) * groups.count].flatMap(\.self)
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
