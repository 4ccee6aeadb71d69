package import Documents
package import Supernet

extension RunSummary {
    /// How a supernet was trained, and what it cost.
    public struct Supernet: Hashable, Sendable {
        /// The strategy's name.
        public var strategy: String
        /// Rounds, cooldown included.
        public var rounds: Int
        /// Passes over the training pictures.
        public var epochs: Double
        /// Why training stopped: `steadiness` or `budget`.
        public var stoppedBy: String
        /// #optimization, in picture passes.
        public var optimizationImages: Int
        /// #evaluation, in picture passes.
        public var evaluationImages: Int
        /// #optimization + #evaluation / 3.33.
        public var correctedImages: Double
        /// What only a training with weights and pictures takes; nil of a simulation.
        public var effort: Effort?
        /// What the training was allowed to cost; nil for its planned rounds alone.
        public var budget: Budget?

        /// How a supernet was trained, and what it cost.
        package init(
            strategy: String, rounds: Int, epochs: Double, stoppedBy: String, optimizationImages: Int,
            evaluationImages: Int, correctedImages: Double, effort: Effort? = nil, budget: Budget? = nil
        ) {
            self.strategy = strategy
            self.rounds = rounds
            self.epochs = epochs
            self.stoppedBy = stoppedBy
            self.optimizationImages = optimizationImages
            self.evaluationImages = evaluationImages
            self.correctedImages = correctedImages
            self.effort = effort
            self.budget = budget
        }
    }

    /// What a training took in time and picture passes, as measured.
    public struct Effort: Hashable, Sendable {
        /// The mean MACs of a trained path; nil where nothing was trained.
        public var meanMacsTrained: Double?
        /// Picture passes by which the pool's members were scored after the training.
        public var rescoringImages: Int
        /// How many picture passes of scoring took as long as one of training; nil where the run did not do both.
        public var measuredCostRatio: Double?
        /// Seconds during which paths were scored.
        public var scoringSeconds: Double
        /// Seconds during which paths were trained.
        public var trainingSeconds: Double
        /// Seconds times the cores at work.
        public var coreSeconds: Double
        /// Seconds in all, accumulated over resumptions.
        public var seconds: Double

        /// What a training took beyond its counted images.
        package init(
            meanMacsTrained: Double? = nil, rescoringImages: Int, measuredCostRatio: Double? = nil,
            scoringSeconds: Double, trainingSeconds: Double, coreSeconds: Double, seconds: Double
        ) {
            self.meanMacsTrained = meanMacsTrained
            self.rescoringImages = rescoringImages
            self.measuredCostRatio = measuredCostRatio
            self.scoringSeconds = scoringSeconds
            self.trainingSeconds = trainingSeconds
            self.coreSeconds = coreSeconds
            self.seconds = seconds
        }
    }

    /// What a training was allowed to cost.
    public struct Budget: Hashable, Sendable {
        /// The corrected cost that is not exceeded, in picture passes.
        public var images: Double
        /// The number of evaluations that cost as much as one optimisation.
        public var ratio: Double
        /// How schedules and budget go together.
        public var mode: String

        /// The cost at which a training was to end.
        package init(images: Double, ratio: Double, mode: String) {
            self.images = images
            self.ratio = ratio
            self.mode = mode
        }
    }
}

extension RunSummary.Supernet {
    /// Takes the plain numbers of a training; a simulation has no effort and no budget.
    package init<Arenas>(
        _ result: SupernetResult<Arenas>, strategy: SupernetSettings.Strategy, epochs: Double, correctedImages: Double
    ) {
        self.init(
            strategy: strategy.rawValue, rounds: result.rounds, epochs: epochs, stoppedBy: result.stoppedBy.rawValue,
            optimizationImages: result.cost.optimizationImages, evaluationImages: result.cost.evaluationImages,
            correctedImages: correctedImages)
    }

    var json: JSONValue {
        var json: JSONValue = [
            "strategy": .string(strategy), RunKey.rounds: .integer(rounds), RunKey.epochs: JSONValue(epochs),
            RunKey.stoppedBy: .string(stoppedBy), RunKey.optimizationImages: .integer(optimizationImages),
            RunKey.evaluationImages: .integer(evaluationImages), RunKey.correctedImages: JSONValue(correctedImages),
        ]
        if let effort {
            let ratio: Double? =
                optimizationImages > 0 ? Double(evaluationImages) / Double(optimizationImages) : nil
            json = json.setting("evaluations_per_optimization", to: JSONValue(ratio)).joined(with: effort.json)
        }
        return budget.map { json.setting("budget", to: $0.json) } ?? json
    }

    init(_ section: JSONSection) throws(Refusal) {
        self.init(
            strategy: try section.text("strategy"), rounds: try section.integer(RunKey.rounds),
            epochs: try section.number(RunKey.epochs), stoppedBy: try section.text(RunKey.stoppedBy),
            optimizationImages: try section.count(RunKey.optimizationImages),
            evaluationImages: try section.count(RunKey.evaluationImages),
            correctedImages: try section.number(RunKey.correctedImages),
            effort: section.object[RunKey.seconds] == nil ? nil : try RunSummary.Effort(section),
            budget: try section.sectionIfAny("budget").map { budget throws(Refusal) in
                try RunSummary.Budget(budget)
            })
    }
}

extension RunSummary.Effort {
    /// Takes the plain numbers of a cost, and the times of the phase.
    package init(_ cost: TrainingCost, coreSeconds: Double, seconds: Double) {
        self.init(
            meanMacsTrained: cost.meanTrainedMacs, rescoringImages: cost.rescoringImages,
            measuredCostRatio: cost.measuredRatio, scoringSeconds: cost.scoringSeconds,
            trainingSeconds: cost.trainingSeconds, coreSeconds: coreSeconds, seconds: seconds)
    }

    fileprivate var json: JSONValue {
        [
            RunKey.meanMacsTrained: JSONValue(meanMacsTrained), RunKey.rescoringImages: .integer(rescoringImages),
            "measured_cost_ratio": JSONValue(measuredCostRatio),
            RunKey.scoringSeconds: JSONValue(scoringSeconds), RunKey.trainingSeconds: JSONValue(trainingSeconds),
            RunKey.coreSeconds: JSONValue(coreSeconds), RunKey.seconds: JSONValue(seconds),
        ]
    }

    fileprivate init(_ section: JSONSection) throws(Refusal) {
        self.init(
            meanMacsTrained: try section.numberIfAny(RunKey.meanMacsTrained),
            rescoringImages: try section.count(RunKey.rescoringImages),
            measuredCostRatio: try section.numberIfAny("measured_cost_ratio"),
            scoringSeconds: try section.number(RunKey.scoringSeconds),
            trainingSeconds: try section.number(RunKey.trainingSeconds),
            coreSeconds: try section.number(RunKey.coreSeconds), seconds: try section.number(RunKey.seconds))
    }
}

extension RunSummary.Budget {
    /// The budget as `summary.json` and `plan --json` have it.
    package var json: JSONValue {
        [RunKey.images: JSONValue(images), "ratio": JSONValue(ratio), "mode": .string(mode)]
    }

    fileprivate init(_ section: JSONSection) throws(Refusal) {
        self.init(
            images: try section.number(RunKey.images), ratio: try section.number("ratio"),
            mode: try section.text("mode"))
    }
}
