public import Exchange
public import Layout
public import NeuralNetwork
import Optimizers
import Reproducibility
public import Workers

/// Trains one network, step by step or to its end.
///
/// Receives: calls of `step` or `run`. Sends: one `EpochRecord` an epoch to whoever reports. Owns: the state and an arena of
/// gradients.
///
/// Each step is one job of the team, whose threads share the chunks of the batch; so nothing depends on their number.
public actor NetworkTraining {
    /// The network.
    public nonisolated let network: NetworkLayout
    /// How it is trained.
    public nonisolated let settings: RetrainingSettings
    /// What it has become so far; its arenas change with the next step.
    public private(set) var state: RetrainingState
    private let feed: any RetrainingFeed
    private let team: WorkerTeam
    private let memory: PassMemory
    private let gradients: FloatBuffer
    private let sums = SumMemory()
    /// The processes that take every step together; nil for one alone.
    private let ranks: Ranks?
    private let clock = ContinuousClock()
    /// Seconds of the epoch at hand.
    private var seconds = 0.0

    /// Prepares a training.
    ///
    /// - Parameters:
    ///   - network: What to train.
    ///   - settings: How.
    ///   - feed: The pictures, in batches of the settings' size.
    ///   - team: The threads that compute.
    ///   - state: The state to resume from, or other weights to begin with; nil for the beginning with drawn ones.
    public init(
        _ network: NetworkLayout, settings: RetrainingSettings, feed: any RetrainingFeed, team: WorkerTeam,
        state: RetrainingState? = nil
    ) {
        self.init(
            network, settings: settings, feed: feed, team: team,
            state: state ?? RetrainingState(of: network, settings: settings), over: nil)
    }

    /// Prepares a training on several ranks, of which this one decides; each of the others makes a `RetrainingFollower`.
    ///
    /// The bits are those of a training on one rank.
    ///
    /// - Parameters: As above; `ranks`: this rank among the others, nil for this process alone.
    /// - Precondition: The settings' steps spread.
    public init(
        _ network: NetworkLayout, settings: RetrainingSettings, feed: any RetrainingFeed, team: WorkerTeam,
        state: RetrainingState?, ranks: Ranks?
    ) async {
        let state = state ?? RetrainingState(of: network, settings: settings)
        if let ranks {
            ranks.order(RetrainingOrder.begin(step: state.step, current: state.current.words))
            await state.share(over: ranks)
        }
        self.init(network, settings: settings, feed: feed, team: team, state: state, over: ranks)
    }

    init(
        _ network: NetworkLayout, settings: RetrainingSettings, feed: any RetrainingFeed, team: WorkerTeam,
        state: RetrainingState, over ranks: Ranks?
    ) {
        precondition(ranks == nil || settings.spreads, "steps of one group do not spread")
        self.ranks = ranks
        self.network = network
        self.settings = settings
        self.feed = feed
        self.team = team
        self.state = state
        memory = PassMemory(width: team.width)
        gradients = FloatBuffer(count: network.table.count)
    }

    /// Lets the other ranks, where there are any, go on to something else: no further step is taken.
    public nonisolated func leave() { ranks?.order(RetrainingOrder.leave) }

    /// Steps of the whole training.
    public var plannedSteps: Int { settings.epochs * feed.batchesPerEpoch }

    /// Trains to the end and finds the statistics of the test.
    ///
    /// - Parameters:
    ///   - afterStep: Called after each step, and after the report of an epoch that it ends; the arenas of the state that it
    ///     is given change with the next step.
    ///   - report: Called after each epoch, in their order.
    ///   - calibrated: Told how many of how many batches have gone into the statistics of the test.
    /// - Throws: `RetrainingError` where a number is not finite; what the three throw; `CancellationError` between two steps.
    ///   The state is then that of the last step that was taken.
    public func run(
        afterStep: @escaping @Sendable (RetrainingState) async throws -> Void = { _ in },
        report: @Sendable (EpochRecord) async throws -> Void,
        calibrated: @Sendable (_ done: Int, _ planned: Int) async throws -> Void = { _, _ in }
    ) async throws -> TrainedNetwork {
        try await run(throughEpoch: settings.epochs, afterStep: afterStep, report: report)
        return try await finish(calibrated)
    }

    /// Trains through an epoch of the whole training, as `run` does on its way to the end.
    ///
    /// - Parameters:
    ///   - epoch: Counted from 1; one that is over needs nothing any more.
    ///   - afterStep: As in `run`.
    ///   - report: As in `run`.
    /// - Throws: As `run`.
    public func run(
        throughEpoch epoch: Int, afterStep: @escaping @Sendable (RetrainingState) async throws -> Void,
        report: @Sendable (EpochRecord) async throws -> Void
    ) async throws {
        let end = min(epoch, settings.epochs) * feed.batchesPerEpoch
        while state.step < end {
            try Task.checkCancellation()
            if let record = try await step() { try await report(record) }
            try await afterStep(state)
        }
    }

    /// Classifies the held-out pictures as the test classifies its own, by the statistics that the weights would be tested
    /// with now; changes nothing.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    /// - Precondition: Pictures are held out.
    public func judge() async throws -> ClassificationOutcome {
        guard let pictures = feed.validationBatch else { preconditionFailure("nothing is held out to judge by") }
        let trained = try await finish()
        return try await inference.classify(
            pictures, groupsOf: TrainedNetwork.testGroup, by: trained.statistics)
    }

    /// Takes the next step.
    ///
    /// - Returns: The epoch's record where the step was the last one of an epoch.
    /// - Throws: `RetrainingError` where a number would not be finite; the weights are as before.
    /// - Precondition: The training is not at its end, and no other call is under way.
    public func step() async throws -> EpochRecord? {
        precondition(state.step < plannedSteps, "a training has no steps beyond its end")
        if let ranks, ranks.isFirst { ranks.order(RetrainingOrder.step) }
        let start = clock.now
        let (epoch, place) = state.step.quotientAndRemainder(dividingBy: feed.batchesPerEpoch)
        let work = RetrainingStep(
            subnet: network.subnet, batch: feed.trainingBatch(step: state.step), settings: settings, step: state.step)
        let (before, gradients, memory, sums) = (state, gradients, memory, sums)
        let taken: RetrainingStep.Taken
        do {
            if let ranks {
                taken = try await work.run(
                    before, gradients: gradients, team: team, memory: memory, sums: sums, over: ranks)
            } else {
                taken = try await team.run { crew in
                    try work.run(before, gradients: gradients, crew: crew, memory: memory, sums: sums)
                }
            }
        } catch let failure as RetrainingStep.Failure {
            unsafe gradients.pointer.update(repeating: 0, count: gradients.count)
            switch failure {
            case .loss: throw RetrainingError.lossNotFinite(epoch: epoch + 1, step: place + 1)
            case .weight(let name):
                throw RetrainingError.weightNotFinite(epoch: epoch + 1, step: place + 1, parameter: name)
            case .statistics(let layer):
                throw RetrainingError.runningStatisticsNotFinite(epoch: epoch + 1, step: place + 1, layer: layer)
            }
        }
        state.running = taken.running
        state.current = state.current + taken.outcome
        state.step += 1
        seconds += (clock.now - start).inSeconds
        return place + 1 == feed.batchesPerEpoch ? try await closeEpoch() : nil
    }

    private func closeEpoch() async throws -> EpochRecord {
        let start = clock.now
        try await compare()
        let validation = try await validate()
        let epoch = state.step / feed.batchesPerEpoch
        if let validation, !validation.loss.isFinite { throw RetrainingError.validationLossNotFinite(epoch: epoch) }
        let record = EpochRecord(
            epoch: epoch, loss: state.current.loss, accuracy: state.current.accuracy,
            validationAccuracy: validation?.accuracy, validationLoss: validation?.loss,
            learningRate: settings.learningRate.rate(at: state.step - 1), images: state.step * settings.batch,
            seconds: seconds + (clock.now - start).inSeconds)
        state.records.append(record)
        state.current = .none
        seconds = 0
        return record
    }

    /// By running statistics where they are kept; else by those of the held-out pictures themselves, in groups as large as
    /// in training, since a calibration for every epoch would cost more than the epoch's validation.
    private func validate() async throws -> (accuracy: Double, loss: Double)? {
        guard let pictures = feed.validationBatch else { return nil }
        let groups = pictures.groups(of: settings.group)
        let own = Shares.ranges(of: groups.count, ranks: ranks?.count ?? 1)[ranks?.rank ?? 0]
        var outcomes: [PassOutcome] = []
        for group in groups[own] { outcomes.append(try await validate(pictures, group)) }
        if let ranks { outcomes = await ranks.gather(outcomes.flatMap(\.words)).flatMap(PassOutcome.outcomes) }
        let outcome = outcomes.reduce(.none, +)
        return (outcome.accuracy, outcome.loss)
    }

    private func validate(_ pictures: PictureBatch, _ group: Range<Int>) async throws -> PassOutcome {
        // Other ranks wait for all groups of this one.
        if ranks == nil { try Task.checkCancellation() }
        let (subnet, weights, memory, running) = (network.subnet, state.tested, memory, state.running)
        return try await team.run { crew in
            guard let running else {
                return subnet.loss(of: pictures, group: group, weights: weights, crew: crew, memory: memory)
            }
            let outcome = subnet.classify(
                pictures, places: group, weights: weights, statistics: running, crew: crew, memory: memory)
            return PassOutcome(lossSum: outcome.lossSum, correct: outcome.correct, pictures: outcome.pictures)
        }
    }

    /// Compares the digests of what all ranks have trained.
    private func compare() async throws {
        guard let ranks else { return }
        var hash = SHA256()
        for arena in state.arenas { unsafe hash.update(arena.bytes) }
        let digests = await ranks.gather(hash.hexadecimal)
        guard let rank = digests.firstIndex(where: { $0 != digests[0] }) else { return }
        throw RetrainingError.weightsDiffer(rank: rank, host: ranks.members[rank].host)
    }

    /// Finds the statistics of the test: the running ones, or those of training pictures with the final weights.
    ///
    /// Calibration goes over batches of an epoch that was not trained, the pictures as they are, like those of the test.
    private func finish(
        _ calibrated: @Sendable (_ done: Int, _ planned: Int) async throws -> Void = { _, _ in }
    ) async throws -> TrainedNetwork {
        if let running = state.running {
            return TrainedNetwork(network: network, weights: state.weights, averages: nil, statistics: running)
        }
        guard case .calibrated = settings.statistics else {
            preconditionFailure("a training with running statistics was continued from a state without them")
        }
        let pictures = (0..<settings.calibrationBatches(of: feed.batchesPerEpoch)).map {
            feed.calibrationBatch($0, epoch: settings.epochs)
        }
        let statistics = try await inference.statistics(of: pictures, groupsOf: settings.group, told: calibrated)
        if let layer = statistics.firstDiverging(of: network.subnet) {
            throw RetrainingError.testStatisticsNotFinite(layer: layer)
        }
        return TrainedNetwork(
            network: network, weights: state.weights, averages: state.averages, statistics: statistics)
    }

    private var inference: NetworkInference {
        NetworkInference(network.subnet, weights: state.tested, team: team, memory: memory)
    }
}
