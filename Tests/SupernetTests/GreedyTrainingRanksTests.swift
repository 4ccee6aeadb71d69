import Architecture
import Exchange
import Layout
import NeuralNetwork
import TestSupport
import Testing
import Workers

@testable import Supernet

/// Numbers do not depend on the number of ranks.
@Suite(.timeLimit(.minutes(10)))
struct GreedyTrainingRanksTests {
    /// Batches of 19 pictures in three groups, or in one; scored sets of 40 likewise.
    private func tiny(_ strategy: SupernetSettings.Strategy, groups: Int) throws -> TinyTraining {
        var tiny = try TinyTraining(strategy: strategy, rounds: 6, m: strategy == .uniform ? 1 : 5, k: 1)
        tiny.feed.scoringPictures = 40
        tiny.feed.batch = 19
        tiny.settings.scoringPictures = 40
        tiny.settings.batch = 19
        tiny.settings.normalizationBatch = groups == 1 ? nil : 7
        if strategy == .greedy { tiny.settings.keptPaths = 2 }
        return tiny
    }

    @Test(arguments: [SupernetSettings.Strategy.greedy, .uniform, .fair], [1, 3])
    func anyNumberOfRanksGivesTheSameBits(strategy: SupernetSettings.Strategy, groups: Int) async throws {
        let tiny = try tiny(strategy, groups: groups)
        let expected = try await tiny.run(workers: 2).trace
        #expect(expected.count == 10)
        for ranks in [1, 2, 3, 4] {
            let trace = try await tiny.run(ranks: ranks).trace
            for (index, pair) in zip(trace, expected).enumerated() {
                #expect(pair.0 == pair.1, "part \(index) with \(ranks) ranks")
            }
        }
    }

    /// A batch of one group is not worth a message: its gradient is computed by all, unless they may round differently.
    @Test func gradientOfOneGroupStaysAtHome() async throws {
        func bytes(groups: Int, builds: [String]) async throws -> Int {
            let tiny = try tiny(.uniform, groups: groups)
            let meter = Meter()
            let weights = try await Board.ranks(
                2, member: { Member(build: builds[$0], processor: "p", cores: 1, machineCores: 1, host: "here") },
                meter: meter
            ) { ranks in
                let store = ParameterStore(layout: tiny.layout, weights: tiny.firstWeights)
                let own = SharedWeights(
                    store: store, feed: tiny.feed, settings: tiny.settings, team: WorkerTeam(width: 1), ranks: ranks)
                _ = try await own.update([Path(choices: [1, 2, 0])], pass: 0, rate: 0.1, round: 1)
                return try await store.withLoan { $0.bits }
            }
            #expect(weights[0] == weights[1] && weights[0] != tiny.firstWeights.bits)
            return meter.traffic.bytes
        }
        let path = try tiny(.uniform, groups: 1).layout.subnet(Path(choices: [1, 2, 0]))
        let floats = path.parameters.reduce(0) { $0 + $1.range.count }
        #expect(try await bytes(groups: 1, builds: ["a", "a"]) < 4 * floats)
        #expect(try await bytes(groups: 1, builds: ["a", "b"]) > 4 * floats)
        #expect(try await bytes(groups: 3, builds: ["a", "a"]) > 4 * floats)
    }

    /// Of 40 paths the ranks score a few when one of them hears that it is to end, and none where all is over before.
    @Test func scoringIsBrokenOffSoon() async throws {
        var tiny = try tiny(.greedy, groups: 1)
        let paths = Array(tiny.layout.space.allPaths.prefix(40))
        for isLate in [true, false] {
            let scored = Log<Int>()
            tiny.feed.onPicture = { scored.append($0) }
            let tiny = tiny
            _ = try await Board.ranks(2) { ranks in
                let team = WorkerTeam(width: 1)
                guard ranks.isFirst else {
                    if isLate { ranks.wish(signal: 15) }
                    let follower = try await PathScoringFollower(
                        layout: tiny.layout, feed: tiny.feed, team: team, ranks: ranks)
                    return try await follower.follow()
                }
                let scoring = await PathScoring(
                    layout: tiny.layout, weights: tiny.firstWeights, feed: tiny.feed, count: 1, group: 1, team: team,
                    ranks: ranks)
                let (begin, permission) = AsyncStream.makeStream(of: Void.self)
                let task = Task {
                    for await _ in begin { break }
                    return try await scoring.score(paths)
                }
                ranks.onWish { _ in task.cancel() }
                if !isLate { task.cancel() }
                permission.yield()
                await #expect(throws: CancellationError.self) { _ = try await task.value }
                scoring.leave()
            }
            // Each of the two threads has four pieces until the ranks hear of one another.
            #expect(scored.entries.count == (isLate ? 8 : 0))
        }
    }

    /// What three ranks have kept, one goes on with, and the reverse.
    @Test func statesGoFromAnyNumberOfRanksToAnyOther() async throws {
        let tiny = try tiny(.greedy, groups: 3)
        let expected = try await tiny.run(workers: 1).trace.prefix(4)
        for (first, second) in [(3, 1), (1, 3), (2, 4)] {
            let kept = try await tiny.run(ranks: first, stoppingAfter: 3)
            let trace = try await tiny.run(ranks: second, state: kept.state).trace.prefix(4)
            #expect(trace == expected, "from \(first) ranks to \(second)")
        }
    }

    /// The first round's losses, of which one is a NaN: the first rank says so, and the others are free for its next order.
    @Test func failureIsThatOfOneRank() async throws {
        var tiny = try tiny(.greedy, groups: 3)
        tiny.feed.poisoned = [.training(step: 2)]
        await #expect(throws: try await error(of: tiny, ranks: 1)) { _ = try await tiny.run(ranks: 3) }
    }

    private func error(of tiny: TinyTraining, ranks: Int) async throws -> SupernetError {
        do { _ = try await tiny.run(ranks: ranks) } catch let error as SupernetError { return error }
        throw SupernetError.lossNotFinite(round: 0, path: "none failed", phase: "")
    }

    /// One bit of one rank.
    @Test func rankWithOtherWeightsIsNamed() async throws {
        let tiny = try tiny(.greedy, groups: 1)
        let errors = try await Board.ranks(3) { ranks in
            let weights = tiny.firstWeights
            if ranks.rank == 2 { weights.pointer[7] = weights.pointer[7].nextUp }
            let own = SharedWeights(
                store: ParameterStore(layout: tiny.layout, weights: weights), feed: tiny.feed,
                settings: tiny.settings, team: WorkerTeam(width: 1), ranks: ranks)
            do { try await own.compare(over: ranks) } catch { return "\(error)" }
            return "equal"
        }
        #expect(
            errors
                == .init(
                    repeating:
                        "rank 2 on here holds other weights than rank 0; expected the same bits on all ranks, which equal builds "
                        + "give", count: 3))
    }

    /// A search's scores, of groups that do not fill each other up, on more ranks than paths too.
    @Test(arguments: ScoringPrecision.allCases) func scoresOfATrainedSupernetAreTheSame(
        precision: ScoringPrecision
    ) async throws {
        let tiny = try tiny(.greedy, groups: 1)
        let paths = (0..<3).map { Path(choices: [UInt8($0), 1, 2]) }
        let expected = try await PathScoring(
            layout: tiny.layout, weights: tiny.firstWeights, feed: tiny.feed, count: 17, group: 5,
            team: WorkerTeam(width: 1), precision: precision
        ).score(paths)
        for count in [1, 2, 5] {
            let scores = try await Board.ranks(count) { ranks in
                let team = WorkerTeam(width: 2)
                guard ranks.isFirst else {
                    let follower = try await PathScoringFollower(
                        layout: tiny.layout, feed: tiny.feed, team: team, ranks: ranks)
                    try await follower.follow()
                    return [PassOutcome]()
                }
                let scoring = await PathScoring(
                    layout: tiny.layout, weights: tiny.firstWeights, feed: tiny.feed, count: 17, group: 5, team: team,
                    precision: precision, ranks: ranks)
                let first = try await scoring.score(paths)
                #expect(try await scoring.score([paths[1]]) == [first[1]])
                let sharing = try await scoring.scoreSharingPrefixes(paths.reversed())
                #expect(sharing == expected.reversed())
                scoring.leave()
                return first
            }
            #expect(scores[0] == expected, "\(count) ranks")
        }
    }
}
