package import Architecture
package import Documents
package import Supernet

/// A round of the supernet's training that is over.
package struct RoundEvent: RunEvent, Hashable {
    /// What the sampled paths scored on the filtering part, in their order.
    package struct Scores: Hashable, Sendable {
        /// The mean cross-entropy of each path, in nats; an estimate of it for a path that was not scored on all pictures.
        package let losses: [Double]
        /// The accuracy of each path on the pictures that it was scored on, in [0, 1].
        package let accuracies: [Double]
    }

    /// The pool after the round.
    package struct Pool: Hashable, Sendable {
        /// The number of members.
        package let size: Int
        /// The lowest loss of a member, in nats; nil of an empty pool.
        package let bestLoss: Double?
        /// The loss of the member in the middle, in nats; nil of an empty pool.
        package let medianLoss: Double?
        /// pi: the share of the pool that was admitted during the last t rounds.
        package let freshShare: Double
        /// t / r, what pi would be for records that come in at random.
        package let recordsAlone: Double
        /// The share of the survivors that were not members before.
        package let newcomersShare: Double
    }

    /// Its lines are those of rounds.
    package static let kind = RunEventKind.round

    /// The round, counted from 1.
    package let round: Int
    /// Passes over the training pictures so far.
    package let epoch: Double
    /// The probability with which a path was drawn from the pool, in [0, 1].
    package let epsilon: Double
    /// The learning rate of the round's last step.
    package let learningRate: Double
    /// The sampled paths in rank order, the first `kept` of them trained.
    package let paths: [Path]
    /// How many paths were trained.
    package let kept: Int
    /// For each path, whether it was drawn from the pool.
    package let isFromPool: [Bool]
    /// Nil where nothing is scored, as by baselines and in the first rounds of some trainings.
    package let scores: Scores?
    /// The losses of the trained paths on their batches.
    package let trainingLosses: [Double]
    /// Nil where nothing is scored.
    package let pool: Pool?
    /// Picture passes forward and backward, in all rounds so far.
    package let optimizationImages: Int
    /// Picture passes forward, to score paths, in all rounds so far.
    package let evaluationImages: Int
    /// Seconds during which paths were scored, in all rounds so far.
    package let scoringSeconds: Double
    /// Seconds during which paths were trained, in all rounds so far.
    package let trainingSeconds: Double

    /// The event as a line has it.
    package var json: JSONValue {
        var json: JSONValue = [
            RunKey.round: .integer(round), RunKey.epoch: JSONValue(epoch), RunKey.epsilon: JSONValue(epsilon),
            RunKey.learningRate: JSONValue(learningRate), RunKey.paths: .array(paths.map { JSONValue($0) }),
            "kept": .integer(kept), "from_pool": .array(isFromPool.map { .bool($0) }),
        ]
        if let scores {
            json = json.joined(with: [
                RunKey.losses: JSONValue(scores.losses), RunKey.accuracies: JSONValue(scores.accuracies),
            ])
        }
        json = json.setting("training_losses", to: JSONValue(trainingLosses))
        if let pool { json = json.setting(RunKey.pool, to: pool.json) }
        return json.joined(with: [
            RunKey.optimizationImages: .integer(optimizationImages),
            RunKey.evaluationImages: .integer(evaluationImages), RunKey.scoringSeconds: JSONValue(scoringSeconds),
            RunKey.trainingSeconds: JSONValue(trainingSeconds),
        ])
    }
}

extension RoundEvent {
    /// Reads a line.
    ///
    /// - Throws: `Refusal` where it lacks a key, or names a path that the space has not.
    init(_ line: JSONSection, space: SearchSpace) throws(Refusal) {
        let round = try line.count(RunKey.round)
        let paths = try line.paths(RunKey.paths, of: space)
        let kept = try line.integer("kept")
        guard (0...paths.count).contains(kept) else {
            throw line.wrong("kept", expected: "at most the \(paths.count.counted("path"))")
        }
        guard case .array(let draws)? = line.object["from_pool"], draws.count == paths.count else {
            throw line.wrong("from_pool", expected: "true or false for each path")
        }
        self.init(
            round: round, epoch: try line.number(RunKey.epoch),
            epsilon: try line.number(RunKey.epsilon), learningRate: try line.number(RunKey.learningRate),
            paths: paths, kept: kept, isFromPool: draws.map { $0 == .bool(true) },
            scores: line.object[RunKey.losses] == nil
                ? nil
                : Scores(
                    losses: try line.numbers(RunKey.losses, count: paths.count),
                    accuracies: try line.numbers(RunKey.accuracies, count: paths.count)),
            trainingLosses: try line.numbers("training_losses"),
            pool: try line.sectionIfAny(RunKey.pool).map { section throws(Refusal) in try Pool(section) },
            optimizationImages: try line.count(RunKey.optimizationImages),
            evaluationImages: try line.count(RunKey.evaluationImages),
            scoringSeconds: try line.number(RunKey.scoringSeconds),
            trainingSeconds: try line.number(RunKey.trainingSeconds))
    }
}

extension RoundEvent.Pool {
    fileprivate var json: JSONValue {
        [
            RunKey.size: .integer(size), RunKey.bestLoss: JSONValue(bestLoss), "median_loss": JSONValue(medianLoss),
            RunKey.freshShare: JSONValue(freshShare), "newcomers_among_kept": JSONValue(newcomersShare),
            RunKey.recordsAlone: JSONValue(recordsAlone),
        ]
    }

    fileprivate init(_ section: JSONSection) throws(Refusal) {
        self.init(
            size: try section.count(RunKey.size), bestLoss: try section.numberIfAny(RunKey.bestLoss),
            medianLoss: try section.numberIfAny("median_loss"), freshShare: try section.number(RunKey.freshShare),
            recordsAlone: try section.number(RunKey.recordsAlone),
            newcomersShare: try section.number("newcomers_among_kept"))
    }
}

extension RoundEvent {
    /// Takes the plain numbers of a round's record.
    package init(_ record: RoundRecord) {
        let (ranked, cost) = (record.ranked, record.cost)
        let paths = ranked.kept + ranked.rejected
        let isScored = ranked.kept.allSatisfy { $0.loss.isFinite }
        self.init(
            round: ranked.plan.round, epoch: record.epoch, epsilon: ranked.plan.epsilon,
            learningRate: record.learningRate, paths: paths.map(\.path), kept: ranked.kept.count,
            isFromPool: paths.map(\.draw.isFromPool),
            scores: isScored ? Scores(losses: paths.map(\.loss), accuracies: paths.map(\.accuracy)) : nil,
            trainingLosses: record.trainingLosses, pool: isScored ? Pool(record.pool) : nil,
            optimizationImages: cost.optimizationImages, evaluationImages: cost.evaluationImages,
            scoringSeconds: cost.scoringSeconds, trainingSeconds: cost.trainingSeconds)
    }
}

extension RoundEvent.Pool {
    fileprivate init(_ pool: PoolSummary) {
        self.init(
            size: pool.size, bestLoss: pool.bestLoss, medianLoss: pool.medianLoss, freshShare: pool.freshShare,
            recordsAlone: pool.recordsAlone, newcomersShare: pool.newcomersShare)
    }
}
