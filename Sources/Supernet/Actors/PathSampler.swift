/// Draws the paths of each round, when a credit says that the round before is over.
///
/// Receives: credits from the trainer, one a round. Sends: the same `PathBatch` to every evaluator. Owns: the streams to
/// the evaluators, which it finishes on every exit; the mixture it draws from.
actor PathSampler {
    private let mixture: PathMixture
    private let settings: SupernetSettings
    private let pool: CandidatePool
    private let targets: [AsyncStream<PathBatch>.Continuation]

    init(
        mixture: PathMixture, settings: SupernetSettings, pool: CandidatePool,
        targets: [AsyncStream<PathBatch>.Continuation]
    ) {
        self.mixture = mixture
        self.settings = settings
        self.pool = pool
        self.targets = targets
    }

    /// Yields one batch for each credit until the pool says that training is over.
    func run(credits: AsyncStream<Void>) async {
        defer { for target in targets { target.finish() } }
        for await _ in credits {
            guard let opening = await pool.openRound() else { return }
            let plan = opening.plan
            let draws =
                settings.strategy == .fair
                ? mixture.drawFairly(round: plan.round)
                : mixture.draw(
                    count: settings.drawnPaths(of: plan), round: plan.round, epsilon: plan.epsilon,
                    pool: opening.members)
            precondition(
                draws.count == settings.drawnPaths(of: plan), "a fair round has a path for each operation of a layer")
            // One batch at a time is under way, so the streams' unlimited buffers hold one element at most.
            for target in targets { target.yield(PathBatch(plan: plan, draws: draws)) }
        }
    }
}
