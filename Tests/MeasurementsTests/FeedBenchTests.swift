import Supernet
import Synchronization
import TestSupport
import Testing
import Workers
@testable import Documents
@testable import Measurements
@testable import Runs
@testable import Scenarios

struct FeedBenchTests {
    private func scenario(_ supernet: String = "", rounds: Int = 5, steadinessRounds: Int = 2) throws -> Scenario {
        try Scenario(
            JSONValue(
                parsing: """
                    {
                      name: "tiny",
                      data: { generated: { training: 200, test: 10 }, filtering: 40, search: 20, padding: 2 },
                      retrain: { rand_augment: { operations: 8, probability: 1 } },
                      space: { macro: "quickstart", operations: ["k3e1", "k3e3", "id"], width: 0.25 },
                      supernet: {
                        rounds: \(rounds), m: 4, k: 2, batch: 8, scoring_pictures: 16, pool: { size: 6 },
                        steadiness_rounds: \(steadinessRounds),
                        \(supernet)
                      },
                    }
                    """))
    }

    @Test func roundsAreMeasuredOnBothKindsOfPicturesWhateverTheWorkers() async throws {
        var losses: [Double] = []
        for workers in [1, 3] {
            let lines = Log<String>()
            let bench = try FeedBench(scenario(), rounds: 3, workers: workers, repetitions: 2)
            let result = try await bench.run { lines.append($0) }
            #expect(result.rounds == 3 && result.workers == workers)
            #expect(result.images == 3 * (4 * 16 + 2 * 8))
            #expect(result.allSeconds.count == 2 && result.allCachedSeconds.count == 2)
            #expect((result.allSeconds + result.allCachedSeconds).allSatisfy { $0 > 0 })
            let processor = result.allProcessorSeconds + result.allCachedProcessorSeconds
            #expect(processor.count == 4 && processor.allSatisfy { $0 > 0 })
            let assembly = result.assembly
            #expect(assembly.plain > 0 && assembly.supernet > 0 && assembly.retrain > 2 * assembly.plain)
            #expect(result.preparationSeconds > 0 && result.peakMemory > 1)
            #expect(lines.entries.count == 3)
            losses.append(result.loss)
        }
        #expect(losses[0].isFinite && losses[0] > 0 && losses[0] == losses[1])
    }

    /// The loss is that of the scenario's own pictures in its own run: means over the same images.
    @Test func lossIsThatOfTheScenariosOwnRounds() async throws {
        let scenario = try scenario()
        let phase = try SupernetPhase(
            scenario, pictures: ScenarioPictures(scenario, for: .supernet...(.supernet), workers: 2))
        var settings = phase.settings
        settings.plannedRounds = 3
        let losses = Sums()
        let training = GreedyTraining(
            layout: phase.layout, settings: settings, feed: phase.feed, team: WorkerTeam(width: 2))
        _ = try await training.train { record in
            for path in record.ranked.kept + record.ranked.rejected { losses.add(path.loss * 16) }
            for loss in record.trainingLosses { losses.add(loss * 8) }
        }
        let result = try await FeedBench(scenario, rounds: 3, workers: 2, repetitions: 1).run()
        #expect(abs(result.loss - losses.total / Double(result.images)) < 1e-9)
    }

    /// Where the pool is called steady depends on the losses, and so on the pictures.
    @Test func trainingThatEndsEarlyIsMeasuredToTheEndOfItsPlan() async throws {
        let eager = try scenario("alpha: 0.9, cooldown: 0,", rounds: 20, steadinessRounds: 3)
        let phase = try SupernetPhase(
            eager, pictures: ScenarioPictures(eager, for: .supernet...(.supernet), workers: 2))
        let training = GreedyTraining(
            layout: phase.layout, settings: phase.settings, feed: phase.feed, team: WorkerTeam(width: 2))
        #expect(try await training.train { _ in }.steps < 2 * 20)
        let bench = try FeedBench(eager, rounds: 1000, workers: 2, repetitions: 1)
        #expect(try await bench.run().rounds == 20)
    }

    @Test(arguments: [("uniform", 5 * 8), ("fair", 5 * 3 * 8)]) func baselinesAreMeasuredWithoutScoring(
        strategy: String, images: Int
    ) async throws {
        let bench = try FeedBench(scenario("strategy: '\(strategy)',"), workers: 2, repetitions: 1)
        #expect(try await bench.run().images == images)
    }

    @Test func strategyThatTrainsNothingIsRefused() throws {
        let refusal = try #require(
            throws: Refusal.self, performing: { try FeedBench(scenario("strategy: 'random',")) })
        #expect(refusal.description.contains("tiny") && refusal.description.contains("trains nothing"))
    }

    @Test func figuresFollowFromTheMediansOfTheSeconds() {
        let result = FeedBenchResult(
            scenario: "a", rounds: 2, workers: 1, images: 600, loss: 2, allSeconds: [3, 9, 1],
            allCachedSeconds: [8, 2, 2], allProcessorSeconds: [4, 4, 5], allCachedProcessorSeconds: [2, 1, 3],
            assembly: AssemblyCost(plain: 1, supernet: 2, retrain: 3), preparationSeconds: 1, peakMemory: 10)
        #expect(result.seconds == 3 && result.cachedSeconds == 2 && result.ratio == 1.5)
        #expect(result.imagesPerSecond == 200 && result.cachedImagesPerSecond == 300)
        #expect(result.text.contains("own / cached: 1.5000, of processor seconds 2.0000"))
        #expect(result.text.contains("in 1.0 microseconds as it is, 2.0 as the supernet"))
    }

    /// What scripts read.
    @Test func documentHasTheKeysThatScriptsRead() {
        let json = FeedBenchResult(
            scenario: "a", rounds: 2, workers: 1, images: 600, loss: 2.5, allSeconds: [3, 9, 1],
            allCachedSeconds: [8, 2, 2], allProcessorSeconds: [4, 4, 5], allCachedProcessorSeconds: [2, 1, 3],
            assembly: AssemblyCost(plain: 1, supernet: 2, retrain: 3), preparationSeconds: 1.5, peakMemory: 10
        ).json
        for (key, value) in [
            ("scenario", "a"), ("rounds", 2), ("workers", 1), ("repetitions", 3), ("images", 600), ("seconds", 3),
            ("cached_seconds", 2), ("ratio", 1.5), ("images_per_second", 200), ("cached_images_per_second", 300),
            ("all_seconds", [3, 9, 1]), ("all_cached_seconds", [8, 2, 2]), ("preparation_seconds", 1.5),
            ("loss", 2.5), ("peak_rss_mb", 10), ("processor_seconds", 4), ("cached_processor_seconds", 2),
            ("processor_ratio", 2), ("microseconds_per_picture", ["plain": 1, "supernet": 2, "retrain": 3]),
        ] as [(String, JSONValue)] {
            #expect(json[key] == value, "\(key)")
        }
        #expect(json["processor"]?.kind == "a text")
    }
}

/// A sum that somebody adds to from wherever it runs.
private final class Sums: Sendable {
    private let sum = Mutex(0.0)

    var total: Double { sum.withLock { $0 } }

    func add(_ value: Double) { sum.withLock { $0 += value } }
}
