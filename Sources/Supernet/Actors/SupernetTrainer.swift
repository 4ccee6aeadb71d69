import Architecture
import NeuralNetwork
import Workers

/// Trains the paths that were kept, in rank order, each step on its own next batch.
///
/// Receives: `RankedRound` from the rejection. Sends: one credit a round to the sampler, one `RoundRecord` a round, with
/// the state where it is to be kept, to whoever reports. Owns: both streams, which it finishes on every exit; the count of
/// steps and images.
actor SupernetTrainer<Arenas: Sendable> {
    private let model: any SupernetModel<Arenas>
    private let pool: CandidatePool
    private let settings: SupernetSettings
    private let keeping: RoundKeeping<Arenas>?
    private var cost: TrainingCost
    private let clock = ContinuousClock()

    init(
        model: any SupernetModel<Arenas>, pool: CandidatePool, settings: SupernetSettings, cost: TrainingCost,
        keeping: RoundKeeping<Arenas>?
    ) {
        self.model = model
        self.pool = pool
        self.settings = settings
        self.cost = cost
        self.keeping = keeping
    }

    /// Trains round after round until the stream ends or no further round is wanted; the first credit opens the first
    /// round.
    ///
    /// - Returns: What the rounds cost.
    func run(
        rounds: AsyncStream<RankedRound>, credits: AsyncStream<Void>.Continuation,
        records: AsyncStream<RoundReport<Arenas>>.Continuation
    ) async throws -> TrainingCost {
        defer {
            credits.finish()
            records.finish()
        }
        var opened = clock.now
        credits.yield()
        for await ranked in rounds {
            let scored = clock.now
            let losses = try await train(ranked)
            cost.evaluationImages += (ranked.kept + ranked.rejected).reduce(0) { $0 + $1.pictures }
            let summary = await pool.close(ranked)
            let trained = clock.now
            cost.scoringSeconds += (scored - opened).inSeconds
            cost.trainingSeconds += (trained - scored).inSeconds
            opened = trained
            let record = RoundRecord(
                ranked: ranked, trainingLosses: losses,
                learningRate: settings.rate(of: ranked.plan, step: cost.steps - 1),
                epoch: Double(cost.optimizationImages) / Double(max(1, model.trainingPictures)), pool: summary,
                cost: cost)
            let ending = keeping?.decide(ranked.plan.round) ?? .next
            // Between the rounds nobody scores and nobody trains, so that the state is of one moment.
            let isLast = await pool.isOver
            let isKept = keeping != nil && (ending != .next || isLast)
            records.yield(RoundReport(record: record, state: isKept ? try await state() : nil))
            if ending == .stop { break }
            credits.yield()
        }
        return cost
    }

    private func state() async throws -> TrainingState<Arenas> {
        TrainingState(
            arenas: try await model.copyOfArenas(), pool: await pool.state, memory: await pool.memory,
            course: await pool.progress, cost: cost)
    }

    private func train(_ ranked: RankedRound) async throws -> [Double] {
        var losses: [Double] = []
        for update in settings.updates(of: ranked) {
            losses.append(try await step(update, ranked.plan).loss)
        }
        return losses
    }

    /// One update: gradients of the paths, in each tensor the mean over those that use it, then one step of the optimiser on
    /// all tensors they use.
    private func step(_ paths: [Path], _ plan: RoundPlan) async throws -> PassOutcome {
        let outcome = try await model.update(
            paths, pass: cost.passes, rate: settings.rate(of: plan, step: cost.steps), round: plan.round)
        cost.steps += 1
        cost.passes += paths.count
        cost.trainedMacs += paths.reduce(0) { $0 + model.space.blueprint(of: $1).macs }
        cost.optimizationImages += outcome.pictures
        return outcome
    }
}
