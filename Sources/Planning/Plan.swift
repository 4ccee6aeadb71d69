import Architecture
import Datasets
public import Documents
import Host
import RunFiles
public import Scenarios
import Supernet

/// What a scenario means in numbers before anything is trained: sizes of space and networks, rounds, images, memory.
///
/// Costs follow You et al., CVPR 2020, Table 1: an image that goes forward and backward through one path is one
/// optimisation, one that only goes forward to rank paths is one evaluation.
public struct Plan: Hashable, Sendable {
    /// The scenario.
    public let scenario: Scenario
    /// The sizes of its paths.
    public let sizes: PathSizes
    /// The pictures that the weights are trained on.
    public let trainingPictures: Int
    /// The whole batches in them; each trains one path.
    public let batchesPerEpoch: Int
    /// An epoch.
    public let perEpoch: PlanTotals
    /// The training as planned.
    public let planned: PlanTotals
    /// The training as expected, the cool-down after an early stop included; nil without `expected_epochs`.
    public let expected: PlanTotals?
    /// The training as far as the budget pays it; nil without one.
    public let budget: PlanTotals?
    /// What the training of the supernet is expected to come to: as far as it is expected to go, the budget pays and it is
    /// planned, whichever is least.
    public let training: PlanTotals
    /// What is scored between the training and the search.
    public let finalScoring: FinalScoring
    /// The search and the retraining that follow.
    public let later: PlanLaterPhases
    /// The memory that the run takes.
    public let memory: MemoryEstimate
    /// How large the run's folder becomes.
    public let disk: PlanDisk
    /// How many threads training can use.
    public let threads: PlanThreads
    /// The networks of the space that the supernet trains, by its limits.
    public let trainedNetworks: PlanTrainedNetworks
    /// How fast this machine computes, where it was tried out.
    public let speed: SpeedProbe?
    /// The training on several ranks; nil where it was not asked for, or no speed is known.
    public let ranks: PlanOnRanks?

    /// Works out a scenario for the nominal sizes of its picture set.
    ///
    /// - Parameters:
    ///   - scenario: What to plan.
    ///   - workers: Threads that will compute; nil for the cores at hand.
    ///   - speed: How fast this machine computes; nil leaves the times out.
    ///   - ranks: Over how many ranks it is spread.
    ///   - interconnect: The network between them; nil leaves the time on several ranks out.
    public init(
        _ scenario: Scenario, workers: Int? = nil, speed: SpeedProbe? = nil, ranks: Int = 1,
        over interconnect: Interconnect? = nil
    ) {
        let supernet = scenario.supernet
        let space = scenario.searchSpace
        let available = scenario.data.nominalSize.training
        let trained = max(0, scenario.data.trained(of: available))
        let batches = trained / supernet.batch
        let passes = supernet.trainedPasses(in: space)
        let training = supernet.rounds(trainingPictures: trained, in: space)
        /// From the first round on, so that those that score nothing are among them.
        func totals(rounds: Double, unscored: Int = training.unscored) -> PlanTotals {
            PlanTotals(
                rounds: rounds, unscored: min(rounds, Double(unscored)), passes: passes, batchesPerEpoch: batches,
                supernet: supernet)
        }
        let roundsPerEpoch = passes > 0 ? Double(batches) / Double(passes) : 0
        self.scenario = scenario
        self.speed = speed
        threads = PlanThreads(scenario)
        trainedNetworks = PlanTrainedNetworks(scenario)
        sizes = PathSizes(of: space)
        trainingPictures = trained
        batchesPerEpoch = batches
        // An epoch that scores, which all are but the first ones at most.
        perEpoch = totals(rounds: roundsPerEpoch, unscored: 0)
        planned = totals(rounds: Double(training.planned))
        budget = training.paid.map { totals(rounds: Double(min($0, training.planned))) }
        expected = supernet.expectedEpochs.map { epochs in
            let rounds = (epochs * roundsPerEpoch).rounded(.up)
            let stopsEarly = rounds < Double(training.planned)
            return totals(rounds: rounds + (stopsEarly ? (supernet.cooldown * rounds).rounded() : 0))
        }
        finalScoring = FinalScoring(scenario)
        later = PlanLaterPhases(scenario, trainingPictures: min(scenario.data.trainingPictures ?? available, available))
        disk = PlanDisk(scenario, params: sizes.supernetParams, rounds: training.last)
        memory = MemoryEstimate(
            scenario, largest: sizes.largest, phases: .supernet...scenario.until, workers: workers ?? Processor.cores,
            ranks: ranks)
        let whole = [expected, budget].compactMap(\.self).reduce(planned) { $0.rounds < $1.rounds ? $0 : $1 }
        self.training = whole
        self.ranks = speed.flatMap { speed in
            interconnect.map { PlanOnRanks(ranks, of: scenario, training: whole, speed: speed, over: $0) }
        }
    }

    /// Refuses what `run` would refuse for the scenario alone: limits that too few networks keep, a latency table that does
    /// not fit, or a precision of scores that this build has no fast kernels for.
    ///
    /// - Throws: `Refusal` as the run. Not of pictures whose sizes, and so the networks' costs, are not known.
    public static func check(_ scenario: Scenario) throws(Refusal) {
        if let shortcoming = MachineCheck.shortcoming(of: scenario, phases: .supernet...scenario.until) {
            throw Refusal(shortcoming)
        }
        guard scenario.data.hasKnownSize else { return }
        _ = try scenario.trainedDomain(of: scenario.searchSpace)
        if scenario.until >= .search { _ = try scenario.searchDomain(of: scenario.searchSpace) }
    }

    /// Seconds of all phases up to the scenario's last one, the networks being of mean MACs; nil where no speed is known.
    public var seconds: Double? {
        speed.map { speed in
            speed.seconds(for: training) + speed.seconds(for: finalScoring)
                + (scenario.until >= .search ? speed.seconds(forSearchOf: later) : 0)
                + (scenario.until >= .retrain ? speed.seconds(forRetrainingOf: later) : 0)
        }
    }

    /// The plan as one JSON document.
    public var json: JSONValue {
        let space = scenario.searchSpace
        let data = scenario.data
        return [
            "scenario": .string(scenario.name),
            "strategy": .string(scenario.supernet.strategy.rawValue),
            "space": [
                "macro": .string(space.macro.name), "outline": space.macro.json,
                "operations": .array(space.operations.map { .string($0.name) }),
                "layers": .integer(space.layers.count),
                // A text, since 13^21 has more digits than a JSON number keeps.
                "paths": .string(space.pathCount),
                "log10_paths": JSONValue(space.log10PathCount),
            ],
            "supernet": [
                "params": .integer(sizes.supernetParams),
                "smallest_path_macs": .integer(sizes.smallestMacs),
                "mean_path_macs": JSONValue(sizes.meanMacs),
                "largest_path_macs": .integer(sizes.largestMacs),
            ],
            "pictures": [
                "training": .integer(trainingPictures),
                "filtering": .integer(data.filtering),
                "search": .integer(data.search),
                "held_out": .integer(data.heldOut),
                "test": .integer(data.nominalSize.test),
            ],
            "trained_share": JSONValue(trainedNetworks.share),
            "batch": .integer(scenario.supernet.batch),
            "batches_per_epoch": .integer(batchesPerEpoch),
            "pool_capacity": .integer(scenario.poolCapacity),
            "per_epoch": perEpoch.json,
            "expected": expected?.json ?? .null,
            "planned": planned.json,
            "budget": scenario.supernet.budget.map { limit in
                limit.summary.json.setting("totals", to: budget?.json ?? .null)
            } ?? .null,
            "limits": scenario.search.limits.json,
            "final_scoring": finalScoring.json,
            "search": later.searchJSON,
            "retrain": later.retrainJSON,
            "memory_bytes": memory.json,
            "disk_bytes": disk.json,
            "threads": ["supernet": .integer(threads.supernet), "retraining": .integer(threads.retraining)],
            "estimated_seconds": speed.map { speed in
                [
                    "workers": .integer(speed.workers), "per_epoch": JSONValue(speed.seconds(for: perEpoch)),
                    "expected": expected.map { JSONValue(speed.seconds(for: $0)) } ?? .null,
                    "planned": JSONValue(speed.seconds(for: planned)),
                    "final_scoring": JSONValue(speed.seconds(for: finalScoring)),
                    "search": JSONValue(speed.seconds(forSearchOf: later)),
                    "retrain": JSONValue(speed.seconds(forRetrainingOf: later)),
                ]
            } ?? .null,
            "ranks": ranks?.json ?? .null,
            "warnings": .array(scenario.warnings.map { .string($0) }),
        ]
    }
}
