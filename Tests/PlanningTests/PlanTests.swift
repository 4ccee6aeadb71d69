import Architecture
import Datasets
import NeuralNetwork
import Retraining
import TestSupport
import Testing
@testable import Documents
@testable import Planning
@testable import RunSupport
@testable import ScenarioKeys
@testable import Scenarios

struct PlanTests {
    /// You et al., CVPR 2020, Table 1: 1.23M and 2.40M images an epoch, 89.7M corrected at 46 epochs.
    @Test
    func imagenetReproducesThePapersAccounting() throws {
        let plan = Plan(try ScenarioFile.read(ShippedScenarios.path("imagenet")))
        #expect(plan.trainingPictures == 1_231_167)
        #expect(plan.batchesPerEpoch == 1_202)
        #expect(abs(plan.perEpoch.optimizationImages / 1.23e6 - 1) < 0.01)
        #expect(abs(plan.perEpoch.evaluationImages / 2.40e6 - 1) < 0.01)
        let expected = try #require(plan.expected)
        #expect(abs(expected.epochs - 46) < 0.01)
        #expect(abs(expected.correctedOptimizationImages / 89.7e6 - 1) < 0.01)
        #expect(abs(plan.planned.epochs - 120) < 0.01)
        #expect(plan.json["space"]?["paths"] == "558545864083284007")
        #expect(plan.json["expected"]?["corrected_optimization_images"] == .integer(89_832_290))
    }

    private func plan(_ text: String) throws -> Plan {
        Plan(try Scenario(try JSONValue(parsing: "{\(text)}")))
    }

    /// Chunks of 8 pictures, at most 64 of them, of a normalization group.
    @Test func threadsOfAStepAreTheChunksOfAGroup() throws {
        #expect(try plan("supernet: {batch: 64}, retrain: {batch: 100}").threads == .init(supernet: 8, retraining: 13))
        let grouped = try plan("supernet: {batch: 64, normalization_batch: 16}, retrain: {batch: 20}")
        #expect(grouped.threads == .init(supernet: 2, retraining: 2))
        #expect(try plan("supernet: {batch: 1000}").threads.supernet == 63)
        #expect(grouped.json["threads"] == ["supernet": 2, "retraining": 2])
        #expect(grouped.text.contains("at most 2 share a step of the supernet's training, 2 one of the retraining; "))
        let trained = try plan("until: 'supernet'")
        #expect(trained.text.contains("at most 8 share a step of the supernet's training; scoring has no such bound"))
    }

    /// The pictures of the folder that is given, not those of the published set.
    @Test func picturesOfAFolderAreCounted() throws {
        let folder = TemporaryFolder()
        try CIFARWriter(folder: folder.path("set")).write(
            EmbeddedPictures(seed: 1, trainingCount: 400, testCount: 30))
        func scenario(_ keys: String, path: String? = nil) throws -> Scenario {
            let path = path ?? "'\(folder.path("set"))'"
            let text = """
                {data: {set: 'cifar10', path: \(path), filtering: 100, search: 60, \(keys)},
                 supernet: {batch: 16, scoring_pictures: 64}}
                """
            return try Scenario(try JSONValue(parsing: text))
        }
        let plan = Plan(try scenario("").measured())
        #expect(plan.trainingPictures == 240 && plan.batchesPerEpoch == 15)
        #expect(plan.text.contains("240 to train on, 160 held out, 30 to test"))
        #expect(Plan(try scenario("training_pictures: 300").measured()).trainingPictures == 140)
        #expect(
            sentence(of: ScenarioError.self) { try scenario("training_pictures: 401").measured() }.contains(
                "data.training_pictures is 401; expected at most the 400 training pictures of the set \"cifar10\""))
        try folder.remove("set")
        #expect(
            sentence(of: DatasetsError.self) { try scenario("").measured() }
                == "the data folder \(folder.path("set")) does not exist; expected the folder of the pictures")
        #expect(try scenario("", path: "null").measured() == scenario("", path: "null"))
    }

    /// Sizes that only the files know decide the networks' costs too.
    @Test func sizesOfFilesDecideTheNetworks() throws {
        let folder = TemporaryFolder()
        for name in ["a", "b"] {
            for index in 0..<60 {
                try folder.write(
                    "pictures/\(name)/\(index).pgm", Array("P5 9 9 255\n".utf8) + [UInt8](repeating: 9, count: 81))
            }
        }
        let text = """
            {data: {set: 'folder', packed_side: 16, path: '\(folder.path("pictures"))', filtering: 16, search: 16},
             supernet: {batch: 8, scoring_pictures: 16}, retrain: {batch: 16}}
            """
        let scenario = try Scenario(try JSONValue(parsing: text))
        let plan = Plan(try scenario.measured())
        #expect(plan.trainingPictures == 64 && plan.scenario.data.nominalSize.test == 24)
        #expect(plan.scenario.searchSpace.macro.channels == 1 && plan.scenario.searchSpace.macro.classes == 2)
        #expect(plan.sizes.largestMacs < Plan(scenario).sizes.largestMacs)
        #expect(plan.memory.pictures == 0)
        // Where the sizes are not known, the plan says whose it took.
        let assumed = "to test (assumed: the sizes of CIFAR-10, since data.path or --data is not given)"
        #expect(Plan(scenario).text.contains(assumed) && !plan.text.contains("assumed"))
        // A plan packs nothing.
        #expect(try folder.contents() == ["pictures"])
    }

    @Test
    func greedyCountsScoredAndTrainedImages() throws {
        // 8000 pictures: 125 batches of 64; a round trains 5 and scores 10 paths on 256.
        let plan = try plan("supernet: {rounds: 400, pool: {size: 100}}")
        #expect(plan.perEpoch.rounds == 25)
        #expect(plan.planned.epochs == 16)
        #expect(plan.planned.steps == 2_000)
        #expect(plan.planned.optimizationImages == 128_000)
        #expect(plan.planned.evaluationImages == 1_024_000)
        #expect(abs(plan.planned.correctedOptimizationImages - (128_000 + 1_024_000 / 3.33)) < 1e-6)
        #expect(plan.expected == nil)
    }

    /// 10 x 256 scored and 5 x 64 trained pictures a round: 8 to 1, as the warning says, in text and JSON.
    @Test
    func scoredPicturesStandBesideTrainedOnes() throws {
        let greedy = try plan("supernet: {rounds: 400, pool: {size: 100}}")
        #expect(greedy.planned.scoredPerTrained == 8)
        #expect(greedy.json["planned"]?["scored_per_trained"] == 8)
        #expect(greedy.text.contains("8.00 pictures scored for each one trained on (1.95 in the paper)"))
        #expect(greedy.json["warnings"]?.elements.contains { "\($0)".contains("8 pictures are scored") } == true)
        #expect(!greedy.text.contains("or fewer"))
        let parts = try plan("supernet: {rounds: 400, pool: {size: 100}, scoring_parts: 4}")
        #expect(parts.text.contains("8.00 pictures scored for each one trained on (1.95 in the paper), or fewer"))
        let paper = try Plan(ScenarioFile.read(ShippedScenarios.path("imagenet")))
        #expect(abs(try #require(paper.planned.scoredPerTrained) - 1.953) < 0.001)
        let half = try plan("supernet: {rounds: 400, pool: {size: 100}, filter_after: 0.5, steps_per_path: 2}")
        #expect(half.planned.scoredPerTrained == 2)
        let uniform = try plan("supernet: {strategy: 'uniform'}")
        #expect(uniform.planned.scoredPerTrained == nil && !uniform.text.contains("pictures scored for each"))
    }

    /// The share by draws is that of all 3^8 paths; limits that nothing keeps are said to be so, and do not end the plan.
    @Test
    func trainedNetworksAreThoseWithinTheLimits() throws {
        let space = "space: {macro: 'nas-bench-macro', operations: 'nas-bench-macro'}"
        let whole = try plan(space)
        #expect(whole.trainedNetworks.share == 1 && whole.json["trained_share"] == 1)
        #expect(whole.text.contains("all networks of the space"))
        let all = whole.scenario.searchSpace.allPaths.map { whole.scenario.searchSpace.blueprint(of: $0).macs }.sorted()
        let limit = all[all.count / 4] / 1000
        let part = try plan("\(space), search: {limits: {macs: '\(limit)K'}}")
        let share = Double(all.count { $0 <= limit * 1000 }) / Double(all.count)
        #expect(abs(try #require(part.trainedNetworks.share) - share) < 0.02 && part.trainedNetworks.problem == nil)
        #expect(part.text.contains("only networks within the limits: "))
        // Some of 7^8.
        let rare = try plan("search: {limits: {macs: '280K'}}, supernet: {sampling: 'iid'}")
        #expect(
            rare.text.contains(
                "only networks within the limits: fewer than 0.01 % of the space (estimated from 10000 draws)"))
        let none = try plan("\(space), search: {limits: {macs: '1K'}}")
        #expect(none.trainedNetworks.share == nil && none.json["trained_share"] == .null)
        #expect(
            none.trainedNetworks.problem
                == "search.limits: no network of the space is within the limit of 1000 on MACs; the smallest has \(all[0])"
        )
        #expect(none.text.contains("no network of the space is within the limit of 1000 on MACs"))
    }

    @Test
    func baselinesScoreNothing() throws {
        let uniform = try plan("supernet: {strategy: 'uniform', rounds: 125}").planned
        #expect(uniform.epochs == 1)
        #expect(uniform.optimizationImages == 8_000)
        #expect(uniform.evaluationImages == 0)
        // One update with the gradients of 7 paths, each on its own batch.
        let fair = try plan("supernet: {strategy: 'fair', rounds: 125}").planned
        #expect(fair.epochs == 7)
        #expect(fair.steps == 125)
        #expect(fair.optimizationImages == 56_000)
        #expect(fair.evaluationImages == 0)
        #expect(try plan("supernet: {strategy: 'random'}").planned.optimizationImages == 0)
    }

    @Test
    func laterPhasesAreCounted() throws {
        // 8000 of 10,000 pictures are not held out: 80 whole batches of 100; all of them make 100.
        let common = "search: {population: 20, generations: 15}, supernet: {batch: 100}"
        let all = try plan("\(common), retrain: {epochs: 15, batch: 96, pictures: 'all'}").later
        #expect(all.networks == 300 && all.picturesPerNetwork == 1_000 && all.searchImages == 300_000)
        #expect(all.epochs == 15 && all.retrainingImages == 15 * 104 * 96)
        let part = try plan("\(common), retrain: {epochs: 15, pictures: 'training'}, data: {search: 900}")
        #expect(part.later.retrainingImages == 15 * 8_100)
        // A twentieth of the pictures, unless told otherwise, judges the epochs.
        #expect(try plan("\(common), retrain: {epochs: 15}").later.retrainingImages == 15 * 9_500)
        #expect(try plan("\(common), retrain: {epochs: 15, validation: 0.2}").later.retrainingImages == 15 * 8_000)
        #expect(
            try plan("\(common), retrain: {epochs: 15}, data: {training_pictures: 9000}").later.retrainingImages
                == 15 * 8_500)
        #expect(part.json["search"]?["images"] == 270_000)
        #expect(part.json["retrain"]?["images"] == .integer(15 * 8_100))
        #expect(try plan("search: {images: 500}").later.picturesPerNetwork == 500)
    }

    /// A pool of 100 of the 390,625 paths or more, and 100 uniform ones, once on the 900 pictures of the search part.
    @Test
    func scoringAfterTheTrainingIsCounted() throws {
        let plan = try plan("data: {search: 900}, supernet: {pool: {size: 100}}")
        #expect(plan.finalScoring.images == 200 * 900)
        #expect(plan.json["final_scoring"]?["images"] == .integer(200 * 900))
        #expect(
            plan.text.contains("100 members of the pool and 100 uniform paths on 900 pictures: 180.0k in all"))
        let uniform = try self.plan("supernet: {strategy: 'uniform'}")
        #expect(uniform.finalScoring.images == 0 && !uniform.text.contains("final scoring"))
        // More than the search, at the paper's sizes.
        let imagenet = Plan(try ScenarioFile.read(ShippedScenarios.path("imagenet")))
        #expect(imagenet.finalScoring.images == 1_100 * 50_000)
    }

    /// A plan tells of what the run will do.
    @Test func phasesThatDoNotFollowAreLeftOut() throws {
        #expect(
            try plan("until: 'supernet', retrain: {batch: 4000}").memory.phase == .supernet
                && plan("retrain: {batch: 4000}").memory.phase == .retrain)
        let training = try plan("until: 'supernet'").text
        #expect(!training.contains("\nsearch ") && !training.contains("\nretrain "))
        let search = try plan("until: 'search'").text
        #expect(search.contains("\nsearch ") && !search.contains("\nretrain "))
        let all = try plan("").text
        #expect(all.contains("\nsearch ") && all.contains("\nretrain "))
    }

    @Test
    func limitsAreShown() throws {
        #expect(try plan("").text.contains("\nlimits          none\n"))
        let limited = try plan("search: {limits: {macs: '5M', params: '0.3M'}}")
        #expect(limited.text.contains("\nlimits          at most 5M MACs, 300k parameters\n"))
        #expect(limited.json["limits"] == ["macs": "5M", "params": "300k", "latency": nil])
    }

    /// What `run` refuses is refused, in the same words.
    @Test(arguments: [nil, "null"]) func limitsThatNoNetworkKeepsAreRefused(trained: String?) throws {
        let supernet = trained.map { ", supernet: {limits: \($0)}" } ?? ""
        let scenario = try plan("search: {limits: {macs: '1K'}}\(supernet)").scenario
        let expected = sentence { try scenario.searchDomain(of: scenario.searchSpace) }
        #expect(expected.hasPrefix("search.limits: "))
        #expect(sentence { try Plan.check(scenario) } == expected)
        // A training alone searches nothing.
        if trained != nil {
            #expect(throws: Never.self) {
                try Plan.check(try Scenario(scenario.resolved.setting("until", to: "supernet")))
            }
        }
        #expect(throws: Never.self) { try Plan.check(try plan("search: {limits: {macs: '5M'}}").scenario) }
    }

    /// 8 networks for 5 epochs, 4 for 5 more and 2 for 3 more; 83 batches of 96 of the 8000 pictures that are not held out.
    @Test
    func choiceIsCounted() throws {
        let plan = try plan("retrain: {epochs: 15, batch: 96, candidates: 8}")
        let choice = try #require(plan.later.choice)
        #expect(choice.halving.epochs == 8 * 5 + 4 * 5 + 2 * 3)
        #expect(choice.trainingImages == 66 * 83 * 96)
        #expect(choice.judgingImages == 66 * 2_000 + 14 * (83 * 96 + 2_000))
        #expect(plan.json["retrain"]?["candidates"]?["images"] == .integer(66 * 83 * 96))
        #expect(plan.text.contains("8 to epoch 5, 4 to epoch 10, 2 to epoch 13"))
        // Going on with the same pictures, the chosen one's 13 epochs are the retraining's.
        let going = try self.plan("retrain: {epochs: 15, batch: 96, candidates: 8, pictures: 'training'}")
        #expect(going.later.choice?.trainingImages == 53 * 83 * 96)
        #expect(try self.plan("retrain: {epochs: 15}").later.choice == nil)
    }

    @Test
    func coolDownFollowsAnEarlyStopOnly() throws {
        let early = try plan("supernet: {epochs: 100, expected_epochs: 40, cooldown: 0.1}")
        #expect(early.expected?.rounds == 1_100)
        let late = try plan("supernet: {epochs: 100, expected_epochs: 100, cooldown: 0.1}")
        #expect(late.expected?.rounds == 2_500)
    }

    /// A search, and the candidates before a retraining, may be scored from other numbers than rounds.
    @Test
    func eachScoreTakesTheTimeOfItsPrecision() throws {
        let phases = try plan("retrain: {epochs: 15, batch: 96, candidates: 8}").later
        let choice = try #require(phases.choice)
        func probe(searching: Double?, judging: Double?) -> SpeedProbe {
            SpeedProbe(
                workers: 1, scoringSeconds: 2, searchingSeconds: searching, judgingSeconds: judging, trainingSeconds: 0,
                stepSeconds: 0)
        }
        for (searching, judging) in [(nil, nil), (3, 5)] as [(Double?, Double?)] {
            let speed = probe(searching: searching, judging: judging)
            #expect(speed.seconds(forSearchOf: phases) == Double(phases.searchImages) * (searching ?? 2))
            #expect(speed.seconds(forRetrainingOf: phases) == Double(choice.judgingImages) * (judging ?? 2))
            #expect(phases.searchImages > 0 && choice.judgingImages > 0)
        }
    }

    /// On a build without fast kernels `plan` says what `run` would.
    @Test
    func precisionIsCheckedAsByARun() throws {
        let scenario = try plan("supernet: {scoring_precision: 'bfloat16'}").scenario
        if let sentence = ScoringPrecision.bfloat16.shortcoming(of: "supernet.scoring_precision") {
            #expect(throws: Refusal(sentence)) { try Plan.check(scenario) }
        } else {
            #expect(throws: Never.self) { try Plan.check(scenario) }
        }
    }

    @Test(arguments: ShippedScenarios.names)
    func textNamesEveryScenario(name: String) throws {
        let plan = Plan(try ScenarioFile.read(ShippedScenarios.path(name)))
        #expect(plan.text.contains(name))
        #expect(plan.text.contains(plan.scenario.searchSpace.pathCount))
        #expect(try JSONValue(parsing: plan.json.text(indented: true)) == plan.json)
    }

    @Test
    func memoryGrowsWithBatchAndPictures() throws {
        func memory(_ text: String) throws -> MemoryEstimate {
            try MemoryEstimate(plan(text).scenario, phases: .supernet...(.supernet), workers: 2)
        }
        let small = try memory("supernet: {strategy: 'uniform'}")
        let large = try memory("supernet: {strategy: 'uniform', batch: 128}, data: {generated: {training: 20000}}")
        // Raw outputs double; threads' scratch, which is one chunk's, stays.
        #expect(large.activations > 3 * small.activations / 2)
        #expect(large.activations <= 2 * small.activations)
        #expect(large.pictures == 2 * small.pictures)
        #expect(large.parameters == small.parameters)
        #expect(small.pictures == 10_000 * 3_072)
        // A round's 256 pictures as floats, where a round scores any.
        #expect(try memory("supernet: {}").pictures == (10_000 + 4 * 256) * 3_072)
        #expect(small.total == small.program + small.parameters + small.activations + small.pictures)
    }
}
