import Architecture
import NeuralNetwork
import Optimizers
import Reproducibility
import Search
import Supernet
import Testing

@testable import Simulation

/// Supernets without networks.
struct SurrogateTests {
    private let space: SearchSpace
    private let marked: MarkedLandscape
    private var settings = SurrogateSettings(
        classes: 10, batch: 8, trainingPictures: 800, scoringPictures: 100, commonPictures: 400, fullRate: 0.1,
        trainedLoss: 1, lossSpread: 0.1, pictureNoise: 1, learning: 0.05, harm: 0.5)

    init() throws {
        space = try SearchSpace(macro: .nasBenchMacro, operations: SearchSpace.operationsNASBenchMacro)
        marked = MarkedLandscape(
            AdditiveLandscape(space, weights: .init(layers: 1, interactions: 0.5, noise: 0.25), seed: 4),
            goodShare: 0.5, seed: 4)
    }

    private func surrogate(_ change: (inout SurrogateSettings) -> Void = { _ in }) -> SurrogateSupernet {
        var settings = settings
        change(&settings)
        return SurrogateSupernet(marked, settings: settings, seed: 9)
    }

    private func paths(_ count: Int, where condition: (Path) -> Bool = { _ in true }) -> [Path] {
        var stream = RandomStream(seed: 7, purpose: .simulation)
        var found: [Path] = []
        while found.count < count {
            let path = space.randomPath(using: &stream)
            if condition(path) { found.append(path) }
        }
        return found
    }

    /// Untrained weights know nothing of quality: without noise every path has the loss of a guess.
    @Test func untrainedScoresAreGuesses() async {
        let supernet = surrogate { $0.pictureNoise = 0 }
        for path in paths(20) {
            #expect(abs(await supernet.score(path, round: 1).loss - 2.302585092994046) < 1e-12)
        }
    }

    /// Trained weights rank paths as they are worth, and a standard deviation of quality is worth what was asked for.
    @Test func trainedScoresFollowQuality() async {
        let supernet = surrogate { settings in
            settings.pictureNoise = 0
            settings.harm = 0
        }
        for step in 0..<400 { _ = await supernet.update(paths(30), pass: step, rate: 0.1, round: 1) }
        for path in paths(20) {
            let expected = 1 - 0.1 * marked.standardQuality(of: path)
            #expect(abs(await supernet.score(path, round: 1).loss - expected) < 1e-9)
        }
    }

    /// The noise of a score has the deviation sqrt(2 / n), half of its variance shared by the round.
    @Test(arguments: [4, 100])
    func noiseShrinksWithPictures(pictures: Int) async {
        let supernet = surrogate { $0.scoringPictures = pictures }
        let (one, other) = (paths(2)[0], paths(2)[1])
        var (squares, products) = (0.0, 0.0)
        let rounds = 3000
        for round in 1...rounds {
            let first = await supernet.score(one, round: round).loss - 2.302585092994046
            let second = await supernet.score(other, round: round).loss - 2.302585092994046
            squares += first * first
            products += first * second
        }
        let scale = Double(pictures) / Double(rounds)
        #expect(abs(squares * scale - 2) < 0.15)
        #expect(abs(products * scale - 1) < 0.15)
        #expect(await supernet.score(one, round: 5) == supernet.score(one, round: 5))
    }

    /// Weak paths hold the shared weights back: those trained on strong paths alone score every path better.
    @Test func weakPathsHarm() async {
        let (strong, weak) = (surrogate { $0.pictureNoise = 0 }, surrogate { $0.pictureNoise = 0 })
        let training = (paths(300) { marked.isGood($0) }, paths(300) { !marked.isGood($0) })
        for step in 0..<300 {
            _ = await strong.update([training.0[step]], pass: step, rate: 0.1, round: 1)
            _ = await weak.update([training.1[step]], pass: step, rate: 0.1, round: 1)
        }
        for path in paths(20) {
            #expect(await strong.score(path, round: 1).loss < weak.score(path, round: 1).loss)
        }
    }

    /// An update at a rate of 0 changes nothing; what a path does not use stays as it was.
    @Test func updatesTouchTheirPathAlone() async {
        let supernet = surrogate()
        let path = Path(choices: [0, 1, 2, 0, 1, 2, 0, 1])
        _ = await supernet.update([path], pass: 0, rate: 0, round: 1)
        #expect(await supernet.skills == [[Double]](repeating: [0, 0, 0], count: 8))
        _ = await supernet.update([path], pass: 0, rate: 0.1, round: 1)
        let skills = await supernet.skills
        #expect(skills.map(\.count) == [Int](repeating: 3, count: 8))
        for (layer, skills) in skills.enumerated() {
            for choice in 0..<3 { #expect((skills[choice] > 0) == (Int(path.choices[layer]) == choice)) }
        }
    }

    // MARK: - The actors

    private func training(strategy: SupernetSettings.Strategy = .greedy, rounds: Int) -> SupernetSettings {
        SupernetSettings(
            strategy: strategy, seed: 3, plannedRounds: rounds, sampledPaths: 10, keptPaths: 5, batch: 8,
            normalizationBatch: nil, scoringPictures: 100,
            epsilon: EpsilonSchedule(shape: .linear, maximum: 0.8, warmupRounds: rounds / 10, plannedRounds: rounds),
            poolSize: 50,
            alpha: 0.08, steadinessRounds: 10, cooldown: 0, optimizer: .init(momentum: 0, weightDecay: 0),
            learningRate: .init(base: 0.1, schedule: .cosine, warmupSteps: 0, plannedSteps: rounds * 5),
            labelSmoothing: 0)
    }

    /// The same bits for any number of evaluators, and another seed's are others.
    @Test func evaluatorsDoNotDecide() async throws {
        var pools: [PoolState] = []
        for evaluators in [1, 2, 3] {
            let run = GreedyTraining(of: surrogate(), settings: training(rounds: 150), evaluators: evaluators)
            let result = try await run.run { _ in }
            pools.append(result.pool)
            #expect(result.cost.evaluationImages == result.rounds * 10 * 100)
            #expect(result.cost.rescoringImages == 50 * 400)
        }
        #expect(pools[0] == pools[1] && pools[1] == pools[2])
    }

    /// Against a table without noise the pool ends with the best paths that were ever drawn, best first.
    @Test func aTableServesAsASupernet() async throws {
        let table = TabularSupernet(
            Accuracies(space: space), batch: 8, trainingPictures: 800, scoringPictures: 100, commonPictures: 400)
        var settings = training(rounds: 200)
        settings.alpha = 0
        let seen = Seen()
        let result = try await GreedyTraining(of: table, settings: settings, evaluators: 2).run { record in
            await seen.add((record.ranked.kept + record.ranked.rejected).map(\.path))
        }
        let best = await seen.paths.sorted { Accuracies.of($0) > Accuracies.of($1) }.prefix(50).map(Accuracies.of)
        // Every path among the best of a round's survivors had its chance; a rejected one has not.
        let pool = result.pool.members.map { Accuracies.of($0.path) }
        #expect(pool == pool.sorted(by: >))
        #expect(pool[0] == best[0])
        #expect(zip(result.pool.members, pool).allSatisfy { abs($0.loss - (1 - $1)) < 1e-12 })
    }

    /// What the real sampler draws is what Theorem 1 says at the purity that the pool had: of all paths by the round's own
    /// scores, and of a part of them by a memory, after rounds that score nothing and keep whatever they draw.
    @Test(arguments: [false, true]) func hitRatesFollowTheTheorem(remembers: Bool) async throws {
        var settings = training(rounds: 2000)
        settings.alpha = 0
        settings.sampling = .iid
        var marked = self.marked
        if remembers {
            settings.plannedRounds = 2100
            settings.unscoredRounds = 100
            // A pool that has all good paths would end it.
            settings.steadinessRounds = 2100
            settings.stepsPerPath = 2
            settings.learningRate.plannedSteps = 2100 * 10
            settings.filter = .memory(FilterMemorySettings(weight: 1, retention: 0.98, penalty: 1))
            let costs = CostTable(of: space)
            let macs = space.allPaths.map { costs.cost(of: $0).macs }.sorted()
            let domain = try SearchDomain(costs: costs, limits: CostLimits(macs: macs[macs.count / 3]))
            settings.domain = domain
            // Worth what it costs: the whole space has other shares than its small paths.
            marked = MarkedLandscape(Costs(table: costs), goodShare: 0.4, seed: 4, domain: domain)
            #expect(abs(marked.measuredShare - 0.4) < 0.02)
        }
        let course = Course(SimulationCourse(marked, windowRounds: 1000))
        let model = SurrogateSupernet(marked, settings: self.settings, seed: 9)
        let training = GreedyTraining(of: model, settings: settings, evaluators: 2)
        let keeping = RoundKeeping<Void>(decide: { _ in .keep }) { await course.add($0.pool) }
        _ = try await training.run(keeping: keeping) { await course.add($0) }
        let windows = await course.finish()
        #expect(windows.map(\.rounds) == (remembers ? [101...1100, 1101...2100] : [1...1000, 1001...2000]))
        for window in windows {
            let error = (window.theorem * (1 - window.theorem) / 1000).squareRoot()
            #expect(abs(window.hitRate - window.theorem) < 4 * error)
            let share = (window.expectedShare * (1 - window.expectedShare) / 10_000).squareRoot()
            #expect(abs(window.drawnShare - window.expectedShare) < 4 * share)
            #expect(window.idealTheorem >= window.theorem && window.keptShare > window.drawnShare)
        }
        #expect(windows[1].purity > 0.8 && windows[1].expectedShare > windows[0].expectedShare)
    }

    /// A window that is not full is closed at the end, once.
    @Test func theLastWindowMayBeShort() async throws {
        let course = Course(SimulationCourse(marked, windowRounds: 8))
        let training = GreedyTraining(of: surrogate(), settings: training(rounds: 21), evaluators: 1)
        _ = try await training.run(keeping: RoundKeeping<Void>(decide: { _ in .keep }) { await course.add($0.pool) }) {
            await course.add($0)
        }
        _ = await course.finish()
        #expect(await course.finish().map(\.rounds) == [1...8, 9...16, 17...21])
    }

    private struct Accuracies: Landscape {
        let space: SearchSpace
        func quality(of path: Path) -> Double { Self.of(path) }
        static func of(_ path: Path) -> Double {
            var stream = RandomStream(seed: 1, purpose: .simulation, round: path.key)
            return stream.uniform()
        }
    }

    /// The more a path costs, the more it is worth.
    private struct Costs: Landscape {
        let table: CostTable
        var space: SearchSpace { table.space }
        func quality(of path: Path) -> Double { Double(table.cost(of: path).macs) }
    }

    private actor Seen {
        private(set) var paths: Set<Path> = []
        func add(_ more: [Path]) { paths.formUnion(more) }
    }

    private actor Course {
        private var course: SimulationCourse
        private var record: RoundRecord?
        init(_ course: SimulationCourse) { self.course = course }
        func add(_ record: RoundRecord) { self.record = record }
        func add(_ pool: PoolState) { if let record { course.add(record, pool: pool) } }
        func finish() -> [SimulationWindow] {
            course.finish()
            return course.windows
        }
    }
}
