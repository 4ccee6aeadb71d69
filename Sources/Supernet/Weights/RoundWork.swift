public import Architecture
public import Exchange
public import Layout
public import NeuralNetwork
import Optimizers
public import Workers

/// What a round computes, without what it decides: scores and trains paths that the caller names, for measurements.
///
/// The work is done as in a run: evaluators with their shares of the paths and the weights on loan, training
/// steps under a lease, all of it jobs of one team.
public struct RoundWork: Sendable {
    private let model: SharedWeights

    /// Prepares a supernet with initial weights.
    ///
    /// - Parameters:
    ///   - layout: Where the weights lie.
    ///   - settings: How to train; groups of pictures, optimiser, learning rate, label smoothing and seed count.
    ///   - feed: Where `repeatRound` gets its pictures from; nothing else asks for any.
    ///   - team: The threads that compute; one evaluator for each.
    ///   - ranks: The processes that share the work: all of them call the same functions with the same paths and pictures,
    ///     and get the same outcomes. Nil for this one alone.
    public init(
        layout: SupernetLayout, settings: SupernetSettings, feed: any PictureFeed, team: WorkerTeam,
        ranks: Ranks? = nil
    ) {
        let store = ParameterStore(
            layout: layout, weights: layout.table.initialWeights(seed: settings.seed, by: settings.initialization))
        model = SharedWeights(store: store, feed: feed, settings: settings, team: team, ranks: ranks)
    }

    /// Scores paths in parallel, each on all of the pictures; results in the order of the paths.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    /// - Precondition: The space contains the paths.
    public func score(_ paths: [Path], on pictures: PictureBatch) async throws -> [PassOutcome] {
        try await model.scoring.score(paths, on: pictures)
    }

    /// Takes one training step for a path at the first learning rate.
    ///
    /// - Parameters:
    ///   - path: The path.
    ///   - batch: The pictures of the step.
    ///   - round: The round that an error names.
    /// - Returns: The loss before the step.
    /// - Throws: `SupernetError` where a number is not finite.
    /// - Precondition: The space contains the path; nobody else uses this value meanwhile.
    public func train(_ path: Path, on batch: PictureBatch, round: Int) async throws -> PassOutcome {
        try await model.update([path], on: [batch], rate: model.settings.learningRate.rate(at: 0), round: round)
    }

    /// Does a round of a training again: scores and trains the paths that it scored and trained, in the same order.
    ///
    /// From initial weights, rounds that are repeated in their order give the training's own bits.
    ///
    /// - Parameter ranked: The round, as the training reported it.
    /// - Returns: The scores in the order in which the paths were drawn, none of a round that scores nothing; then
    ///   the losses of the updates.
    /// - Throws: `SupernetError` where a number is not finite.
    /// - Precondition: As for `train`.
    public func repeatRound(
        _ ranked: RankedRound
    ) async throws -> (scored: [PassOutcome], trained: [PassOutcome]) {
        let (round, settings) = (ranked.plan.round, model.settings)
        var scored: [PassOutcome] = []
        if ranked.plan.isScored {
            let drawn = (ranked.kept + ranked.rejected).sorted { $0.index < $1.index }
            scored = try await model.scoreTogether(drawn.map(\.path), round: round)
        }
        let updates = settings.updates(of: ranked)
        var pass = (round - 1) * settings.passesPerRound
        var trained: [PassOutcome] = []
        for (index, paths) in updates.enumerated() {
            let rate = settings.rate(of: ranked.plan, step: (round - 1) * updates.count + index)
            trained.append(try await model.update(paths, pass: pass, rate: rate, round: round))
            pass += paths.count
        }
        return (scored, trained)
    }
}
