public import Architecture
public import NeuralNetwork

/// What the five actors work on: weights that all paths of a space share, and pictures to score and train them on.
///
/// The engine's own are `SharedWeights`, real gradients on real pictures. Others may replace them where only the
/// actors' decisions are of interest, as a surrogate does that computes no network and so has no `Arenas`.
///
/// Within a training nobody scores while an update is under way, and updates come one after the other.
public protocol SupernetModel<Arenas>: Sendable {
    /// What updates change, and a training is resumed from: ``TrainedArenas`` of networks, `Void` where there are none.
    associatedtype Arenas: Sendable

    /// The search space.
    var space: SearchSpace { get }
    /// The pictures that are trained on, by which epochs are counted.
    var trainingPictures: Int { get }

    /// Scores a path on the held-out pictures of a round, with the weights as they are.
    ///
    /// - Returns: Cross-entropy without label smoothing and the pictures classified correctly; the loss may be a NaN or an
    ///   infinity. Its `pictures` are what the score has cost.
    func score(_ path: Path, round: Int) async throws -> PassOutcome

    /// Scores paths on the held-out pictures of a round; results in the order of the paths.
    ///
    /// A model does it one by one unless it knows better. It may score a path on fewer pictures than another one.
    func score(_ paths: [Path], round: Int) async throws -> [PassOutcome]

    /// Scores paths on the common held-out set; results in the order of the paths.
    func scoreOnCommonSet(_ paths: [Path]) async throws -> [PassOutcome]

    /// Takes one update of the weights, from the gradients of all paths.
    ///
    /// - Parameters:
    ///   - paths: The paths, each on its own batch.
    ///   - pass: The number of the first path's batch, counted from 0 through all rounds.
    ///   - rate: The learning rate.
    ///   - round: The round that an error names.
    /// - Returns: The loss before the update, label smoothing included, over all pictures.
    /// - Throws: `SupernetError` where a number is not finite.
    func update(_ paths: [Path], pass: Int, rate: Double, round: Int) async throws -> PassOutcome

    /// Lends what updates have made for as long as the body runs; no update happens meanwhile.
    ///
    /// - Throws: What the body throws; `CancellationError` where the task is cancelled while it waits for an update.
    func withArenas<Result>(_ body: (Arenas) async throws -> Result) async throws -> Result

    /// What updates have made so far, as a copy that later ones do not change.
    ///
    /// - Throws: `CancellationError` where the task is cancelled while it waits for an update.
    func copyOfArenas() async throws -> Arenas

    /// What all updates have made, not copied.
    ///
    /// - Throws: `CancellationError` where the task is cancelled while it waits for an update.
    /// - Precondition: No update follows.
    func finalArenas() async throws -> Arenas
}

extension SupernetModel {
    /// Scores paths one by one.
    public func score(_ paths: [Path], round: Int) async throws -> [PassOutcome] {
        var outcomes: [PassOutcome] = []
        for path in paths { outcomes.append(try await score(path, round: round)) }
        return outcomes
    }
}

extension SupernetModel<Void> {
    /// Runs the body: there is nothing to lend.
    public func withArenas<Result>(_ body: (Arenas) async throws -> Result) async throws -> Result {
        try await body(())
    }

    /// Nothing: there are no networks.
    public func copyOfArenas() {}

    /// Nothing: there are no networks.
    public func finalArenas() {}
}
