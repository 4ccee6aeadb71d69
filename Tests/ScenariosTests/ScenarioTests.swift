import Architecture
import Foundation
import ScenarioKeys
import Search
import Supernet
import Testing
@testable import Documents
@testable import RunSupport
@testable import Scenarios

struct ScenarioTests {
    @Test(arguments: ShippedScenarios.names)
    func shippedScenarioResolvesToAnEqualOne(name: String) throws {
        let scenario = try ScenarioFile.read(ShippedScenarios.path(name))
        #expect(scenario.name == name)
        #expect(scenario.otherWarnings == [])
        let text = scenario.resolved.text(indented: true)
        #expect(try Scenario(try JSONValue(parsing: text)) == scenario)
    }

    /// Whoever adds a scenario puts it into a list, each of which some test goes through.
    @Test
    func everyShippedScenarioIsTested() throws {
        let (present, listed) = (try ShippedScenarios.present(), ShippedScenarios.listed)
        #expect(present == listed)
    }

    @Test
    func emptyScenarioHasAllDefaults() throws {
        let scenario = try Scenario([:])
        #expect(
            scenario.warnings == [
                "8 pictures are scored for each picture trained on (1.95 in the paper), so scoring takes much of the "
                    + "time; a larger supernet.steps_per_path, fewer supernet.scoring_pictures or supernet.filter_after save it"
            ])
        #expect(scenario.name == "scenario")
        #expect(scenario.seed == 1)
        #expect(scenario.data.set == .embedded)
        #expect(scenario.space.operations == SearchSpace.operationsQuickstart)
        #expect(scenario.supernet.length == .rounds(4_000))
        #expect(scenario.supernet.normalizationBatch == nil)
        #expect(scenario.supernet.scoringPictures == 256)
        #expect(scenario.supernet.steadinessRounds == 200)
        #expect(scenario.supernet.optimizer.weightDecay == 4e-5)
    }

    /// For each key, a value that is not its default, or several.
    static let otherValues = [
        ("name", "\"other\""), ("seed", "7"), ("data.set", "\"cifar10\""), ("data.path", "\"/pictures\""),
        ("data.files", "[\"00ff  train.bin\"]"), ("data.labels", "\"coarse\""),
        ("data.packed_side", "48"),
        ("until", "'search'"), ("checkpoint.minutes", "2.5"), ("checkpoint.rounds", "3"),
        ("data.training_pictures", "5000"), ("data.generated.training", "20000"), ("data.generated.test", "40"),
        ("data.shared_holdout", "true"), ("data.filtering", "900"), ("data.search", "80"), ("data.padding", "4"),
        ("data.flip", "true"), ("data.cutout", "8"), ("data.side", "64"), ("data.center_crop", "1"),
        ("data.interpolation", "\"bicubic\""), ("data.crop_area", "0.08"), ("data.crop_ratio", "2"),
        ("data.color_jitter.brightness", "0.4"), ("data.color_jitter.contrast", "0.4"),
        ("data.color_jitter.saturation", "0.4"), ("space.macro", "\"cifar\""),
        ("space.macro", OwnOutline.json.description), ("space.file", "\"\(OwnOutline.file)\""),
        ("space.operations", "\"13\""),
        ("space.operations", "[\"k3e3\", \"k5e6se\"]"), ("space.width", "0.5"), ("space.identity", "\"excluded\""),
        ("space.activation", "\"swish\""), ("supernet.strategy", "\"fair\""), ("supernet.rounds", "5000"),
        ("supernet.epochs", "100.5"), ("supernet.budget.matching", "\"/runs/greedy\""),
        ("supernet.budget.images", "6000"), ("supernet.budget.ratio", "3"), ("supernet.budget.mode", "\"planned\""),
        ("supernet.expected_epochs", "46"), ("supernet.m", "12"), ("supernet.k", "4"),
        ("supernet.batch", "128"), ("supernet.normalization_batch", "16"), ("supernet.scoring_pictures", "300"),
        ("supernet.scoring_parts", "4"), ("supernet.scoring_precision", "\"float16\""),
        ("search.precision", "\"bfloat16\""),
        ("supernet.score", "\"accuracy\""), ("supernet.sampling", "\"iid\""),
        ("supernet.epsilon.schedule", "\"constant\""),
        ("supernet.epsilon.maximum", "0.5"), ("supernet.epsilon.warmup", "0.2"), ("supernet.pool.size", "100"),
        ("supernet.pool.admit", "\"all\""), ("supernet.alpha", "0.1"), ("supernet.steadiness_rounds", "100"),
        ("supernet.cooldown", "0"), ("supernet.optimizer.learning_rate", "0.2"), ("supernet.optimizer.momentum", "0.5"),
        ("supernet.optimizer.nesterov", "true"), ("supernet.optimizer.weight_decay", "0"),
        ("supernet.optimizer.label_smoothing", "0"), ("supernet.optimizer.schedule", "\"step\""),
        ("supernet.optimizer.milestones", "[0.25]"), ("supernet.optimizer.step_factor", "0.5"),
        ("supernet.optimizer.warmup", "0.05"), ("supernet.initialization", "\"fan_out\""),
        ("supernet.residual_gamma", "0.5"), ("supernet.steps_per_path", "4"), ("supernet.filter_after", "0.25"),
        ("supernet.filter", "\"memory\""), ("supernet.memory.weight", "0.5"), ("supernet.memory.retention", "0.9"),
        ("supernet.memory.penalty", "2"), ("supernet.limits", "null"),
        ("supernet.limits", "{\"macs\": \"300M\", \"params\": null, \"latency\": null}"),
        ("retrain.initialization", "\"fan_out\""), ("retrain.residual_gamma", "0.5"), ("search.method", "\"random\""),
        ("search.population", "20"),
        ("search.generations", "7"), ("search.objectives", "[\"loss\", \"params\"]"), ("search.start", "\"random\""),
        ("search.sample", "200"),
        ("search.mutation", "0.2"), ("search.crossover", "0.5"), ("search.limits.macs", "\"330M\""),
        ("search.limits.params", "\"5.3M\""), ("search.limits.latency", "\"10ms\""),
        ("search.latency_table", "\"/table.json\""), ("search.images", "500"), ("search.scoring_batch", "128"),
        ("search.seed", "5"), ("search.latency_threads", "2"),
        ("search.latency_sha256", "\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\""),
        ("retrain.from", "\"supernet\""), ("retrain.epochs", "300"), ("retrain.batch", "96"),
        ("retrain.optimizer.rule", "\"rmsprop\""),
        ("retrain.optimizer.momentum", "0.5"), ("retrain.optimizer.weight_decay", "0"),
        ("retrain.optimizer.nesterov", "true"), ("retrain.optimizer.epsilon", "0.01"),
        ("retrain.optimizer.decay", "0.99"), ("retrain.learning_rate.initial", "0.2"),
        ("retrain.learning_rate.schedule", "\"exponential\""), ("retrain.learning_rate.warmup_epochs", "3"),
        ("retrain.learning_rate.decay_factor", "0.9"), ("retrain.learning_rate.decay_epochs", "1"),
        ("retrain.learning_rate.staircase", "false"), ("retrain.learning_rate.minimum", "1e-5"),
        ("retrain.learning_rate.warmup_from", "1e-6"),
        ("retrain.rand_augment.operations", "2"), ("retrain.rand_augment.magnitude", "5"),
        ("retrain.rand_augment.deviation", "0"), ("retrain.rand_augment.probability", "1"),
        ("retrain.random_erasing", "0.2"),
        ("retrain.label_smoothing", "0"), ("retrain.dropout", "0.2"), ("retrain.drop_path", "0.2"),
        ("retrain.ema_decay", "0.9999"), ("retrain.normalization_momentum", "0.1"),
        ("retrain.pictures", "\"training\""), ("retrain.validation", "0.1"), ("retrain.candidates", "8"),
        ("retrain.seed", "5"), ("retrain.unit_strides", "2"),
        ("benchmark", "\"/table.json\""), ("simulation.landscape", "\"benchmark\""), ("simulation.good_share", "0.3"),
        ("simulation.layer_effects", "2"), ("simulation.interactions", "0"), ("simulation.path_noise", "1"),
        ("simulation.trained_loss", "2"), ("simulation.loss_spread", "0.2"), ("simulation.picture_noise", "0"),
        ("simulation.learning", "0.01"), ("simulation.harm", "0"),
    ]

    /// Each key given alone at a value that is not its default: it is read, and it comes out resolved.
    @Test(arguments: otherValues)
    func everyKeyChangesTheScenario(key: String, value: String) throws {
        var plainTree = try ScenarioTree(root: [:])
        // A limit of time is none without a table.
        if key == "search.limits.latency" { try plainTree.apply(setting: "search.latency_table=/table.json") }
        // Without a number there is no budget, or a run's folder would have to be there.
        if key.hasPrefix("supernet.budget.") { try plainTree.apply(setting: "supernet.budget.images=5000") }
        // One set alone has two kinds of labels.
        if key == "data.labels" { try plainTree.apply(setting: "data.set=cifar100") }
        var tree = plainTree
        try tree.apply(setting: "\(key)=\(value)")
        let scenario = try Scenario(tree, standardName: "scenario", folder: nil)
        let resolved = key.split(separator: ".").reduce(scenario.resolved) { (value: JSONValue?, part) in
            value?[String(part)]
        }
        #expect(resolved == (try JSONValue(parsing: value)))
        #expect(try Scenario(scenario.resolved) == scenario)
        // Not only the resolved tree differs from the defaults, but what the engine reads.
        let plain = try Scenario(plainTree, standardName: "scenario", folder: nil)
        #expect(
            scenario.until != plain.until || scenario.checkpoint != plain.checkpoint || scenario.name != plain.name
                || scenario.seed != plain.seed || scenario.data != plain.data
                || scenario.space != plain.space || scenario.supernet != plain.supernet
                || scenario.search != plain.search || scenario.retrain != plain.retrain
                || scenario.simulation != plain.simulation || scenario.benchmark != plain.benchmark)
    }

    @Test
    func everyKeyIsInTheTestAbove() throws {
        // The list above names each key once or more; a key added to the scenario must be added there.
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        for key in Scenario.keys { #expect(source.contains("(\"\(key.path)\", "), "\(key.path)") }
    }

    @Test(arguments: [
        (
            "data: {crop_area: 0.08, padding: 4}",
            "data.crop_area and data.padding 4 are given; expected one kind of random crop"
        ),
        ("data: {side: 8, cutout: 9}", "data.cutout is 9; expected 0 to 8, the side of the pictures in pixels"),
        ("supernet: {k: 11}", "supernet.k is 11 and supernet.m is 10"),
        ("supernet: {strategy: 'fair', limits: 'search'}", "supernet.strategy is \"fair\""),
        ("supernet: {strategy: 'fair', limits: {macs: '1M'}}", "expected null"),
        (
            "supernet: {limits: {latency: '10ms'}}",
            "supernet.limits has a latency and search.latency_table is not given"
        ),
        ("supernet: {strategy: 'uniform', steps_per_path: 2}", "scores no path; expected 1"),
        ("supernet: {strategy: 'fair', filter_after: 0.5}", "scores no path; expected 0"),
        ("supernet: {strategy: 'uniform', filter: 'memory'}", "scores no path; expected \"loss\""),
        ("supernet: {strategy: 'fair', scoring_parts: 2}", "scores no path; expected 1"),
        ("supernet: {strategy: 'uniform', scoring_precision: 'float16'}", "scores no path; expected \"float32\""),
        ("supernet: {filter: 'memory', scoring_parts: 2}", "parts is 2 and supernet.filter is \"memory\""),
        ("supernet: {score: 'accuracy', scoring_parts: 2}", "supernet.score is \"accuracy\"; expected 1 part"),
        ("supernet: {scoring_parts: 3}", "scoring_pictures is 256; expected parts that divide the pictures equally"),
        (
            "supernet: {scoring_pictures: 8, scoring_parts: 8}",
            "supernet.scoring_parts is 8; expected at least 2 pictures in each of the 8 groups"
        ),
        (
            "supernet: {scoring_pictures: 12, scoring_parts: 4, normalization_batch: 2}",
            "supernet.normalization_batch is 2; expected at least 2 pictures in each of the 8 groups"
        ),
        (
            "space: {macro: 'nas-bench-macro', operations: ['k3e3', 'id']}, "
                + "supernet: {steps_per_path: 60, filter_after: 0.1}",
            "supernet.k x supernet.steps_per_path, which rounds draw that score nothing, is 300"
        ),
        (
            "supernet: {rounds: 100, filter_after: 0.996}",
            "supernet.filter_after is 0.996, so the first 100 rounds score nothing, and only 100 are planned"
        ),
        (
            "supernet: {rounds: 100, filter_after: 0.5, budget: {images: 16000}}",
            "supernet.filter_after is 0.5, so the first 50 rounds score nothing, and only 50 are paid"
        ),
        ("supernet: {normalization_batch: 48}", "divisor of supernet.batch, 64"),
        (
            "supernet: {normalization_batch: 2}, retrain: {batch: 3}",
            "retrain.batch is 3 and supernet.normalization_batch is 2; expected at least 2 pictures in each of the 2 groups"
        ),
        ("supernet: {rounds: 3, epochs: 3}", "both given"),
        ("supernet: {scoring_pictures: 1001}", "at most data.filtering, 1000"),
        ("supernet: {scoring_pictures: 3, normalization_batch: 2}", "at least 2 pictures in each of the 2 groups"),
        ("supernet: {steadiness_rounds: 16}", "80 paths enter the pool"),
        ("supernet: {steadiness_rounds: 8, pool: {admit: 'all'}}", "80 paths enter the pool"),
        ("supernet: {optimizer: {milestones: [0.5, 0.5]}}", "expected ascending"),
        ("supernet: {optimizer: {nesterov: true, momentum: 0}}", "expected a momentum above 0"),
        ("data: {shared_holdout: true, search: 900}", "expected equal sizes"),
        (
            "data: {training_pictures: 2063}",
            "data.filtering and data.search hold out 2000 of 2063 training pictures; expected at least supernet.batch, 64, to "
                + "be left, as with --set data.filtering=515 --set data.search=515"
        ),
        (
            "data: {training_pictures: 100, shared_holdout: true}, supernet: {scoring_pictures: 256}",
            "--set data.filtering=25 --set data.search=25 --set supernet.scoring_pictures=25"
        ),
        (
            "data: {training_pictures: 200, shared_holdout: true}, supernet: {scoring_parts: 4}",
            "--set data.search=50 --set supernet.scoring_pictures=48"
        ),
        (
            "data: {training_pictures: 60}, supernet: {batch: 128}",
            "--set data.filtering=15 --set data.search=15 --set supernet.scoring_pictures=15 --set supernet.batch=15 --set "
                + "retrain.batch=15"
        ),
        ("data: {training_pictures: 10001}", "at most the 10000 training pictures"),
        ("space: {operations: ['id'], identity: 'excluded'}", "no choices"),
        ("space: {operations: ['id', 'identity']}", "twice"),
        ("space: {macro: 'nas-bench-macro', operations: ['id']}", "the space has 1 path"),
        ("search: {mutation: 0, crossover: 0}", "no child is new"),
        ("search: {objectives: ['error', 'latency']}", "search.objectives has \"latency\" and search.latency_table"),
        ("search: {limits: {latency: '10ms'}}", "search.limits.latency is given and search.latency_table"),
        ("search: {images: 1001}", "at most data.search, 1000"),
        (
            "search: {images: 3, scoring_batch: 2}",
            "search.images is 3 and search.scoring_batch is 2; expected at least 2"
        ),
        ("data: {search: 257}, search: {scoring_batch: 2}", "data.search is 257 and search.scoring_batch is 2"),
        ("retrain: {batch: 9501}", "expected at most the 9500 training pictures that do not validate its epochs"),
        ("retrain: {validation: 0.9999}", "expected at most the 1 training pictures that do not validate its epochs"),
        (
            "retrain: {batch: 10001, pictures: 'all'}",
            "retrain.batch is 10001; expected at most the 10000 training pictures"
        ),
        (
            "retrain: {batch: 8001, pictures: 'training'}",
            "expected at most the 8000 training pictures that do not validate its epochs"
        ),
        ("retrain: {optimizer: {nesterov: true, momentum: 0}}", "retrain.optimizer.momentum is 0"),
        ("retrain: {optimizer: {nesterov: true, rule: 'rmsprop'}}", "retrain.optimizer.rule is \"rmsprop\""),
        ("retrain: {epochs: 3, learning_rate: {warmup_epochs: 3}}", "fewer than retrain.epochs, 3"),
        ("retrain: {learning_rate: {minimum: 0.11}}", "at most retrain.learning_rate.initial, 0.1"),
        ("retrain: {optimizer: {rule: 'rmsprop'}, learning_rate: {minimum: 0.005}}", "learning_rate.initial, 0.004"),
    ])
    func contradictionsNameTheirKeys(text: String, sentence: String) throws {
        let json = try JSONValue(parsing: "{\(text)}")
        do throws(ScenarioError) {
            _ = try Scenario(json)
            Issue.record("accepted")
        } catch {
            guard case .conflict = error else {
                Issue.record("\(error)")
                return
            }
            #expect(error.description.contains(sentence), "\(error)")
        }
    }

    /// The same values one step on the other side of each border.
    @Test(arguments: [
        "supernet: {rounds: 100, filter_after: 0.994}",
        "supernet: {rounds: 100, filter_after: 0.5, budget: {images: 20000}}",
        "supernet: {k: 10}", "supernet: {scoring_pictures: 1000}", "supernet: {steadiness_rounds: 17}",
        "supernet: {scoring_pictures: 4, normalization_batch: 2}", "data: {training_pictures: 2064}",
        "data: {shared_holdout: true, filtering: 900}", "data: {training_pictures: 10000}",
        "supernet: {strategy: 'uniform', k: 11, scoring_pictures: 5000}", "supernet: {rounds: null, epochs: 100}",
        "data: {set: 'idx', training_pictures: 600000}",
        "space: {macro: 'nas-bench-macro', operations: ['id']}, supernet: {sampling: 'iid'}",
        "search: {mutation: 0, crossover: 0, method: 'random'}", "search: {mutation: 0}", "search: {crossover: 0}",
        "search: {objectives: ['error', 'latency'], limits: {latency: '10ms'}, latency_table: 'a'}",
        "search: {images: 1000}", "search: {images: 4, scoring_batch: 2}", "data: {search: 1}",
        "retrain: {batch: 9500}", "retrain: {batch: 10000, pictures: 'all'}",
        "retrain: {batch: 8000, pictures: 'training'}",
        "retrain: {epochs: 3, learning_rate: {warmup_epochs: 2.9}}", "retrain: {learning_rate: {minimum: 0.1}}",
        "data: {set: 'idx'}, retrain: {batch: 65000}",
    ])
    func valuesAtTheBordersAreAccepted(text: String) throws {
        #expect(throws: Never.self) { try Scenario(try JSONValue(parsing: "{\(text)}")) }
    }

    @Test(arguments: [
        ("supernet: {rounds: 2888}", "that seldom happens before 2889 rounds ("),
        ("supernet: {pool: {size: 49}}", "below 50"),
        ("supernet: {scoring_pictures: 64}", "64 pictures or fewer"),
        ("space: {macro: 'nas-bench-macro'}", "more than 2 % of the 6561 paths that may be drawn"),
        ("search: {limits: {macs: '500K'}}", "paths that may be drawn; such a pool hardly selects"),
        (
            "supernet: {limits: {macs: '2M', params: '60K'}}, search: {limits: {macs: '3M', params: '50K'}}",
            "supernet.limits.macs is tighter than search.limits.macs, so the search also considers networks that were never trained"
        ),
        ("supernet: {limits: {params: '50K'}}", "supernet.limits.params is tighter than search.limits.params"),
        (
            "supernet: {limits: {params: '1M'}}",
            "supernet.limits.params excludes no network: the largest one of the space has"
        ),
        ("search: {limits: {macs: '1G'}}", "search.limits.macs excludes no network: the largest one of the space has"),
        ("data: {path: 'x'}", "whose pictures are generated"),
        ("search: {latency_table: 'x'}", "neither search.objectives nor search.limits uses it"),
        ("search: {objectives: ['macs', 'params']}", "ignores how accurate a network is"),
        (
            "supernet: {strategy: 'uniform', m: 20}",
            "supernet.strategy is \"uniform\", which has no filter and no pool, so supernet.m has no effect"
        ),
        (
            "supernet: {strategy: 'fair', m: 20, epsilon: {maximum: 0.5}, pool: {size: 100}}",
            "so supernet.m, supernet.epsilon.maximum and supernet.pool.size have no effect"
        ),
        (
            "supernet: {strategy: 'uniform', memory: {weight: 0.5}}",
            "supernet.strategy is \"uniform\", which has no filter and no pool, so supernet.memory.weight has no effect"
        ),
        (
            "supernet: {memory: {penalty: 2, retention: 0.5}}",
            "supernet.filter is \"loss\", which remembers no scores, so supernet.memory.retention and supernet.memory.penalty have "
                + "no effect"
        ),
        (
            "search: {method: 'random', mutation: 0.2, crossover: 0}",
            "search.method is \"random\", which breeds no networks, so search.mutation and search.crossover have no effect"
        ),
    ])
    func doubtfulValuesWarn(text: String, sentence: String) throws {
        let warnings = try Scenario(try JSONValue(parsing: "{\(text)}")).otherWarnings
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains(sentence) == true, "\(warnings)")
    }

    /// Keys that have their defaults were not given, in a run's own copy of the scenario either.
    @Test func keysThatAreNotReadWarnOnlyWhereTheyAreGiven() throws {
        let scenario = try Scenario(try JSONValue(parsing: "{supernet: {strategy: 'uniform', batch: 32}}"))
        #expect(scenario.warnings == [])
        #expect(try Scenario(scenario.resolved).warnings == [])
    }

    @Test
    func enoughRoundsDoNotWarn() throws {
        // 289 of warm-up, 200 to fill 1000 places by 5, 12 times t = 200.
        #expect(try Scenario(["supernet": ["rounds": 2_889]]).otherWarnings == [])
    }

    /// 10 x 256 scored and 5 x 64 trained images a round, of which more steps or unscored rounds make less than 3 to 1.
    @Test(arguments: [
        ("", "8"), ("steps_per_path: 2", "4"), ("steps_per_path: 3", nil), ("filter_after: 0.5", "4"),
        ("filter_after: 0.625", nil), ("filter_after: 0.62", "3.04"), ("scoring_pictures: 96", nil),
        ("batch: 65", "7.88"),
        ("strategy: 'uniform'", nil), ("strategy: 'random'", nil),
    ])
    func muchScoringWarns(supernet: String, ratio: String?) throws {
        let warnings = try Scenario(try JSONValue(parsing: "{supernet: {\(supernet)}}")).warnings
        let found = warnings.first { $0.contains("for each picture trained on") }
        #expect(found.map { String($0.prefix { $0 != " " }) } == ratio)
    }

    @Test
    func poolHoldsAtMostThePathsOfTheSpace() throws {
        let json = try JSONValue(
            parsing:
                "{space: {macro: 'nas-bench-macro', operations: ['k3e3', 'id']}, supernet: {m: 5, pool: {size: 300}}}")
        #expect(try Scenario(json).poolCapacity == 256)
        // Within limits there are fewer, and as many as the engine counts.
        let macs = "25M"
        let limited = try Scenario(json.setting("search", to: ["limits": ["macs": .string(macs)]]))
        let domain = try #require(try limited.trainedDomain(of: limited.searchSpace))
        #expect((20..<256).contains(limited.poolCapacity), "\(limited.poolCapacity)")
        #expect(
            limited.poolCapacity
                == limited.supernetSettings(trainingPictures: 100, space: limited.searchSpace, domain: domain)
                .poolCapacity(in: limited.searchSpace))
        #expect(try Scenario([:]).poolCapacity == 1_000)
        #expect(try Scenario(["space": ["macro": "imagenet", "operations": "13"]]).poolCapacity == 1_000)
    }

    @Test
    func plannedRoundsFollowRoundsOrEpochs() throws {
        func rounds(_ text: String, pictures: Int) throws -> Int {
            let scenario = try Scenario(try JSONValue(parsing: "{supernet: {\(text)}}"))
            return scenario.supernet.rounds(trainingPictures: pictures, in: scenario.searchSpace).planned
        }
        #expect(try rounds("rounds: 7", pictures: 640) == 7)
        // 10 whole batches an epoch, 5 a round.
        #expect(try rounds("epochs: 3", pictures: 703) == 6)
        #expect(try rounds("epochs: 3.1", pictures: 703) == 7)
        #expect(try rounds("epochs: 3, strategy: 'uniform'", pictures: 703) == 30)
        // 7 paths an update.
        #expect(try rounds("epochs: 3, strategy: 'fair'", pictures: 703) == 5)
        #expect(try rounds("epochs: 3, strategy: 'random'", pictures: 703) == 0)
        #expect(try rounds("epochs: 1e-3", pictures: 703) == 1)
    }
}
