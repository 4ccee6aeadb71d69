import Architecture
import Datasets
public import Documents
public import Exchange
import Host
import Optimizers
import Rankings
public import RunReports
import Runs
public import Scenarios
public import Simulation
import Supernet
import Workers

/// A scenario's training with a surrogate instead of weights and pictures.
///
/// Sampler, evaluators, rejection, trainer and pool are those of a run, with the same settings and seeds.
public struct SimulationPhase: Sendable {
    private let scenario: Scenario
    private let settings: SupernetSettings
    private let landscape: MarkedLandscape
    private let model: any SupernetModel<Void>
    private let evaluators: Int

    /// A simulation is shown in about so many windows of rounds.
    private static let windows = 24

    /// Refuses what cannot be simulated.
    static func check(_ scenario: Scenario) throws(Refusal) {
        guard scenario.supernet.strategy == .greedy else {
            throw Refusal(
                "supernet.strategy is \"\(scenario.supernet.strategy.rawValue)\", which scores no path; expected \"greedy\" "
                    + "for a simulation")
        }
        guard scenario.simulation.landscape != .benchmark || scenario.benchmark != nil else {
            throw Refusal(
                "simulation.landscape is \"benchmark\", but benchmark is not given; expected a file of published "
                    + "accuracies there"
            )
        }
    }

    /// Prepares a simulation for the nominal sizes of the scenario's picture set; no picture is read.
    ///
    /// - Parameters:
    ///   - scenario: What to simulate.
    ///   - landscape: What the paths of the scenario's space are worth; nil for what `simulation` says.
    ///   - workers: Evaluators; nil for as many as there are usable cores. They decide the speed only.
    /// - Throws: `Refusal` for a strategy that scores nothing, published accuracies that cannot be read, or a landscape of
    ///   another space.
    public init(_ scenario: Scenario, landscape: (any Landscape)? = nil, workers: Int?) throws(Refusal) {
        try Self.check(scenario)
        let size = scenario.data.nominalSize
        let trained = scenario.data.trained(of: size.training)
        let (space, seed) = (scenario.searchSpace, UInt64(scenario.seed))
        guard landscape.map({ $0.space == space }) ?? true else {
            throw Refusal("the landscape is one of another space; expected that of the scenario \(scenario.name)")
        }
        settings = scenario.supernetSettings(
            trainingPictures: trained, space: space, domain: try scenario.trainedDomain(of: space))
        let own = scenario.simulation
        if landscape == nil, own.landscape == .benchmark, let file = scenario.benchmark {
            let table = try AccuracyLandscape(PublishedAccuracies(file: file, space: space))
            self.landscape = MarkedLandscape(table, goodShare: own.goodShare, seed: seed, domain: settings.domain)
            model = TabularSupernet(
                table, batch: settings.batch, trainingPictures: trained, scoringPictures: settings.scoringPictures,
                commonPictures: scenario.data.search)
        } else {
            let truth = landscape ?? AdditiveLandscape(space, weights: own.weights, seed: seed)
            self.landscape = MarkedLandscape(truth, goodShare: own.goodShare, seed: seed, domain: settings.domain)
            model = SurrogateSupernet(
                self.landscape,
                settings: SurrogateSettings(
                    classes: size.classes, batch: settings.batch, trainingPictures: trained,
                    scoringPictures: settings.scoringPictures, commonPictures: scenario.data.search,
                    fullRate: settings.learningRate.base, trainedLoss: own.trainedLoss, lossSpread: own.lossSpread,
                    pictureNoise: own.pictureNoise, learning: own.learning, harm: own.harm), seed: seed)
        }
        self.scenario = scenario
        evaluators = workers ?? Processor.cores
    }

    /// Simulates to the end.
    ///
    /// - Parameter stop: Ends the simulation between two rounds.
    /// - Throws: `RunInterruption` where `stop` ended it.
    @concurrent
    public func run(stop: StopRequest = StopRequest()) async throws -> SimulationOutcome {
        let clock = ContinuousClock()
        let start = clock.now
        let observer = SimulationObserver(
            SimulationCourse(landscape, windowRounds: max(1, (settings.lastRound + Self.windows - 1) / Self.windows)))
        let training = GreedyTraining(of: model, settings: settings, evaluators: evaluators)
        let keeping = RoundKeeping<Void>(decide: { _ in stop.signal == nil ? .keep : .stop }) { state in
            await observer.note(state.pool)
        }
        let result = try await stop.orInterruption(advice: "a simulation keeps no state: repeat the command") {
            try await training.run(keeping: keeping) { record in await observer.note(record) }
        }
        return SimulationOutcome(
            scenario: scenario, landscape: landscape, settings: settings, result: result,
            windows: await observer.finish(), seconds: (clock.now - start).inSeconds)
    }
}

/// Receives the records of rounds and the pools after them, in turn; owns the course that follows them.
private actor SimulationObserver {
    private var course: SimulationCourse
    private var record: RoundRecord?

    init(_ course: SimulationCourse) { self.course = course }

    func note(_ record: RoundRecord) { self.record = record }

    func note(_ pool: PoolState) {
        guard let record else { return }
        course.add(record, pool: pool)
    }

    func finish() -> [SimulationWindow] {
        course.finish()
        return course.windows
    }
}
