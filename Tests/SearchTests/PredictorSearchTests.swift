import Architecture
import Foundation
import Reproducibility
import Search
import Testing

struct PredictorSearchTests {
    private let settings = NSGA2Settings(population: 10, generations: 8)

    private func search(
        _ truth: AdditiveTruth, sample: Int = 40, seed: UInt64 = 1, first: [Path] = []
    ) throws -> PredictorSearch {
        try PredictorSearch(
            domain: truth.domain, objectives: AdditiveTruth.objectives, settings: settings, sample: sample, seed: seed,
            first: first)
    }

    /// 5^6 paths, of which NSGA-II alone may see as many.
    @Test(arguments: [1, 2, 3] as [UInt64]) func findsAnAdditiveOptimumUnderALimitWhereTheOthersDoNot(seed: UInt64)
        throws
    {
        let truth = try AdditiveTruth(layers: 6, choices: 5, share: 0.4, noise: 0.001, seed: seed)
        let optimum = try truth.optimum()
        var predictor = try search(truth, seed: seed)
        var evaluations = 0
        while !predictor.isFinished, !predictor.state.evaluations.contains(where: { $0.path == optimum }) {
            try truth.run(&predictor, times: 1)
            evaluations = predictor.state.evaluations.count
        }
        #expect(evaluations <= 70, "\(evaluations) of \(truth.domain.space.allPaths.count)")
        try truth.run(&predictor)
        // And the model knows that it is the best.
        let model = ObjectiveModel(
            domain: truth.domain, objectives: AdditiveTruth.objectives, evaluations: predictor.state.evaluations)
        let front = ParetoFront(of: try model.evaluations(of: predictor.state.asked))
        #expect(front.members.first?.path == optimum)
        var nsga = try NSGA2(domain: truth.domain, settings: settings, seed: seed)
        try truth.run(&nsga)
        #expect(!nsga.state.evaluations.contains { $0.path == optimum })
    }

    @Test func evaluatesAsManyDistinctPathsWithinTheLimitsAsPlannedAndNoMore() throws {
        for (share, sample) in [(nil, 31), (0.3, 40), (0.05, 35), (0.6, 80)] as [(Double?, Int)] {
            let truth = try AdditiveTruth(layers: 6, choices: 5, share: share, noise: 0.01, seed: 4)
            var predictor = try search(truth, sample: sample)
            while !predictor.isFinished {
                let paths = predictor.ask()
                #expect(paths == predictor.ask() && (1...10).contains(paths.count))
                #expect(paths.allSatisfy { truth.domain.violation(of: $0) == 0 })
                try truth.run(&predictor, times: 1)
            }
            let asked = predictor.state.evaluations.map(\.path)
            let all = truth.domain.admittedPaths(atMost: 100)
            #expect(asked.count == min(80, all.count) && Set(asked).count == asked.count)
        }
    }

    /// The first paths are those of a random search with that seed, whatever the pool.
    @Test func theSampleIsUniform() throws {
        let truth = try AdditiveTruth(layers: 6, choices: 5, share: 0.4, seed: 5)
        var random = try RandomSearch(domain: truth.domain, evaluations: 40, batch: 10, seed: 1)
        var predictor = try search(truth, first: [try truth.optimum()])
        try truth.run(&random)
        try truth.run(&predictor, times: 4)
        #expect(predictor.state.evaluations == random.state.evaluations)
        #expect(Set(predictor.ask()).isDisjoint(with: random.state.asked))
    }

    /// The search on predictions begins with the pool, so that what is best there is asked for at once.
    @Test func theFirstPathsAreAskedForWhereTheModelSaysSo() throws {
        // 5^12 paths, of which 320 predictions a batch find good ones and hardly the best.
        let truth = try AdditiveTruth(layers: 12, choices: 5, seed: 6)
        func extreme(_ sign: Double) -> Path {
            var path = Path(choices: [UInt8](repeating: 0, count: 12))
            for layer in 0..<12 {
                let variants = (0..<5).map { choice in
                    var variant = path
                    variant.choices[layer] = UInt8(choice)
                    return variant
                }
                path = variants.min { sign * truth.error(of: $0) < sign * truth.error(of: $1) } ?? path
            }
            return path
        }
        func firstBatch(_ first: [Path]) throws -> [Path] {
            var predictor = try search(truth, sample: 70, first: first)
            try truth.run(&predictor, times: 7)
            return predictor.ask()
        }
        let (best, worst) = (extreme(1), extreme(-1))
        #expect(try firstBatch([best]).contains(best))
        #expect(try !firstBatch([]).contains(best))
        // What the model does not like is not evaluated for having been given.
        #expect(try !firstBatch([worst]).contains(worst))
        #expect(throws: SearchError.foreignPath("0,1")) {
            try search(truth, sample: 70, first: [Path(choices: [0, 1])])
        }
    }

    /// Stopped before any batch, written as text, and continued.
    @Test(arguments: [nil, 0.3] as [Double?]) func continuedSearchEqualsAnUninterruptedOne(share: Double?) throws {
        let truth = try AdditiveTruth(layers: 6, choices: 5, share: share, noise: 0.01, seed: 7)
        let first = Array(truth.domain.admittedPaths(atMost: 20))
        var whole = try search(truth, sample: 35, first: first)
        var states = [whole.state]
        while !whole.isFinished {
            try truth.run(&whole, times: 1)
            states.append(whole.state)
        }
        // 35 paths of the sample in four batches, 45 others in five.
        #expect(states.count == 10)
        for state in states {
            let read = try JSONDecoder().decode(SearchState.self, from: try JSONEncoder().encode(state))
            #expect(read == state)
            // A run's progress has no pending paths: they follow from the rest.
            let bare = SearchState(generation: read.generation, evaluations: read.evaluations)
            for kept in [read, bare] {
                var other = try PredictorSearch(
                    domain: truth.domain, objectives: AdditiveTruth.objectives, settings: settings, sample: 35, seed: 1,
                    first: first, resuming: kept)
                #expect(other.ask() == state.pending)
                try truth.run(&other)
                #expect(other.state == whole.state)
            }
        }
    }

    @Test func theOrderOfTheResultsDoesNotMatter() throws {
        let truth = try AdditiveTruth(layers: 6, choices: 5, noise: 0.01, seed: 8)
        var one = try search(truth)
        var other = one
        for round in 0..<6 {
            var results = try one.ask().map { try truth.evaluation(of: $0) }
            try one.tell(results)
            var stream = RandomStream(seed: 9, purpose: .simulation, round: round)
            stream.shuffle(&results)
            try other.tell(results)
            #expect(one.state == other.state)
        }
        #expect(try search(truth, seed: 2).ask() != search(truth).ask())
    }

    /// 1, 5 and 27 paths: fewer than the sample, or hardly more.
    @Test(arguments: [(1, 1), (1, 5), (3, 3)]) func smallSpaceIsAskedForOnceAndTheSearchEnds(layers: Int, choices: Int)
        throws
    {
        let truth = try AdditiveTruth(layers: layers, choices: choices, seed: 10)
        let least = layers * choices + 1
        #expect(PredictorSearch.leastSample(of: truth.domain.space) == least)
        for sample in [least, 80] {
            var predictor = try search(truth, sample: sample)
            try truth.run(&predictor)
            #expect(predictor.state.evaluations.map(\.path).sorted() == truth.domain.space.allPaths)
            let state = predictor.state
            try predictor.tell([])
            #expect(predictor.state == state)
        }
    }

    /// Scores that say nothing leave the costs: the search goes on, and asks for the cheapest.
    @Test func constantScoresAreNoObstacle() throws {
        let domain = try SearchDomain.uniform(layers: 6, choices: 5)
        var predictor = try PredictorSearch(
            domain: domain, objectives: AdditiveTruth.objectives, settings: settings, sample: 40, seed: 1)
        while !predictor.isFinished {
            try predictor.tell(
                predictor.ask().map {
                    try domain.evaluation(of: $0, accuracy: 0.25, loss: 0, objectives: AdditiveTruth.objectives)
                })
        }
        let macs = predictor.state.evaluations.map { $0.objectives[1] }
        #expect(macs.count == 80)
        #expect(macs.suffix(40).max() ?? 0 < macs.prefix(40).reduce(0, +) / 40)
    }

    @Test func wrongResultsAreRefusedAndChangeNothing() throws {
        let truth = try AdditiveTruth(layers: 6, choices: 5, seed: 11)
        var predictor = try search(truth)
        try truth.run(&predictor, times: 4)
        let state = predictor.state
        let good = try predictor.ask().map { try truth.evaluation(of: $0) }
        let path = predictor.ask()[0]
        #expect(throws: SearchError.notTold(path: "\(path)")) { try predictor.tell(Array(good.dropFirst())) }
        #expect(throws: SearchError.objectiveCount(path: "\(path)", found: 1, expected: 2)) {
            try predictor.tell([try Evaluation(path: path, objectives: [1])] + good.dropFirst())
        }
        #expect(predictor.state == state)
        try predictor.tell(good)
        #expect(predictor.state.generation == 5)
    }

    @Test func sampleThatCannotBeFittedIsRefused() throws {
        let truth = try AdditiveTruth(layers: 6, choices: 5, seed: 12)
        for sample in [-1, 30, 81] {
            #expect {
                try search(truth, sample: sample)
            } throws: {
                "\($0)"
                    == "the sample of the search is \(sample); expected at least 31, one more than the choices of the layers "
                    + "together, and at most 80, population times generations"
            }
        }
    }
}
