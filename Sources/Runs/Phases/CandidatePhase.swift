import Architecture
import Datasets
import Documents
import Layout
import NeuralNetwork
import Retraining
import RunFiles
import Scenarios
import Supernet

/// The choice of the network that is retrained: the search's winner and the best of the others are trained, as the
/// retraining begins, by successive halving.
///
/// Whatever the retraining's own pictures are, the networks are trained on those that no part holds out and compared on those
/// that are held out, as a network is tested; so none is compared on pictures that it was trained on, and the test set stays
/// closed. Each follows the rates of the whole training up to its last rung. Where the retraining is on the same pictures it
/// continues from there; else it starts from the beginning. Either way it gives the same bits as without a choice.
struct CandidatePhase: Sendable {
    /// The training of the networks.
    let retraining: RetrainPhase
    /// The validation pictures.
    let heldOut: Int
    private let retrain: ScenarioRetrain

    /// Prepares the choice.
    ///
    /// - Parameters:
    ///   - scenario: Its section `retrain`.
    ///   - pictures: Its pictures.
    /// - Throws: `Refusal` where there are too few pictures for a batch.
    init(_ scenario: Scenario, pictures: ScenarioPictures) throws {
        retraining = try RetrainPhase(scenario, pictures: pictures, isChoice: true)
        heldOut = pictures.holdOut.heldOut.count
        retrain = scenario.retrain
    }

    /// The networks to choose from, as many as are asked for where the order has so many.
    func networks(of order: [ScoredNetwork]) -> [RankedNetwork] {
        order.prefix(retrain.candidates).enumerated().map { RankedNetwork(rank: $0 + 1, network: $1) }
    }

    /// Which network is trained for how many epochs.
    func halving(of networks: [RankedNetwork]) -> SuccessiveHalving {
        SuccessiveHalving(candidates: networks.count, epochs: retrain.epochs)
    }

    /// The network that is retrained; nil if that is not known yet.
    func chosen(after progress: CandidatesProgress?, of networks: [RankedNetwork]) -> RankedNetwork? {
        guard !networks.isEmpty, case .chosen(let place) = halving(of: networks).next(after: progress?.judgements ?? [])
        else { return nil }
        return networks[place]
    }

    /// Trains and compares until one is left, with a line of `metrics.jsonl` for each epoch and each comparison.
    ///
    /// - Parameters:
    ///   - found: What the search found.
    ///   - supernet: Where it searched.
    ///   - context: The run's.
    /// - Throws: `Failure` where a file cannot be written; `CancellationError` when the task is cancelled or the run is asked
    ///   to stop.
    func run(
        _ found: SearchResult, of supernet: TrainedSupernet, in context: RunContext
    ) async throws -> CandidateChoice {
        let networks = networks(of: found.order)
        let halving = halving(of: networks)
        if networks.count < retrain.candidates {
            await context.reporter.note(
                "retrain.candidates is \(retrain.candidates), but the search has evaluated only \(networks.count) "
                    + "different \(networks.count == 1 ? "network" : "networks") within its limits: all of these "
                    + "are trained")
        }
        let watch = context.watch(after: context.progress?.candidates?.time)
        let progress = try await context.reporting {
            var progress = context.progress?.candidates ?? CandidatesProgress()
            var isFirst = true
            while case .train(let place, let rung) = halving.next(after: progress.judgements) {
                let turn = Turn(
                    place: place, rung: rung, halving: halving, ranked: networks[place], before: progress, watch: watch)
                if isFirst { await begin(with: turn, in: context) }
                isFirst = false
                progress = try await take(turn, of: supernet, in: context)
            }
            return progress
        }
        guard case .chosen(let place) = halving.next(after: progress.judgements) else {
            preconditionFailure("a choice ended before one network was left")
        }
        return CandidateChoice(
            networks: networks, asked: retrain.candidates, halving: halving, judgements: progress.judgements,
            chosen: networks[place], state: retrain.pictures == .training ? progress.states[place] : nil,
            cost: CostOfChoice(
                halving, retrain: retrain, pictures: retraining.feed.trainingPictures, heldOut: heldOut),
            heldOut: heldOut, seconds: progress.time.seconds, space: found.space)
    }

    /// Begins to report, or continues in the middle of a rung.
    private func begin(with turn: Turn, in context: RunContext) async {
        let own = turn.before.states[turn.place]?.step ?? 0
        let steps = epochs(before: turn) * retraining.batchesPerEpoch + own
        await context.reporter.begin(
            done: Double(steps) / Double(retraining.batchesPerEpoch), images: steps * retraining.settings.batch)
    }

    /// One network's part of a rung.
    private struct Turn {
        let place: Int
        let rung: Int
        let halving: SuccessiveHalving
        let ranked: RankedNetwork
        let before: CandidatesProgress
        let watch: PhaseTime.Watch
    }

    /// Trains a network up to its rung's epoch, and validates it; one that diverges is the worst.
    private func take(
        _ turn: Turn, of supernet: TrainedSupernet, in context: RunContext
    ) async throws -> CandidatesProgress {
        let rung = turn.halving.rungs[turn.rung]
        let (layout, path) = (supernet.phase.layout, turn.ranked.path)
        let network = try retraining.layout(of: layout.space.blueprint(of: path))
        let training = await retraining.training(
            network,
            from: turn.before.states[turn.place]?.copy()
                ?? retraining.start(of: network, path: path, in: layout, weights: supernet.weights),
            in: context)
        let (earlier, planned) = (epochs(before: turn), turn.halving.epochs)
        var problem: String?
        do {
            try await training.run(throughEpoch: rung.epoch) { state in
                try await keep(state, of: turn, in: context)
            } report: { record in
                let done = earlier + record.epoch
                try await context.reporter.report(
                    CandidateEpochEvent(rank: turn.ranked.rank, rung: turn.rung + 1, record: record), done: done,
                    planned: planned, images: done * retraining.batchesPerEpoch * retraining.settings.batch)
            }
        } catch let error as RetrainingError where error.isOfTheNetwork {
            problem = "\(error)"
        }
        training.leave()
        var (correct, loss) = (0, Double.infinity)
        if problem == nil {
            let outcome = try await training.judge()
            (correct, loss) = (outcome.correct, outcome.loss)
        }
        if !loss.isFinite {
            // What the others can be is still worth knowing; this one's state stays, and with it the reason.
            (correct, loss) = (0, .greatestFiniteMagnitude)
            await context.reporter.note(
                "candidate \(turn.ranked.rank) counts as the worst: "
                    + (problem ?? "its loss on the held-out pictures is not a finite number"))
        }
        try await context.reporter.report(
            JudgementEvent(
                rank: turn.ranked.rank, path: turn.ranked.path, rung: turn.rung + 1, epoch: rung.epoch,
                accuracy: Double(correct) / Double(heldOut), loss: loss, pictures: heldOut))
        var progress = turn.before
        progress.judgements.append(.init(candidate: turn.place, correct: correct, loss: loss))
        progress.states[turn.place] = await training.state
        let remaining = turn.halving.remaining(after: progress.judgements)
        progress.states = progress.states.filter { remaining.contains($0.key) }
        progress.time = turn.watch.time
        try await keep(progress, in: context)
        return progress
    }

    /// Epochs of all turns before this one, those aside that its own network has had.
    private func epochs(before turn: Turn) -> Int {
        let judged = turn.before.judgements.count
        let turns = turn.halving.rungs.flatMap { rung in [Int](repeating: rung.ownEpochs, count: rung.entrants) }
        let own = turn.halving.rungs[turn.rung]
        return turns.prefix(judged).reduce(0, +) - (own.epoch - own.ownEpochs)
    }

    /// Keeps the state after a step where it is due, and ends the choice where the run is asked to stop.
    private func keep(_ state: RetrainingState, of turn: Turn, in context: RunContext) async throws {
        if !retraining.settings.spreads { await context.listen() }
        guard let keeper = context.keeper else { return }
        let ending = keeper.ending(isUnit: state.step.isMultiple(of: retraining.batchesPerEpoch))
        guard ending != .next else { return }
        var progress = turn.before
        progress.states[turn.place] = state.copy()
        progress.time = turn.watch.time
        try await keeper.keep(progress, isDue: true)
        guard ending == .stop else { return }
        try await keeper.finish()
        throw CancellationError()
    }

    /// Takes note of a judgement, and keeps it where that is due.
    private func keep(_ progress: CandidatesProgress, in context: RunContext) async throws {
        guard let keeper = context.keeper else { return }
        let ending = keeper.ending()
        try await keeper.keep(progress, isDue: ending != .next)
        guard ending == .stop else { return }
        try await keeper.finish()
        throw CancellationError()
    }
}
