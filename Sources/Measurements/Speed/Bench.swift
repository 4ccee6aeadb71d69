public import Documents
public import Exchange
import Foundation
import Host
import Layout
import NeuralNetwork
import Supernet
import Workers

/// Measures how fast this machine trains, scores or does whole rounds, by the engine's own actors and threads.
public struct Bench: Sendable {
    private let plan: BenchPlan
    private let pictures: RandomPictures
    private let work: RoundWork
    private let ranks: Ranks?

    /// Prepares a supernet with initial weights and random pictures.
    ///
    /// - Parameters:
    ///   - plan: What is measured.
    ///   - ranks: The processes that share the work, each of which runs the same measurement; nil for this one alone.
    /// - Throws: `Refusal` where the machine's memory does not hold the work.
    public init(_ plan: BenchPlan, ranks: Ranks? = nil) throws(Refusal) {
        self.plan = plan
        self.ranks = ranks
        let layout = SupernetLayout(plan.space)
        let (needed, present) = (
            plan.bytes(layout: layout, ranks: ranks?.count ?? 1), Int(ProcessInfo.processInfo.physicalMemory)
        )
        guard needed <= present else {
            throw Refusal(
                "the work needs about \(needed >> 30) GiB of memory, and this machine has \(present >> 30); expected "
                    + "fewer pictures in --images or --batch, or a smaller --width")
        }
        // A scored set repeats the pictures of its first group: what they show does not change the time.
        let scored = plan.scored.isEmpty ? 0 : plan.scoringGroup
        let trained = plan.trained.isEmpty ? 0 : plan.batch
        pictures = RandomPictures(count: max(trained, scored), for: plan.space)
        work = RoundWork(
            layout: layout, settings: plan.settings, feed: pictures, team: WorkerTeam(width: plan.workers),
            ranks: ranks)
    }

    /// Measures, after one pass over the paths that does not count.
    ///
    /// - Parameter report: Called with a line after each pass.
    /// - Throws: `SupernetError` where a number is not finite.
    @concurrent
    public func run(report: @Sendable (String) -> Void = { _ in }) async throws -> BenchResult {
        // The first pass lets memory grow; one group a path does.
        _ = try await pass(0, images: plan.scoringGroup)
        report("warmed up")
        let clock = ContinuousClock()
        var seconds: [Double] = []
        var outcome = PassOutcome.none
        let before = ranks?.secondsExchanging ?? 0
        for repetition in 1...plan.repetitions {
            let start = clock.now
            outcome = try await pass(repetition, images: plan.images)
            seconds.append((clock.now - start).inSeconds)
            report("repetition \(repetition) of \(plan.repetitions): \(seconds[repetition - 1].decimal(places: 3)) s")
        }
        let exchanging = (ranks?.secondsExchanging ?? 0) - before
        return BenchResult(
            plan: plan, ranks: ranks?.count ?? 1, exchangeShare: exchanging / seconds.reduce(0, +),
            allSeconds: seconds, loss: outcome.loss, peakMemory: PeakMemory.mebibytes)
    }

    /// Scores, then trains, what the plan says.
    private func pass(_ round: Int, images: Int) async throws -> PassOutcome {
        var total = PassOutcome.none
        if !plan.scored.isEmpty {
            for outcome in try await work.score(Array(plan.scored), on: pictures.batch(images)) {
                total = total + outcome
            }
        }
        for path in plan.trained {
            total = total + (try await work.train(path, on: pictures.batch(plan.batch), round: round))
        }
        return total
    }
}
