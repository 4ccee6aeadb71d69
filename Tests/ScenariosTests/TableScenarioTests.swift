import Architecture
import Planning
import RunSupport
import ScenarioKeys
import Scenarios
import Supernet
import Testing

/// The scenarios of `Scenarios/table-1`, which are to differ in what they are named after and in nothing else.
struct TableScenarioTests {
    private static let atEqualCost = [
        "random-search-e", "random-search-e-cut", "uniform-sampling-e-cut", "uniform-sampling-e-planned",
    ]

    /// With a budget where the file leaves the number to the command line.
    private func scenario(_ name: String) throws -> Scenario {
        try ScenarioFile.read(
            ShippedScenarios.path("table-1/\(name)"),
            settings: Self.atEqualCost.contains(name) ? ["supernet.budget.images=64000"] : [])
    }

    @Test(arguments: ShippedScenarios.rows)
    func resolvesToAnEqualOneWithoutWarnings(name: String) throws {
        let scenario = try scenario(name)
        #expect(scenario.name == name)
        #expect(scenario.otherWarnings == [])
        #expect(try Scenario(scenario.resolved) == scenario)
    }

    /// Pictures, space, retraining, batches and the networks that the search scores are the same for all.
    @Test(arguments: ShippedScenarios.rows)
    func comparesWithTheQuickstart(name: String) throws {
        let quickstart = try ScenarioFile.read(ShippedScenarios.path("quickstart"))
        let scenario = try scenario(name)
        #expect(scenario.data == quickstart.data)
        #expect(scenario.searchSpace == quickstart.searchSpace)
        #expect(try scenario.retrain == self.scenario("greedy").retrain)
        #expect(scenario.supernet.batch == quickstart.supernet.batch)
        #expect(scenario.supernet.optimizer == quickstart.supernet.optimizer)
        #expect(scenario.search.population == quickstart.search.population)
        #expect(scenario.search.generations == quickstart.search.generations)
    }

    /// What the full length of each strategy costs, in image passes: greedy ones as many updates, uniform ones as many as
    /// make a greedy run's corrected cost 64 % of theirs, and FairNAS 1.25 times as many (You et al., CVPR 2020, Table 1).
    @Test(arguments: ShippedScenarios.rows)
    func fullLengthFollowsThePaper(name: String) throws {
        let scenario = try scenario(name)
        guard scenario.supernet.budget?.mode != .planned else { return }
        let images: Double =
            switch scenario.supernet.strategy {
            case .greedy: 256_000
            case .uniform: 640_000
            default: 800_000
            }
        #expect(abs(Plan(scenario).planned.optimizationImages - images) < 448)
    }

    /// A budget as large as a greedy run costs is reached before the planned length: else nothing would be cut.
    @Test(arguments: atEqualCost)
    func budgetOfAGreedyRunIsBinding(name: String) throws {
        let greedy = Plan(try scenario("greedy")).planned.correctedOptimizationImages
        let plan = Plan(
            try ScenarioFile.read(
                ShippedScenarios.path("table-1/\(name)"),
                settings: ["supernet.budget.images=\(greedy)"]))
        let paid = try #require(plan.budget)
        #expect(paid.correctedOptimizationImages > greedy - 64 && paid.correctedOptimizationImages <= greedy)
    }

    /// The baselines beside the quickstart are searched and retrained as it is.
    @Test(arguments: ["uniform", "fair"])
    func baselinesAreRetrainedAsTheQuickstart(name: String) throws {
        let (quickstart, baseline) = (
            try ScenarioFile.read(ShippedScenarios.path("quickstart")),
            try ScenarioFile.read(ShippedScenarios.path(name))
        )
        #expect(baseline.retrain == quickstart.retrain && baseline.data == quickstart.data)
        #expect(baseline.search.population == quickstart.search.population)
        #expect(baseline.search.generations == quickstart.search.generations)
    }

    /// The pair on CIFAR-10 differs in the supernet's training and in nothing else.
    @Test(arguments: ShippedScenarios.realRows)
    func pairOnRealPicturesDiffersInTheSupernetAlone(name: String) throws {
        func scenario(_ name: String) throws -> Scenario {
            try ScenarioFile.read(
                ShippedScenarios.path("table-1-cifar10/\(name)"),
                settings: ["data.path=/pictures"] + (name == "greedy" ? [] : ["supernet.budget.images=400000"]))
        }
        let (greedy, other) = (try scenario("greedy"), try scenario(name))
        #expect(other.name == "cifar10-\(name)" && other.otherWarnings == [])
        #expect(other.data == greedy.data && other.space == greedy.space && other.retrain == greedy.retrain)
        #expect(other.search == greedy.search && other.supernet.optimizer == greedy.supernet.optimizer)
        #expect(other.supernet.batch == greedy.supernet.batch)
    }

    /// Every network of Table 2 fits the recipe's pictures, and its recipe is as short as it says.
    @Test func recipeTrainsTheNetworksOfTableTwo() throws {
        let scenario = try ScenarioFile.read(
            ShippedScenarios.path("table-2/cifar10"), settings: ["data.path=/pictures"])
        #expect(scenario.otherWarnings == [] && scenario.retrain.epochs == 10)
        for network in PublishedNetwork.all {
            let fitted = try scenario.fitted(network.blueprint, side: 32, channels: 3, classes: 10)
            #expect(fitted.blocks.last?.inputSide == 2, "\(network.name)")
            #expect((fitted.side, fitted.classes) == (32, 10))
        }
    }

    @Test func greedyIsTheQuickstart() throws {
        let quickstart = try ScenarioFile.read(ShippedScenarios.path("quickstart"))
        #expect(try scenario("greedy").supernet == quickstart.supernet)
        #expect(try scenario("greedy").search == quickstart.search)
    }

    @Test(arguments: atEqualCost)
    func equalCostAsksForTheRunToMatch(name: String) {
        let error = #expect(throws: ScenarioError.self) {
            try ScenarioFile.read(ShippedScenarios.path("table-1/\(name)"))
        }
        #expect(error.map { "\($0)".contains("expected supernet.budget.matching") } == true)
    }
}
