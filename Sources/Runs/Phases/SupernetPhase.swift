package import Architecture
import Datasets
import Documents
import Exchange
package import Layout
import RunFiles
package import Scenarios
package import Search
package import Supernet

/// The first phase of a run: trains the supernet.
package struct SupernetPhase: Sendable {
    /// What is trained on and scored on.
    package let pictures: ScenarioPictures
    /// Where the weights lie.
    package let layout: SupernetLayout
    /// How they are trained.
    package let settings: SupernetSettings
    /// The pictures in batches.
    package let feed: DatasetFeed
    /// What is scored when the rounds are over.
    private let finalScoring: FinalScoring

    /// The space whose networks share the weights.
    package var space: SearchSpace { pictures.space }

    /// Prepares the training.
    ///
    /// - Parameters:
    ///   - scenario: Its section `supernet`.
    ///   - pictures: Its pictures.
    ///   - domain: The networks that are trained, as `Scenario.trainedDomain` says; nil for all of the space, and where
    ///     nothing is to be trained any more.
    /// - Throws: `Refusal` where there are too few pictures for what is asked for.
    package init(_ scenario: Scenario, pictures: ScenarioPictures, domain: SearchDomain? = nil) throws {
        settings = scenario.supernetSettings(
            trainingPictures: pictures.holdOut.training.count, space: pictures.space, domain: domain)
        do {
            feed = try DatasetFeed(
                pictures: pictures.training, holdOut: pictures.holdOut, augmentation: pictures.augmentation,
                framing: pictures.framing, batch: settings.batch, scoringPictures: settings.scoringPictures,
                seed: UInt64(scenario.seed))
        } catch let error as DatasetsError {
            throw Refusal("\(error)")
        }
        layout = SupernetLayout(pictures.space)
        finalScoring = FinalScoring(scenario, in: pictures.space)
        self.pictures = pictures
    }

    /// The training, on all ranks where there are several.
    private func training(
        from state: TrainingState<TrainedArenas>?, in context: RunContext
    ) async -> GreedyTraining<TrainedArenas> {
        guard let ranks = context.ranks else {
            return GreedyTraining(layout: layout, settings: settings, feed: feed, team: context.team, state: state)
        }
        ranks.order(RunOrder.train)
        return await GreedyTraining(
            layout: layout, settings: settings, feed: feed, team: context.team, ranks: ranks, state: state)
    }

    /// Trains to the end, with a line of `metrics.jsonl` for each round, and writes `pool.json` and `supernet.weights`; where
    /// it stops, these hold what there is.
    ///
    /// - Throws: `SupernetError` where a number is not finite, `Failure` where a file cannot be written;
    ///   `CancellationError` when the task is cancelled or the run is asked to stop.
    func run(in context: RunContext) async throws -> SupernetOutcome {
        let (progress, stop) = (context.progress, context.stop)
        let watch = context.watch(after: progress?.supernetTime)
        let training = await training(from: progress?.supernet, in: context)
        let keeping = context.keeper.map { keeper in
            RoundKeeping(decide: { _ in keeper.ending() }) { state in try await keeper.keep(state, time: watch.time) }
        }
        let result: SupernetResult<TrainedArenas>
        do {
            let (planned, following, reporter) = (settings.lastRound, finalScoring.images, context.reporter)
            let before = progress?.supernet
            await reporter.begin(
                done: Double(before?.course.roundsDone ?? 0),
                images: before.map { $0.cost.optimizationImages + $0.cost.evaluationImages } ?? 0)
            result = try await context.reporting {
                let cost = try await training.train(keeping: keeping) { record in
                    try await reporter.report(record, planned: planned, following: following)
                }
                await reporter.begin()
                return try await stop.interrupting {
                    try await training.finish(after: cost) { done, members in
                        await reporter.show(
                            "scoring the pool: path", done: done, planned: members,
                            images: done * finalScoring.picturesPerPath,
                            following: finalScoring.uniformImages)
                    }
                }
            }
        } catch {
            let pool = await training.pool
            // Whatever keeps these files from being written, the first error is the one to report.
            _ = try? await training.withArenas {
                try context.directory.write(
                    pool, scoredOn: "each round's filtering pictures", weights: $0.weights, of: layout)
            }
            throw error
        }
        // A pool without members is scored by nothing; then only what follows says that this phase was over.
        let isOver = progress.map { $0.search != nil || $0.supernet.cost.rescoringImages > 0 } ?? false
        let time = isOver ? progress?.supernetTime ?? watch.time : watch.time
        if !isOver { try await context.keeper?.keep(result.state, time: time) }
        await context.reporter.begin()
        let standing = try await context.reporting {
            try await stop.interrupting {
                try await training.standing { done, paths in
                    await context.reporter.show(
                        "scoring uniform paths: path", done: done, planned: paths,
                        images: done * finalScoring.picturesPerPath)
                }
            }
        }
        training.leave()
        let sha256 = try context.directory.write(
            result.pool, scoredOn: PoolFile.finalPictures, standing: standing, weights: result.weights, of: layout)
        return SupernetOutcome(
            trained: TrainedSupernet(
                phase: self, weights: result.weights, sha256: sha256, pool: result.pool.members.map(\.path)),
            result: result, standing: standing, time: time)
    }
}
