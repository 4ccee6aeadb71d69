import GreedyNAS

/// Trains a supernet of any space on any pictures, searches in it, retrains what was found and tests it.
func network(
    in space: SearchSpace, for source: some PictureSource, as scenario: Scenario
) async throws -> (network: String, top1: Double) {
    let (pictures, team) = (try source.training(), WorkerTeam(width: 2))
    let parts = try HoldOut(
        labels: pictures.labels, classes: source.classNames.count, filtering: scenario.data.filtering,
        search: scenario.data.search, seed: UInt64(scenario.seed))

    // The supernet: settings from the scenario, batches from the pictures, weights in one table.
    let settings = try scenario.supernetSettings(trainingPictures: parts.training.count, space: space)
    let feed = try DatasetFeed(
        pictures: pictures, holdOut: parts, augmentation: .none, batch: settings.batch,
        scoringPictures: settings.scoringPictures, seed: settings.seed)
    let layout = SupernetLayout(space)
    let supernet = try await GreedyTraining(layout: layout, settings: settings, feed: feed, team: team)
        .run { round in print("round \(round.ranked.plan.round): pi \(round.pool.freshShare)") }

    // The search: it asks for paths and is told their scores with the shared weights.
    let domain = try SearchDomain(costs: CostTable(of: space), limits: CostLimits(macs: 2_000_000))
    let scoring = PathScoring(
        layout: layout, weights: supernet.weights, feed: feed, group: settings.scoringGroup, team: team)
    var searcher = try NSGA2(
        domain: domain, settings: NSGA2Settings(population: 10, generations: 3), seed: settings.seed,
        first: supernet.pool.members.map(\.path))
    while !searcher.isFinished {
        let paths = searcher.ask()
        let results = try zip(paths, try await scoring.score(paths)).map { path, score in
            try domain.evaluation(
                of: path, accuracy: score.accuracy, loss: score.loss, objectives: [.error, .macs])
        }
        try searcher.tell(results)
    }
    let winner = searcher.front.members[0].path  // the lowest error

    // The network alone, from initial weights, on all training pictures; then the test set, once.
    let recipe = scenario.retrainingSettings(trainingPictures: pictures.count)
    let batches = try PictureRetrainingFeed(
        pictures: pictures, training: Array(0..<pictures.count), validation: [], augmentation: .none,
        settings: recipe)
    let trained = try await NetworkTraining(
        NetworkLayout(space.blueprint(of: winner)), settings: recipe, feed: batches, team: team
    ).run { epoch in print("epoch \(epoch.epoch): loss \(epoch.loss)") }
    let outcome = try await trained.test(on: TestSet(of: source), normalization: batches.normalization, team: team)
    return (space.names(of: winner), outcome.top1)
}
