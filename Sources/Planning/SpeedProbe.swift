import Architecture
import Exchange
import Host
import Layout
import NeuralNetwork
import Optimizers
import Reproducibility
public import Scenarios
import Supernet
import Workers

/// How fast this machine scores and trains, tried out for about a second on a path of middling size; keeps nothing.
public struct SpeedProbe: Hashable, Sendable {
    /// Threads that computed.
    public let workers: Int
    /// Seconds that scoring one picture through a path of mean MACs takes.
    public let scoringSeconds: Double
    /// Seconds of the same in a search; nil where its scores are of the same precision as those of rounds.
    public internal(set) var searchingSeconds: Double?
    /// Seconds of the same where candidates are judged, in `float32`; nil where rounds are scored so too.
    public internal(set) var judgingSeconds: Double?
    /// Seconds that training on one picture through such a path takes.
    public let trainingSeconds: Double
    /// Seconds that an update takes beside its gradient, whatever the batch: of such a path, or for FairNAS of all weights.
    public let stepSeconds: Double

    /// Pictures of a trial: enough chunks for all threads of small machines.
    private static let pictures = 64
    /// Multiply-accumulates of a trial's scoring at most: larger networks are tried on fewer pictures.
    private static let mostMACs = 5_000_000_000

    /// Scores and trains random pictures with random weights, twice each, and keeps the second time.
    public static func measure(_ scenario: Scenario, workers: Int?) async throws -> SpeedProbe {
        let space = scenario.searchSpace
        let sizes = PathSizes(of: space)
        let (path, macs) = nearestToMean(space, mean: sizes.meanMacs)
        let layout = SupernetLayout(space)
        let subnet = layout.subnet(path)
        let count = max(8, min(pictures, mostMACs / max(1, macs)))
        let values = space.stem.inputSide * space.stem.inputSide * space.stem.inputChannels
        let batch = unsafe PictureBatch(labels: (0..<count).map { $0 % subnet.classes }) { place, target in
            var stream = RandomStream(seed: 1, purpose: .simulation, index: place)
            for index in 0..<values { unsafe target[index] = Float(stream.uniform() * 2 - 1) }
        }
        let team = WorkerTeam(width: workers ?? Processor.cores)
        let memory = PassMemory(width: team.width)
        let weights = layout.table.initialWeights(seed: 1)
        let gradients = FloatBuffer(count: weights.count)
        let clock = ContinuousClock()
        func seconds(_ job: @escaping @Sendable (Crew) throws -> Void) async throws -> Double {
            var last = 0.0
            for _ in 0..<2 {
                let start = clock.now
                try await team.run(job)
                last = (clock.now - start).inSeconds
            }
            return last
        }
        let share = sizes.meanMacs / Double(max(1, macs)) / Double(count)
        var scoring: [ScoringPrecision: Double] = [:]
        let (rounds, search) = (scenario.supernet.scoringPrecision, scenario.search.precision)
        for precision in Set([rounds, search, .float32]) {
            scoring[precision] = try await seconds { crew in
                _ = subnet.score(
                    batch, group: 0..<count, weights: weights, crew: crew, memory: memory, precision: precision)
            }
        }
        func scoringSeconds(_ precision: ScoringPrecision) -> Double { (scoring[precision] ?? 0) * share }
        let training = try await seconds { crew in
            _ = subnet.addGradient(
                of: batch, group: 0..<count, labelSmoothing: 0, scale: 1, weights: weights, into: gradients, crew: crew,
                memory: memory)
        }
        let (sums, momentum, rule) = (SumMemory(), FloatBuffer(count: weights.count), scenario.supernet.optimizer.rule)
        let isSummed = SpreadRound(scenario).parts > 1
        // Each operation of a layer is in one of the paths that make an update of FairNAS.
        let updated = scenario.supernet.strategy == .fair ? layout.table.parameters : subnet.parameters
        let step = try await seconds { crew in
            if isSummed {
                let ranges = updated.map(\.range)
                let sum = SpreadSum(of: 1, ranges: ranges, over: nil, memory: sums)
                sum.take(0, of: ranges, from: gradients)
                sum.put(into: gradients)
            }
            // At no rate the weights stay.
            _ = rule.firstDiverging(
                updated, weights: weights, gradients: gradients, velocities: momentum, rate: 0)
            rule.step(
                updated, weights: weights, gradients: gradients, velocities: momentum, rate: 0, crew: crew)
        }
        return SpeedProbe(
            workers: team.width, scoringSeconds: scoringSeconds(rounds),
            searchingSeconds: search == rounds ? nil : scoringSeconds(search),
            judgingSeconds: rounds == .float32 ? nil : scoringSeconds(.float32), trainingSeconds: training * share,
            stepSeconds: step)
    }

    /// Seconds that picture passes of both kinds take.
    public func seconds(for totals: PlanTotals) -> Double {
        totals.optimizationImages * trainingSeconds + totals.evaluationImages * scoringSeconds
            + totals.steps * stepSeconds
    }

    /// Seconds of the scoring between training and search, the paths being of mean MACs.
    public func seconds(for scoring: FinalScoring) -> Double { Double(scoring.images) * scoringSeconds }

    /// Seconds of the search, its networks being of mean MACs.
    public func seconds(forSearchOf phases: PlanLaterPhases) -> Double {
        Double(phases.searchImages) * (searchingSeconds ?? scoringSeconds)
    }

    /// Seconds of the retraining and of the choice before it, the networks being of mean MACs.
    public func seconds(forRetrainingOf phases: PlanLaterPhases) -> Double {
        let (trained, judged) = (phases.choice?.trainingImages ?? 0, phases.choice?.judgingImages ?? 0)
        return Double(phases.retrainingImages + trained) * trainingSeconds + Double(judged)
            * (judgingSeconds ?? scoringSeconds)
    }

    /// The path, among some random ones, whose MACs are nearest to the mean.
    private static func nearestToMean(_ space: SearchSpace, mean: Double) -> (Path, Int) {
        let drawn = (0..<16).map { index -> (Path, Int) in
            var stream = RandomStream(seed: 1, purpose: .pathSampling, index: index)
            let path = space.randomPath(using: &stream)
            return (path, space.blueprint(of: path).macs)
        }
        return drawn.min { abs(Double($0.1) - mean) < abs(Double($1.1) - mean) } ?? drawn[0]
    }
}
