import Architecture
import Layout
import NeuralNetwork
import Optimizers
import TestSupport
import Testing
import Workers

@testable import Supernet

/// Every run ends, whatever goes wrong, and nothing before the fault is lost.
@Suite(.timeLimit(.minutes(10)))
struct GreedyTrainingFailureTests {
    private struct Failure: Error, Equatable {}

    /// Runs a training that is to fail.
    private func fail(_ tiny: TinyTraining, workers: Int) async -> (error: (any Error)?, records: [RoundRecord]) {
        let log = Log<RoundRecord>()
        let training = GreedyTraining(
            layout: tiny.layout, settings: tiny.settings, feed: tiny.feed, team: WorkerTeam(width: workers))
        do {
            _ = try await training.run { log.append($0) }
            return (nil, log.entries)
        } catch {
            return (error, log.entries)
        }
    }

    /// The first path of the round is named, whoever scored first; the rounds before are reported.
    @Test(arguments: [1, 2, 3, 8]) func lossThatIsNoNumberEndsScoringAtItsRound(workers: Int) async throws {
        var tiny = try TinyTraining(rounds: 9)
        let clean = try await tiny.run().records
        tiny.feed.poisoned = [.scoring(round: 3)]
        for _ in 0..<5 {
            let (error, records) = await fail(tiny, workers: workers)
            let path = tiny.layout.space.names(of: clean[2].scored[0].path)
            #expect(error as? SupernetError == .lossNotFinite(round: 3, path: path, phase: "scoring"))
            #expect(records.map(\.ranked) == clean.prefix(2).map(\.ranked))
        }
    }

    /// Step 5 is the second of round 3: the path ranked second is named.
    @Test(arguments: [1, 3]) func lossThatIsNoNumberEndsTrainingAtItsRound(workers: Int) async throws {
        var tiny = try TinyTraining(rounds: 9)
        let clean = try await tiny.run().records
        tiny.feed.poisoned = [.training(step: 5)]
        let (error, records) = await fail(tiny, workers: workers)
        let path = tiny.layout.space.names(of: clean[2].ranked.kept[1].path)
        #expect(error as? SupernetError == .lossNotFinite(round: 3, path: path, phase: "training"))
        #expect(records.map(\.ranked) == clean.prefix(2).map(\.ranked))
    }

    @Test(arguments: [SupernetSettings.Strategy.uniform, .fair])
    func lossThatIsNoNumberEndsABaselineToo(strategy: SupernetSettings.Strategy) async throws {
        var tiny = try TinyTraining(strategy: strategy, rounds: 9, m: 1, k: 1)
        let clean = try await tiny.run().records
        // Round 3 has step 2 of `uniform`, and steps 8 to 11 of `fair`.
        tiny.feed.poisoned = [.training(step: strategy == .fair ? 10 : 2)]
        let (error, records) = await fail(tiny, workers: 2)
        let path = tiny.layout.space.names(of: clean[2].ranked.kept[strategy == .fair ? 2 : 0].path)
        #expect(error as? SupernetError == .lossNotFinite(round: 3, path: path, phase: "training"))
        #expect(records.map(\.trainingLosses) == clean.prefix(2).map(\.trainingLosses))
    }

    /// An infinite rate leaves weights that are no numbers: the step that did it is named, with its first tensor.
    @Test func weightThatIsNoNumberEndsTheRoundThatMadeIt() async throws {
        var tiny = try TinyTraining(rounds: 9)
        let clean = try await tiny.run().records
        tiny.settings.learningRate = LearningRate(
            base: 0.1, schedule: .step(milestones: [0.04], factor: 1e300), warmupSteps: 2, plannedSteps: 100)
        let (error, records) = await fail(tiny, workers: 2)
        let path = tiny.layout.space.names(of: clean[2].ranked.kept[0].path)
        #expect(
            error as? SupernetError == .weightNotFinite(round: 3, path: path, parameter: "stem.weight"))
        #expect(records.map(\.ranked) == clean.prefix(2).map(\.ranked))
    }

    /// The pool's last scores decide where the search starts: none of them may be a NaN.
    @Test(arguments: [1, 3]) func lossThatIsNoNumberEndsTheLastScoringToo(workers: Int) async throws {
        var tiny = try TinyTraining(rounds: 4)
        tiny.feed.poisoned = [.common]
        let (error, records) = await fail(tiny, workers: workers)
        guard case .lossNotFinite(round: 4, let path, phase: "final scoring") = try #require(error as? SupernetError)
        else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(records.count == 4)
        let pool = try await TinyTraining(rounds: 4).run().records.flatMap { $0.ranked.kept.map(\.path) }
        #expect(pool.map(tiny.layout.space.names).contains(path))
    }

    /// What scores are computed from is named where it may be the reason.
    @Test func lossOfHalvesThatIsNoNumberNamesThem() async throws {
        var tiny = try TinyTraining(rounds: 9)
        tiny.settings.scoringPrecision = .float16
        tiny.feed.poisoned = [.scoring(round: 3)]
        let (error, _) = await fail(tiny, workers: 2)
        guard case .lossNotFinite(round: 3, _, phase: "float16 scoring") = try #require(error as? SupernetError) else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func messagesNameRoundPathAndTensor() {
        let loss = SupernetError.lossNotFinite(round: 12, path: "k3e1 id", phase: "scoring")
        #expect(
            loss.description
                == "the scoring loss of path k3e1 id in round 12 is not a finite number; a smaller learning rate or a "
                + "longer warm-up usually helps")
        let weight = SupernetError.weightNotFinite(round: 12, path: "k3e1 id", parameter: "stem.weight")
        #expect(weight.description.contains("path k3e1 id in round 12 would leave a number in stem.weight"))
    }

    /// Nothing is computed that cannot be reported: the error comes out, and not all of 10,000 rounds are run.
    @Test(arguments: [SupernetSettings.Strategy.greedy, .uniform], [1, 3])
    func reportThatFailsEndsTheRun(strategy: SupernetSettings.Strategy, round: Int) async throws {
        var tiny = try TinyTraining(strategy: strategy, rounds: 10_000, m: 1, k: 1)
        let steps = Log<Int>()
        tiny.feed.onRequest = { if case .training(let step) = $0 { steps.append(step) } }
        let log = Log<Int>()
        let training = GreedyTraining(
            layout: tiny.layout, settings: tiny.settings, feed: tiny.feed, team: WorkerTeam(width: 2))
        await #expect(throws: Failure()) {
            _ = try await training.run { record in
                log.append(record.round)
                if record.round == round { throw Failure() }
            }
        }
        #expect(log.entries == Array(1...round))
        #expect(steps.entries.count < 10_000)
    }

    /// Cancelled from within the report of round 2: the run ends with that, long before its 10,000 rounds are over.
    @Test(arguments: [SupernetSettings.Strategy.greedy, .uniform, .fair])
    func cancellationEndsTheRun(strategy: SupernetSettings.Strategy) async throws {
        let tiny = try TinyTraining(strategy: strategy, rounds: 10_000, m: 1, k: 1)
        let (signals, signal) = AsyncStream.makeStream(of: Void.self)
        let log = Log<Int>()
        let task = Task {
            let training = GreedyTraining(
                layout: tiny.layout, settings: tiny.settings, feed: tiny.feed, team: WorkerTeam(width: 2))
            return try await training.run { record in
                log.append(record.round)
                if record.round == 2 { signal.finish() }
            }.rounds
        }
        for await _ in signals {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(log.entries == Array(1...log.entries.count))
        #expect(log.entries.count < 10_000)
    }

    @Test func cancellationBeforeTheStartEndsTheRun() async throws {
        let tiny = try TinyTraining(rounds: 10_000)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await tiny.run().result.rounds
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    /// Cancelled when the pool's members are about to be scored: no result comes out of a run that was told to end.
    @Test func cancellationReachesTheLastScoring() async throws {
        var tiny = try TinyTraining(rounds: 3)
        tiny.feed.onRequest = { if $0 == .common { withUnsafeCurrentTask { $0?.cancel() } } }
        let task = Task { [tiny] in try await tiny.run().result.rounds }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
