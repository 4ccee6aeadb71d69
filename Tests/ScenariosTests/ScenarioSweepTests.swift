import Documents
import Foundation
import RunSupport
import ScenarioKeys
import Scenarios
import Studies
import Testing

/// What a `sweep` object says, read from files.
struct ScenarioSweepTests {
    private let runs = TinyRuns()

    /// Reads a file of one `sweep` object over the tiny scenario.
    private func read(
        _ sweep: String, rest: String = "supernet: {rounds: 4}", settings: [String] = [], seed: Int? = nil,
        allowsMany: Bool = false
    ) throws -> ScenarioSweep {
        try runs.write(Data("{\(rest), sweep: \(sweep)}".utf8), to: "s.json")
        return try ScenarioFile.readSweep(
            runs.path("s.json"), settings: settings, seed: seed, until: .supernet, allowsMany: allowsMany)
    }

    @Test func combinationsStandInTheFilesOrderTheFirstKeySlowest() throws {
        let sweep = try read("{ 'supernet.m, supernet.k': [[5, 2], [10, 5]], seed: [3, 1, 2] }")
        #expect(sweep.name == "s")
        #expect(sweep.keys == ["supernet.m", "supernet.k", "seed"])
        #expect(
            sweep.combinations.map(\.values) == [
                [5, 2, 3], [5, 2, 1], [5, 2, 2], [10, 5, 3], [10, 5, 1], [10, 5, 2],
            ])
        #expect(sweep.combinations.map(\.index) == Array(0..<6))
        #expect(sweep.combinations[4].name == "m=10,k=5,seed=1")
        #expect(sweep.combinations.map(\.scenario.supernet.m) == [5, 5, 5, 10, 10, 10])
        #expect(sweep.combinations.map(\.scenario.supernet.k) == [2, 2, 2, 5, 5, 5])
        #expect(sweep.combinations.map(\.scenario.seed) == [3, 1, 2, 3, 1, 2])
        // The rest is the file's own, and what the command line says.
        #expect(
            sweep.combinations.allSatisfy {
                $0.scenario.supernet.length == .rounds(4) && $0.scenario.until == .supernet
            })
    }

    @Test func listsAreValuesOfKeysThatTakeLists() throws {
        let sweep = try read("{ 'space.operations': [['k3e3', 'id'], ['k3e1', 'k5e1']] }")
        #expect(sweep.combinations.map { $0.scenario.resolved["space"]?["operations"]?.elements.count } == [2, 2])
        #expect(Set(sweep.combinations.map(\.name)).count == 2)
    }

    @Test func commandLineChangesTheListsAndTheOtherKeys() throws {
        let sweep = try read(
            "{ seed: [1] }", settings: ["sweep.seed=[5, 6]", "supernet.rounds=9"])
        #expect(sweep.combinations.map(\.scenario.seed) == [5, 6])
        #expect(sweep.combinations.allSatisfy { $0.scenario.supernet.length == .rounds(9) })
        let others = try read(
            "{ 'supernet.pool.size': [50], 'supernet.m,supernet.k': [[5, 2]] }",
            settings: ["sweep.supernet.pool.size=[60, 70]", "sweep.supernet.m,supernet.k=[[8, 4]]", "sweep.seed=[3]"])
        #expect(others.keys == ["supernet.pool.size", "supernet.m", "supernet.k", "seed"])
        #expect(others.combinations.map(\.values) == [[60, 8, 4, 3], [70, 8, 4, 3]])
    }

    @Test func namesAreSafeShortAndDistinct() throws {
        let long = "/" + String(repeating: "folder/", count: 30)
        let sweep = try read(
            "{ 'data.path': ['\(long)a', '\(long)b', 'x', 'X', '1'], 'supernet.pool.size': [10, 20] }")
        let names = sweep.combinations.map(\.name)
        #expect(Set(names.map { $0.lowercased() }).count == 10)
        for name in names {
            #expect(name.utf8.count <= 100)
            let safe = "abcdefghijklmnopqrstuvwxyz0123456789-_.+=,"
            #expect(name.allSatisfy { safe.contains($0) }, "\(name)")
        }
        // Values that say all keep their own words.
        #expect(names[4] == "path=x,size=10")
    }

    /// The folders of a sweep are found again when it gets more values.
    @Test func namesDoNotDependOnOtherCombinations() throws {
        let few = try read("{ 'data.path': ['A', 'a'], seed: [1, 2] }").combinations
        let more = try read("{ 'data.path': ['b', 'A', 'c', 'a'], seed: [0, 1, 2] }").combinations
        for one in few {
            #expect(more.first { $0.values == one.values }?.name == one.name)
        }
    }

    @Test func keysOfOneNameAreToldApartByTheirSections() throws {
        let sweep = try read("{ 'supernet.batch': [8], 'retrain.batch': [16], 'search.seed': [1], seed: [2] }")
        #expect(sweep.combinations[0].name == "supernet.batch=8,retrain.batch=16,search.seed=1,seed=2")
    }

    @Test(arguments: [
        (
            "{ 'supernet.mm': [1] }",
            "s.json, sweep: supernet.mm is not a key of a scenario; the nearest one is supernet.m"
        ),
        ("{ 'supernett.m': [1] }", "supernett.m is not a key of a scenario; the nearest one is supernet"),
        ("{ 'supernet.pool.sizes': [1] }", "the nearest one is supernet.pool.size"),
        ("{ '': [1] }", " is not a key of a scenario; expected one of name, seed"),
        ("{ 'supernet.m,': [[1, 2]] }", " is not a key of a scenario"),
        ("{ 'supernet.m.x': [1] }", "supernet.m.x is not a key of a scenario"),
        ("{ 'supernet.pool': [{}] }", "supernet.pool is a section; expected one of its keys: supernet.pool.size"),
        ("{ seed: [] }", "the list of seed is empty; expected at least one value"),
        ("{}", "the sweep object is empty; expected keys and lists of values"),
        ("[1]", "sweep is a list; expected an object of keys"),
        ("null", "sweep is null; expected an object of keys"),
        ("{ seed: 1 }", "s.json, sweep: seed is a number; expected a list of values"),
        ("{ 'supernet.m,supernet.k': [[1]] }", "a list with [1] in it; expected a list of tuples of 2 values"),
        ("{ 'supernet.m,supernet.k': [5] }", "a list with 5 in it; expected a list of tuples of 2 values"),
        ("{ 'supernet.m,supernet.k': 5 }", "is a number; expected a list of tuples of 2 values"),
        ("{ seed: [1], 'supernet.m,seed': [[5, 1]] }", "the sweep varies seed twice; expected it once"),
        ("{ name: ['a', 'b'] }", "the sweep varies name, which has no effect"),
        ("{ seed: [1, 2, 1.0] }", "two combinations are the same run, seed=1 and seed=1; expected each once"),
        // A default said in two ways is one run as well.
        ("{ 'retrain.seed': [null, null] }", "are the same run"),
        ("{ seed: ['one'] }", "the combination seed=one: "),
        ("{ seed: ['one'] }", "s.json: seed is \"one\"; expected a whole number"),
        ("{ 'supernet.m': [20, 3] }", "the combination supernet.m=3: "),
        (
            "{ seed: [\((0...100).map { "\($0)" }.joined(separator: ","))] }",
            "the sweep has 101 runs; expected at most 100, or --yes"
        ),
    ])
    func wrongSweepsAreExplainedInOneSentence(sweep: String, sentence: String) {
        let found = RunSupport.sentence(of: ScenarioError.self) { try read(sweep) }
        #expect(found.contains(sentence) && !found.contains("\n"), "\(found)")
    }

    @Test func manyRunsAreDoneWhereTheyAreMeantAndTooManyNever() throws {
        let seeds = "[\((0...100).map { "\($0)" }.joined(separator: ","))]"
        #expect(try read("{ seed: \(seeds) }", allowsMany: true).combinations.count == 101)
        // 101 to the fifth power of numbers cannot be listed, and to the tenth not even be counted.
        let keys = [
            "seed", "supernet.m", "supernet.k", "supernet.batch", "supernet.rounds", "search.seed", "retrain.seed",
            "search.generations", "search.population", "retrain.epochs",
        ]
        for (count, expected) in [
            (5, "10510100501 runs; expected at most 10000"), (10, "more runs than can be counted"),
        ] {
            let sweep = keys.prefix(count).map { "'\($0)': \(seeds)" }.joined(separator: ", ")
            #expect(sentence(of: ScenarioError.self) { try read("{ \(sweep) }", allowsMany: true) }.contains(expected))
        }
    }

    @Test func keysThatAreVariedCannotBeSetToo() {
        #expect(
            sentence(of: ScenarioError.self) { try read("{ seed: [1, 2] }", seed: 3) }
                == "--seed 3: seed is set and also varied by the sweep; expected one of the two")
        #expect(
            sentence(of: ScenarioError.self) {
                try read("{ 'supernet.pool.size': [10, 20] }", settings: ["supernet.pool={size: 5}"])
            }
            .contains("supernet.pool.size is set and also varied by the sweep"))
        #expect(
            sentence(of: ScenarioError.self) { try read("{ until: ['supernet', 'search'] }") }.contains(
                "--until supernet: "))
    }

    @Test func keysOfWhatIsNoSectionAreExplained() {
        #expect(
            sentence(of: ScenarioError.self) { try read("{ 'supernet.m': [1] }", rest: "supernet: 5") }
                .contains("the sweep varies supernet.m, but 5 is not an object"))
    }

    @Test func scenarioWithoutASweepIsSentToRun() {
        #expect(
            sentence(of: ScenarioError.self) { try ScenarioFile.readSweep(ShippedScenarios.path("quickstart")) }
                .contains("the scenario has no sweep object; expected one such as"))
    }

    /// Whatever reads a single scenario refuses one that is many.
    @Test func sweepIsNoSingleScenario() throws {
        _ = try read("{ seed: [1, 2] }")
        let words = sentence(of: ScenarioError.self) { try ScenarioFile.read(runs.path("s.json")) }
        #expect(words.contains("s.json: the scenario has a sweep object") && words.contains("greedynas sweep"))
        for json: JSONValue in [["sweep": ["seed": [1]]], ["sweep": nil]] {
            let found = sentence(of: ScenarioError.self) { try Scenario(json) }
            #expect(found.hasPrefix("the scenario has a sweep object, so it describes many runs; "), "\(found)")
        }
        #expect(!Scenario.keys.contains { $0.path.hasPrefix("sweep") })
    }

    @Test func shardsDivideTheRuns() throws {
        let shards = try (1...3).map { try #require(SweepShard("\($0)/3")) }
        for index in 0..<20 { #expect(shards.count { $0.contains(index) } == 1) }
        #expect((0..<7).filter { shards[1].contains($0) } == [1, 4])
        #expect((0..<7).allSatisfy { SweepShard.whole.contains($0) })
        for text in ["0/3", "4/3", "-1/3", "1/0", "1", "1/2/3", "a/b", "", "/", "1/", "1.5/2"] {
            #expect(SweepShard(text) == nil, "\(text)")
        }
    }
}
