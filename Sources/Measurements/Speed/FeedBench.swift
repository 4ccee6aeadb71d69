import Architecture
import Datasets
import Documents
import Host
import NeuralNetwork
import Runs
public import Scenarios
import Supernet
import Synchronization
import Workers

/// Measures what pictures cost: the first rounds of a scenario's training with its own pictures, and on one cached batch.
///
/// A training that sees other pictures keeps other paths, which take another time. So the rounds are trained once, and
/// then repeated with the paths that were drawn and kept there, whatever the pictures.
public struct FeedBench: Sendable {
    private let scenario: String
    private let phase: SupernetPhase
    private let settings: SupernetSettings
    private let workers: Int
    private let repetitions: Int
    private let preparationSeconds: Double
    /// How pictures are made for the supernet, and for the found network.
    private let assemblers: (supernet: BatchAssembler, retrain: BatchAssembler)

    /// Reads the scenario's pictures.
    ///
    /// - Parameters:
    ///   - scenario: Whose training is measured.
    ///   - rounds: How many of its rounds, from the first one on; no more than are planned.
    ///   - workers: Threads that compute; nil for the cores at hand.
    ///   - repetitions: How often each of the two is measured.
    /// - Throws: `Refusal` for whatever keeps a run of the scenario from beginning, and where it trains nothing.
    /// - Precondition: Numbers are positive.
    public init(_ scenario: Scenario, rounds: Int = 20, workers: Int? = nil, repetitions: Int = 3) throws {
        precondition(rounds > 0 && (workers ?? 1) > 0 && repetitions > 0)
        let clock = ContinuousClock()
        let start = clock.now
        let workers = workers ?? Processor.cores
        let pictures = try ScenarioPictures(scenario, for: .supernet...(.supernet), workers: workers)
        phase = try SupernetPhase(
            scenario, pictures: pictures, domain: scenario.trainedDomain(of: pictures.space))
        preparationSeconds = (clock.now - start).inSeconds
        let (training, framing, normalization) = (pictures.training, pictures.framing, phase.feed.normalization)
        func assembler(_ phase: RunPhase) throws -> BatchAssembler {
            try BatchAssembler(
                pictures: training, normalization: normalization, augmentation: scenario.augmentation(of: phase),
                framing: framing)
        }
        do {
            assemblers = (try assembler(.supernet), try assembler(.retrain))
        } catch let error as DatasetsError {
            throw Refusal("\(error)")
        }
        guard phase.settings.plannedRounds > 0 else {
            throw Refusal(
                "the scenario \(scenario.name) has the strategy \(phase.settings.strategy), which trains nothing; "
                    + "expected one that trains")
        }
        guard phase.settings.scoringParts == 1 else {
            throw Refusal(
                "the scenario \(scenario.name) has supernet.scoring_parts \(phase.settings.scoringParts), so how much is scored "
                    + "depends on the pictures; expected 1")
        }
        var settings = phase.settings
        // The rates and the shares of epsilon stay those of the whole plan.
        settings.plannedRounds = min(rounds, settings.plannedRounds)
        // No pool counts as steady before: every round is one of those asked for.
        settings.steadinessRounds = max(settings.steadinessRounds, settings.plannedRounds)
        self.settings = settings
        self.scenario = scenario.name
        self.workers = workers
        self.repetitions = repetitions
    }

    /// Trains the rounds once, which does not count, then repeats them on both kinds of pictures in turn.
    ///
    /// Who goes first changes with every repetition: what a pass leaves in caches and in the system's memory is then
    /// met by both alike.
    ///
    /// - Parameter report: Called with a line after each of them.
    /// - Throws: `SupernetError` where a number is not finite.
    @concurrent
    public func run(report: @Sendable (String) -> Void = { _ in }) async throws -> FeedBenchResult {
        let team = WorkerTeam(width: workers)
        let recorded = Mutex<[RankedRound]>([])
        let training = GreedyTraining(layout: phase.layout, settings: settings, feed: phase.feed, team: team)
        _ = try await training.train { record in recorded.withLock { $0.append(record.ranked) } }
        let rounds = recorded.withLock { $0 }
        report("trained \(rounds.count.counted("round"))")
        let stem = phase.space.stem
        let cached = CachedFeed(
            phase.feed, valuesPerPicture: stem.inputSide * stem.inputSide * stem.inputChannels)
        var seconds: [Double] = []
        var cachedSeconds: [Double] = []
        var (processorSeconds, cachedProcessorSeconds): ([Double], [Double]) = ([], [])
        var total = PassOutcome.none
        for repetition in 1...repetitions {
            let (own, kept): (Repetition, Repetition)
            if repetition.isMultiple(of: 2) {
                kept = try await repeated(rounds, from: cached, team: team)
                own = try await repeated(rounds, from: phase.feed, team: team)
            } else {
                own = try await repeated(rounds, from: phase.feed, team: team)
                kept = try await repeated(rounds, from: cached, team: team)
            }
            seconds.append(own.seconds)
            cachedSeconds.append(kept.seconds)
            processorSeconds.append(own.processorSeconds)
            cachedProcessorSeconds.append(kept.processorSeconds)
            total = own.total
            report(
                "repetition \(repetition) of \(repetitions): \(own.seconds.decimal(places: 3)) s, cached "
                    + "\(kept.seconds.decimal(places: 3)) s")
        }
        return FeedBenchResult(
            scenario: scenario, rounds: rounds.count, workers: workers, images: total.pictures, loss: total.loss,
            allSeconds: seconds, allCachedSeconds: cachedSeconds, allProcessorSeconds: processorSeconds,
            allCachedProcessorSeconds: cachedProcessorSeconds,
            assembly: AssemblyCost(supernet: assemblers.supernet, retrain: assemblers.retrain),
            preparationSeconds: preparationSeconds,
            peakMemory: PeakMemory.mebibytes)
    }

    /// What one repetition of the rounds took and gave.
    private struct Repetition {
        let seconds: Double
        let processorSeconds: Double
        let total: PassOutcome
    }

    /// Repeats the rounds from initial weights.
    private func repeated(
        _ rounds: [RankedRound], from feed: any PictureFeed, team: WorkerTeam
    ) async throws -> Repetition {
        let work = RoundWork(layout: phase.layout, settings: settings, feed: feed, team: team)
        let clock = ContinuousClock()
        let (start, processorStart) = (clock.now, ProcessorTime.process)
        var total = PassOutcome.none
        for round in rounds {
            let outcomes = try await work.repeatRound(round)
            total = (outcomes.scored + outcomes.trained).reduce(total) { $0 + $1 }
        }
        return Repetition(
            seconds: (clock.now - start).inSeconds, processorSeconds: ProcessorTime.process - processorStart,
            total: total)
    }
}
