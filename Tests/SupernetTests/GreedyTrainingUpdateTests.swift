import Architecture
import Layout
import NeuralNetwork
import Optimizers
import TestSupport
import Testing
import Workers

@testable import Supernet

/// What a round touches, and what it leaves alone.
@Suite(.timeLimit(.minutes(10)))
struct GreedyTrainingUpdateTests {
    private func changed(_ parameter: Parameter, _ before: FloatBuffer, _ after: FloatBuffer) -> Bool {
        parameter.range.contains { before.pointer[$0].bitPattern != after.pointer[$0].bitPattern }
    }

    /// Of three paths one is kept: its tensors change in weights and momentum, and no other bit of either arena does.
    @Test(arguments: 1...6) func exactlyTheTensorsOfTheKeptPathChange(seed: Int) async throws {
        var tiny = try TinyTraining(rounds: 1, m: 3, k: 1)
        tiny.settings.seed = UInt64(seed)
        let before = tiny.firstWeights
        let outcome = try await tiny.run()
        let record = try #require(outcome.records.first)
        #expect(record.ranked.kept.count == 1 && record.ranked.rejected.count == 2)
        let used = tiny.layout.subnet(record.ranked.kept[0].path).parameters
        var touched = [Bool](repeating: false, count: before.count)
        for parameter in used {
            for place in parameter.range { touched[place] = true }
            #expect(changed(parameter, before, outcome.result.weights), "\(parameter.name)")
            #expect(
                changed(parameter, FloatBuffer(count: before.count), outcome.result.momentum), "\(parameter.name)")
        }
        let (old, new, momentum) = (before.bits, outcome.result.weights.bits, outcome.result.momentum.bits)
        #expect(old.indices.allSatisfy { touched[$0] || (old[$0] == new[$0] && momentum[$0] == 0) })
        // The rejected paths use tensors that nobody touched: else this would prove nothing.
        let rejected = record.ranked.rejected.flatMap { tiny.layout.subnet($0.path).parameters }
        #expect(rejected.contains { !touched[$0.offset] })
    }

    /// With a single class no loss has a gradient, and decay alone moves a weight: once for every update of a path with it.
    ///
    /// Tensors that no kept path used, and those that do not decay, stay as they were, to the bit.
    @Test(arguments: [0, 0.9] as [Float]) func sampledWeightsDecayOncePerUpdateEvenWithoutAGradient(momentum: Float)
        async throws
    {
        var tiny = try TinyTraining(layers: 5, rounds: 4, m: 4, k: 2, classes: 1)
        tiny.settings.labelSmoothing = 0
        tiny.settings.optimizer = SGD(momentum: momentum, weightDecay: 0.5)
        tiny.settings.learningRate.warmupSteps = 0
        let before = tiny.firstWeights
        let outcome = try await tiny.run()
        let kept = outcome.records.flatMap { $0.ranked.kept.map(\.path) }
        #expect(kept.count == 8)
        var seen: Set<Int> = []
        for parameter in tiny.layout.table.parameters {
            let updates = kept.count { tiny.layout.subnet($0).parameters.contains(parameter) }
            seen.insert(updates)
            guard updates > 0, parameter.decays else {
                #expect(!changed(parameter, before, outcome.result.weights), "\(parameter.name)")
                continue
            }
            var (factor, velocity) = (1.0, 0.0)
            for _ in 0..<updates {
                velocity = Double(momentum) * velocity + 0.5 * factor
                factor -= 0.1 * velocity
            }
            for place in parameter.range {
                let expected = Double(before.pointer[place]) * factor
                #expect(abs(Double(outcome.result.weights.pointer[place]) - expected) < 1e-6, "\(parameter.name)")
            }
        }
        #expect(seen.count > 3 && seen.contains(0) && seen.contains(8))
    }

    /// A round is scored before it is trained, and scoring leaves nothing behind: A, B, A gives A the same bits.
    @Test func scoringIsFreeOfTraces() async throws {
        let tiny = try TinyTraining(rounds: 1)
        let weights = tiny.firstWeights
        let store = ParameterStore(layout: tiny.layout, weights: weights)
        for workers in [1, 3] {
            let shared = SharedWeights(
                store: store, feed: tiny.feed, settings: tiny.settings, team: WorkerTeam(width: workers))
            let pictures = tiny.feed.scoringBatch(round: 1)
            let (a, b) = (Path(choices: [0, 1, 2]), Path(choices: [2, 3, 3]))
            let first = try await shared.scoring.score(tiny.layout.subnet(a), on: pictures)
            let between = try await shared.scoring.score(tiny.layout.subnet(b), on: pictures)
            let again = try await shared.scoring.score(tiny.layout.subnet(a), on: pictures)
            #expect(first == again)
            #expect(first != between)
            #expect(first.pictures == 16)
        }
        try await store.withLease { arenas in
            #expect(arenas.weights.bits == tiny.firstWeights.bits)
            #expect((arenas.momentum.bits + arenas.gradients.bits).allSatisfy { $0 == 0 })
        }
    }

    /// The pictures of a round are asked for once for every path and are those of no other round; those of a step once.
    @Test func everyStepAndRoundHasItsOwnPictures() async throws {
        var tiny = try TinyTraining(rounds: 4)
        let requests = Log<SyntheticFeed.Purpose>()
        tiny.feed.onRequest = { requests.append($0) }
        _ = try await tiny.run(workers: 2)
        let training = requests.entries.filter { if case .training = $0 { true } else { false } }
        #expect(training == (0..<8).map { .training(step: $0) })
        for round in 1...4 {
            #expect(requests.entries.count { $0 == .scoring(round: round) } == tiny.settings.sampledPaths)
        }
        #expect(requests.entries.count { $0 == .common } == 1)
        #expect(requests.entries.count == 8 + 4 * tiny.settings.sampledPaths + 1)
    }

    @Test func randomStrategyLeavesTheFirstWeights() async throws {
        let tiny = try TinyTraining(strategy: .random, rounds: 9)
        let outcome = try await tiny.run()
        #expect(outcome.result.weights.bits == tiny.firstWeights.bits)
        #expect(outcome.result.momentum.bits.allSatisfy { $0 == 0 })
        #expect(outcome.records.isEmpty && outcome.result.pool.members.isEmpty)
        #expect(outcome.result.rounds == 0 && outcome.result.stoppedBy == .untrained)
        #expect(outcome.result.cost == TrainingCost())
    }
}
