import Architecture
import NeuralNetwork
import Workers

/// The supernet itself: shared weights in their store, pictures from a feed, and a team that computes.
///
/// The weights are lent for each score and leased for each update, so no weight is ever written while somebody reads it. All
/// of the work is jobs of one team.
struct SharedWeights: SupernetModel {
    let store: ParameterStore
    let feed: any PictureFeed
    let settings: SupernetSettings
    let team: WorkerTeam
    let memory: PassMemory

    init(store: ParameterStore, feed: any PictureFeed, settings: SupernetSettings, team: WorkerTeam) {
        self.store = store
        self.feed = feed
        self.settings = settings
        self.team = team
        memory = PassMemory(width: team.width)
    }

    var layout: SupernetLayout { store.layout }
    var space: SearchSpace { layout.space }
    var trainingPictures: Int { feed.trainingPictures }
    var arenas: (weights: FloatBuffer, momentum: FloatBuffer) { get async { await store.present } }

    func score(_ path: Path, round: Int) async throws -> PassOutcome {
        try await score(layout.subnet(path), on: feed.scoringBatch(round: round))
    }

    func scoreOnCommonSet(_ paths: [Path]) async throws -> [PassOutcome] {
        try await score(paths, on: feed.commonBatch())
    }

    func update(_ paths: [Path], pass: Int, rate: Double, round: Int) async throws -> PassOutcome {
        try await update(
            paths, on: paths.indices.map { feed.trainingBatch(step: pass + $0) }, rate: rate, round: round)
    }

    /// Scores paths in parallel, each on all of the pictures; results in the order of the paths.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    /// - Precondition: The space contains the paths.
    func score(_ paths: [Path], on pictures: PictureBatch) async throws -> [PassOutcome] {
        try await spread(paths.count) { index in try await score(layout.subnet(paths[index]), on: pictures) }
    }

    /// Does work item by item, as many at a time as the team has threads; results in the order of the items.
    func spread<Outcome: Sendable>(
        _ count: Int, _ work: @escaping @Sendable (_ index: Int) async throws -> Outcome
    ) async throws -> [Outcome] {
        try await withThrowingTaskGroup(of: [(Int, Outcome)].self) { group in
            for share in 0..<team.width {
                group.addTask {
                    var outcomes: [(Int, Outcome)] = []
                    for index in stride(from: share, to: count, by: team.width) {
                        outcomes.append((index, try await work(index)))
                    }
                    return outcomes
                }
            }
            var results = [Outcome?](repeating: nil, count: count)
            for try await outcomes in group {
                for (index, outcome) in outcomes { results[index] = outcome }
            }
            return results.compactMap(\.self)
        }
    }

    /// Scores one network on a set of pictures, group by group, each normalised by its own statistics.
    ///
    /// - Throws: `CancellationError` before the next group when the task is cancelled.
    func score(_ subnet: Subnet, on pictures: PictureBatch) async throws -> PassOutcome {
        var total = PassOutcome.none
        for group in pictures.groups(of: settings.scoringGroup) {
            try Task.checkCancellation()
            let weights = await store.lend()
            let memory = memory
            do {
                let outcome = try await team.run { crew in
                    subnet.score(pictures, group: group, weights: weights, crew: crew, memory: memory)
                }
                total = total + outcome
            } catch {
                await store.takeBack()
                throw error
            }
            await store.takeBack()
        }
        return total
    }

    /// One update, from the gradients of all paths, each on its own batch.
    ///
    /// - Throws: `SupernetError` where a number is not finite; the weights are then as they were.
    func update(
        _ paths: [Path], on batches: [PictureBatch], rate: Double, round: Int
    ) async throws -> PassOutcome {
        let step = TrainingStep(
            subnets: paths.map(layout.subnet), batches: batches, settings: settings, rate: Float(rate))
        let arenas = await store.lease()
        let memory = memory
        let result: Result<PassOutcome, any Error>
        do {
            result = .success(try await team.run { crew in try step.run(arenas, crew: crew, memory: memory) })
        } catch let failure as TrainingStep.Failure {
            result = .failure(failure.error(path: space.names(of: paths[failure.subnet]), round: round))
        } catch {
            result = .failure(error)
        }
        await store.endLease()
        return try result.get()
    }
}
