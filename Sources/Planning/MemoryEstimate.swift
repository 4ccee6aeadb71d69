import Architecture
import Datasets
public import Documents
import Exchange
import Layout
import NeuralNetwork
import Retraining
public import Scenarios
import Supernet

/// What a run keeps in memory at its peak, in bytes: the parts of the phase that takes the most.
public struct MemoryEstimate: Hashable, Sendable {
    /// The phase that takes the most.
    public let phase: RunPhase
    /// The program before it has read anything.
    public let program: Int
    /// Arenas: weights, gradients, momentum, averages, the file of weights while it is written, and the sums of gradients
    /// of several groups with what ranks send one another for them.
    public let parameters: Int
    /// What passes of the largest path keep: a training pass, and a scoring pass for each further worker, and the threads'
    /// scratch.
    public let activations: Int
    /// The training pictures, held-out ones included, as bytes, those that a round scores as floats, and in the end those
    /// of the test.
    public let pictures: Int

    /// All together.
    public var total: Int { program + parameters + activations + pictures }

    /// Code, libraries and the runtime's own memory (measured: 28 MiB before anything is read), and what records and a report
    /// take (measured: 4 MiB in a small run).
    static let programBytes = 32 << 20

    /// Estimates the memory of a run, or of some of its phases.
    ///
    /// - Parameters:
    ///   - scenario: What is run; the pictures count as many as its set has nominally.
    ///   - largest: The path with the most MACs of the scenario's space; nil to find it.
    ///   - phases: The phases that are run.
    ///   - workers: Threads that compute.
    ///   - network: What is retrained; nil for the largest path, since nobody knows what a search will find.
    ///   - ranks: The processes that share the work, of which the memory of one is meant.
    init(
        _ scenario: Scenario, largest: Path? = nil, phases: ClosedRange<RunPhase> = .supernet...(.last), workers: Int,
        network: Blueprint? = nil, ranks: Int = 1
    ) {
        let parts = Parts(
            scenario: scenario, largest: largest ?? PathSizes(of: scenario.searchSpace).largest, workers: workers,
            network: network, first: phases.lowerBound, ranks: ranks)
        var estimates = [parts.reading]
        if phases.contains(.supernet) { estimates.append(parts.supernet) }
        if phases.contains(.search) { estimates += parts.search }
        if phases.contains(.retrain) { estimates += parts.retrain }
        self = estimates.dropFirst().reduce(estimates[0]) { $1.total > $0.total ? $1 : $0 }
    }

    init(phase: RunPhase, parameters: Int, activations: Int, pictures: Int) {
        self.phase = phase
        program = Self.programBytes
        self.parameters = parameters
        self.activations = activations
        self.pictures = pictures
    }

    /// The figures by name.
    public var json: JSONValue {
        [
            "program": .integer(program), "parameters": .integer(parameters), "activations": .integer(activations),
            "pictures": .integer(pictures), "total": .integer(total), "phase": .string(phase.rawValue),
        ]
    }
}

/// What the phases of a run keep, each for itself.
private struct Parts {
    private let scenario: Scenario
    private let workers: Int
    private let first: RunPhase
    private let ranks: Int
    private let layout: SupernetLayout
    private let path: Subnet
    private let retrained: NetworkLayout?

    init(scenario: Scenario, largest: Path, workers: Int, network: Blueprint?, first: RunPhase, ranks: Int) {
        self.scenario = scenario
        self.ranks = ranks
        self.workers = workers
        self.first = first
        layout = SupernetLayout(scenario.searchSpace)
        path = layout.subnet(largest)
        // A network that cannot be trained is refused elsewhere, in words of its own.
        retrained = try? NetworkLayout(network ?? scenario.searchSpace.blueprint(of: largest))
    }

    /// Weights, gradients and momentum, and two states of a checkpoint with weights and momentum, the last one and the next;
    /// the file at the end, once by tensors and once as a whole, takes less.
    var supernet: MemoryEstimate {
        let supernet = scenario.supernet
        let training = path.passBytes(pictures: supernet.normalizationBatch ?? supernet.batch, isTraining: true)
        let scoring = path.passBytes(
            pictures: min(supernet.scoringPictures / supernet.scoringParts, supernet.scoringGroup), isTraining: false,
            precision: supernet.scoringPrecision)
        let isGreedy = supernet.strategy == .greedy
        let round = SpreadRound(scenario)
        let atOnce = supernet.scoringParts > 1 ? round.pieces : supernet.m
        // Scoring passes run beside one another, training steps do not. The memory of a step is kept, and one of the scoring
        // passes uses it again.
        let jobs =
            isGreedy
            ? max(training.job, scoring.job) + Self.product(min(workers, atOnce) - 1, scoring.job) : training.job
        let scored = isGreedy ? supernet.scoringPictures * pictureValues * MemoryLayout<Float>.stride : 0
        let floats = round.networks > 1 ? layout.table.count : path.floats
        return MemoryEstimate(
            phase: .supernet, parameters: 7 * arena + sums(of: round.parts, floats: floats),
            activations: jobs + Self.product(workers, max(training.thread, isGreedy ? scoring.thread : 0)),
            pictures: trainingPictures + scored)
    }

    /// The reading of the weights, once as a file and once as an arena, and the search itself.
    ///
    /// Whoever only scores keeps the weights alone; in a run the velocities stay besides, until its digest has been computed.
    var search: [MemoryEstimate] {
        let search = scenario.search
        let count = min(search.images ?? scenario.data.search, search.scoringBatch)
        let scoring = path.passBytes(pictures: count, isTraining: false, precision: search.precision)
        return [
            MemoryEstimate(phase: .search, parameters: 2 * arena, activations: 0, pictures: trainingPictures),
            MemoryEstimate(
                phase: .search, parameters: (first == .supernet ? 2 : 1) * arena,
                activations: Self.product(min(workers, search.population), scoring.job)
                    + Self.product(workers, scoring.thread),
                pictures: trainingPictures),
        ]
    }

    /// The bytes of the sums of parts that are computed each for itself, and of their exchange.
    private func sums(of parts: Int, floats: Int) -> Int {
        guard parts > 1 else { return 0 }
        return SpreadSum.memory(parts: parts, floats: floats, ranks: ranks) * MemoryLayout<Float>.stride
    }

    /// The training, and the test.
    var retrain: [MemoryEstimate] {
        guard let retrained else { return [] }
        let retrain = scenario.retrain
        let group = min(retrain.batch, scenario.supernet.normalizationBatch ?? retrain.batch)
        let training = retrained.subnet.passBytes(pictures: group, isTraining: true)
        let judging = retrained.subnet.passBytes(pictures: max(group, TrainedNetwork.testGroup), isTraining: false)
        let own = retrained.table.count * MemoryLayout<Float>.stride
        let arenas = 3 + (retrain.average == nil ? 0 : 1) + (retrain.optimizer.rule == .rmsprop ? 1 : 0)
        // What the supernet has become stays until the run's digest has been computed.
        // In a run, two states of a checkpoint are kept besides: all arenas but the gradient's.
        // So are the states of the networks that one is chosen from, of which at most one is being trained.
        let states = Self.product(2 + (retrain.candidates - 1), (arenas - 1) * own)
        let kept = first == .supernet ? states + 2 * arena : 0
        let groups = (retrain.batch + group - 1) / group
        let parameters = arenas * own + kept + sums(of: groups, floats: retrained.table.count)
        let thread = Self.product(workers, max(training.thread, judging.thread))
        // A run has them already; whoever retrains alone reads them first, as a file and as an arena.
        let shared = first == .retrain && retrain.from == .supernet ? 2 * arena : 0
        return [
            MemoryEstimate(phase: .retrain, parameters: own + shared, activations: 0, pictures: trainingPictures),
            MemoryEstimate(
                phase: .retrain, parameters: parameters, activations: training.job + thread, pictures: trainingPictures),
            MemoryEstimate(
                phase: .retrain, parameters: parameters, activations: judging.job + thread,
                pictures: trainingPictures
                    + (scenario.data.isMapped ? 0 : scenario.data.nominalSize.test * storedBytes)),
        ]
    }

    /// A product that stays below what four of them add up to without overflow: a scenario may ask for anything.
    private static func product(_ first: Int, _ second: Int) -> Int {
        let (product, overflow) = first.multipliedReportingOverflow(by: second)
        return overflow ? 1 << 60 : min(product, 1 << 60)
    }

    private var arena: Int { layout.table.count * MemoryLayout<Float>.stride }

    private var pictureValues: Int {
        let macro = scenario.searchSpace.macro
        return macro.side * macro.side * macro.channels
    }

    /// Bytes of a picture of the set, which may be resized for the network.
    private var storedBytes: Int {
        let size = scenario.data.nominalSize
        return size.height * size.width * size.channels
    }

    /// Of pictures that are looked at on the disk, the memory is only borrowed; a part of them is copied.
    private var trainingPictures: Int {
        let available = scenario.data.nominalSize.training
        let count = scenario.data.trainingPictures ?? (scenario.data.isMapped ? 0 : available)
        return min(count, available) * storedBytes
    }

    /// The whole set, while the pictures that are used are taken out of it.
    var reading: MemoryEstimate {
        let isWholeBeside = scenario.data.trainingPictures != nil && !scenario.data.isMapped
        return MemoryEstimate(
            phase: first, parameters: 0, activations: 0,
            pictures: trainingPictures + (isWholeBeside ? scenario.data.nominalSize.training * storedBytes : 0))
    }
}
