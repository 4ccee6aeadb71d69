package import Architecture
package import Documents

/// A round of the supernet's training, as its line of `metrics.jsonl` has it.
package struct RoundLine: Sendable {
    /// What the pool was like after the round.
    package struct Pool: Sendable {
        package let size: Int
        package let bestLoss: Double?
        package let medianLoss: Double?
        /// pi: the share of the pool that came in during the last t rounds.
        package let freshShare: Double
        /// t / r, what pi would be for records that come in at random.
        package let recordsAlone: Double
        /// The share of the survivors of the last t rounds that were not members before.
        package let newcomersShare: Double
    }

    package let round: Int
    package let epoch: Double
    package let epsilon: Double
    package let learningRate: Double
    /// The sampled paths in rank order, the first `kept` of them trained.
    package let paths: [Path]
    package let kept: Int
    /// For each path, whether it was drawn from the pool.
    package let isFromPool: [Bool]
    /// Losses and accuracies on the filtering part, in the order of the paths; nil where nothing is scored.
    package let scores: (losses: [Double], accuracies: [Double])?
    /// The losses of the trained paths on their batches.
    package let trainingLosses: [Double]
    /// Nil where nothing is scored.
    package let pool: Pool?
    package let optimizationImages: Int
    package let evaluationImages: Int
    package let scoringSeconds: Double
    package let trainingSeconds: Double

    /// Reads a line.
    ///
    /// - Throws: `Refusal` where it lacks a key, or names a path that the space has not.
    init(_ line: JSONSection, space: SearchSpace) throws(Refusal) {
        round = try line.integer("round")
        epoch = try line.number("epoch")
        epsilon = try line.number("epsilon")
        learningRate = try line.number("learning_rate")
        paths = try line.paths("paths", of: space)
        kept = try line.integer("kept")
        guard (0...paths.count).contains(kept) else {
            throw line.wrong("kept", expected: "at most the \(paths.count) paths")
        }
        guard case .array(let draws)? = line.object["from_pool"], draws.count == paths.count else {
            throw line.wrong("from_pool", expected: "true or false for each path")
        }
        isFromPool = draws.map { $0 == .bool(true) }
        if line.object["losses"] != nil {
            scores = (
                try line.numbers("losses", count: paths.count), try line.numbers("accuracies", count: paths.count)
            )
        } else {
            scores = nil
        }
        trainingLosses = try line.numbers("training_losses")
        pool = try line.sectionIfAny("pool").map { section throws(Refusal) in
            Pool(
                size: try section.integer("size"), bestLoss: try section.numberIfAny("best_loss"),
                medianLoss: try section.numberIfAny("median_loss"), freshShare: try section.number("pi"),
                recordsAlone: try section.number("pi_of_records_alone"),
                newcomersShare: try section.number("newcomers_among_kept"))
        }
        optimizationImages = try line.integer("optimization_images")
        evaluationImages = try line.integer("evaluation_images")
        scoringSeconds = try line.number("scoring_seconds")
        trainingSeconds = try line.number("training_seconds")
    }
}

extension JSONSection {
    /// A list of paths, each as its choices.
    func paths(_ key: String, of space: SearchSpace) throws(Refusal) -> [Path] {
        try integerRows(key).map { choices throws(Refusal) in
            do {
                return try space.path(from: choices)
            } catch {
                throw Refusal("\(file): a path of \(key) is \(choices.prefix(40)): \(error)")
            }
        }
    }

    /// A list of so many numbers.
    package func numbers(_ key: String, count: Int) throws(Refusal) -> [Double] {
        let numbers = try numbers(key)
        guard numbers.count == count else {
            throw wrong(key, expected: "\(count) numbers, one for each path, and not \(numbers.count)")
        }
        return numbers
    }
}
