public import Exchange
public import Layout
import NeuralNetwork
public import Workers

/// A rank's part in the training of a network that another rank decides about.
public struct RetrainingFollower: Sendable {
    private let training: NetworkTraining
    private let ranks: Ranks

    /// Takes the state that the first rank gives to all.
    ///
    /// - Parameters:
    ///   - network: What is trained.
    ///   - settings: How, as on the first rank.
    ///   - feed: The same pictures as there.
    ///   - team: The threads that compute.
    ///   - ranks: This rank among the others; the first one creates a `NetworkTraining` over them meanwhile.
    /// - Throws: `RunEnd` where the run is over.
    public init(
        _ network: NetworkLayout, settings: RetrainingSettings, feed: any RetrainingFeed, team: WorkerTeam,
        ranks: Ranks
    ) async throws {
        guard case .begin(let step, let current) = try await ranks.next(RetrainingOrder.self) else {
            preconditionFailure("a retraining began with another order than its beginning")
        }
        var state = RetrainingState(of: network, settings: settings)
        await state.take(from: ranks)
        state.step = step
        state.current = PassOutcome.outcomes(current)[0]
        training = NetworkTraining(network, settings: settings, feed: feed, team: team, state: state, over: ranks)
        self.ranks = ranks
    }

    /// Takes the steps that the first rank orders, until it leaves this network.
    ///
    /// What fails, fails on every rank: the first one says so.
    ///
    /// - Throws: `RunEnd` where the run is over.
    public func follow() async throws {
        while case .step = try await ranks.next(RetrainingOrder.self) { _ = try? await training.step() }
    }
}
