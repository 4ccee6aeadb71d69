public import Documents
import Foundation
import Host
import NeuralNetwork
import Supernet
import Workers

/// Measures how fast this machine trains, scores or does whole rounds, by the engine's own actors and threads.
public struct Bench: Sendable {
    private let plan: BenchPlan
    private let pictures: RandomPictures
    private let work: RoundWork

    /// Prepares a supernet with initial weights and random pictures.
    ///
    /// - Throws: `Refusal` where the machine's memory does not hold the work.
    public init(_ plan: BenchPlan) throws(Refusal) {
        self.plan = plan
        let layout = SupernetLayout(plan.space)
        let (needed, present) = (plan.bytes(layout: layout), Int(ProcessInfo.processInfo.physicalMemory))
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
            layout: layout, settings: plan.settings, feed: pictures, team: WorkerTeam(width: plan.workers))
    }

    /// Measures, after one pass over the paths that does not count.
    ///
    /// - Parameter report: Called with a line after each pass.
    /// - Throws: `SupernetError` where a number is not finite.
    @concurrent
    public func run(report: @Sendable (String) -> Void = { _ in }) async throws -> BenchResult {
        // The first pass lets memory grow, and OpenBLAS prepare itself; one group a path does.
        _ = try await pass(0, images: plan.scoringGroup)
        report("warmed up")
        let clock = ContinuousClock()
        var seconds: [Double] = []
        var outcome = PassOutcome.none
        for repetition in 1...plan.repetitions {
            let start = clock.now
            outcome = try await pass(repetition, images: plan.images)
            seconds.append((clock.now - start).inSeconds)
            report("repetition \(repetition) of \(plan.repetitions): \(seconds[repetition - 1].decimal(places: 3)) s")
        }
        return BenchResult(plan: plan, allSeconds: seconds, loss: outcome.loss, peakMemory: PeakMemory.mebibytes)
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
