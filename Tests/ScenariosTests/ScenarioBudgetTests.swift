import Architecture
import Foundation
import NeuralNetwork
import RunFiles
import Runs
import ScenarioKeys
import Supernet
import Testing
@testable import Documents
import Optimizers
@testable import Planning
@testable import RunSupport
@testable import Scenarios

/// Training that ends where a cost is reached.
struct ScenarioBudgetTests {
    private let runs = TinyRuns()

    private func scenario(_ supernet: String) throws -> Scenario {
        try Scenario(try JSONValue(parsing: "{supernet: {\(supernet)}}"))
    }

    private func paid(_ supernet: String) throws -> Int? {
        let scenario = try scenario(supernet)
        return scenario.supernet.rounds(trainingPictures: 8_000, in: scenario.searchSpace).paid
    }

    /// A folder whose summary says what a supernet has cost.
    private func finished(
        _ name: String, optimization: Int, evaluation: Int, ratio: Double? = nil
    ) throws -> String {
        try write(name) {
            $0.supernet = SampleSummary.supernet(optimization: optimization, evaluation: evaluation, ratio: ratio)
        }
    }

    /// A folder with a summary of these sections.
    private func write(_ name: String, _ sections: (inout RunSummary) -> Void) throws -> String {
        try FileManager.default.createDirectory(atPath: runs.path(name), withIntermediateDirectories: true)
        var summary = RunSummary(scenario: name, seed: 1, digest: "00")
        sections(&summary)
        try runs.write(Data(summary.json.description.utf8), to: "\(name)/summary.json")
        return runs.path(name)
    }

    /// A round of `uniform` trains 64 images, one of `fair` 7 x 64; one of `greedy` trains 5 x 64 and scores 10 x 256.
    @Test(arguments: [
        ("strategy: 'uniform', budget: {images: 640}", 10), ("strategy: 'uniform', budget: {images: 639.999}", 9),
        ("strategy: 'uniform', budget: {images: 64}", 1), ("strategy: 'fair', budget: {images: 895}", 1),
        ("strategy: 'fair', budget: {images: 896}", 2), ("budget: {images: 8320, ratio: 4}", 8),
        ("budget: {images: 960, ratio: 4}", 1), ("budget: {images: 959, ratio: 8}", 1),
        ("budget: {images: 1280, ratio: 8}", 2),
    ])
    func roundsAreTheMostThatTheBudgetPays(supernet: String, rounds: Int) throws {
        #expect(try paid(supernet) == rounds)
    }

    /// Whatever the counts: one round more would cost more than the budget, and the same counts are paid in full.
    @Test func noRoundMoreAndNoRoundLess() throws {
        for rounds in [1, 2, 3, 7, 10, 99, 330, 1_201, 100_000] {
            for (trained, scored) in [(320, 2_560), (64, 0), (1, 1), (77, 1_000)] {
                for ratio in [3.33, 3.249, 0.7, 1e-2] {
                    let exact = Double(rounds * trained) + Double(rounds * scored) / ratio
                    for (images, expected) in [(exact, rounds), (exact.nextDown, rounds - 1)] {
                        let budget = try budget(images: images, ratio: ratio)
                        let paid = budget.rounds { (Double($0 * trained), Double($0 * scored)) }
                        #expect(paid == expected, "\(rounds) rounds of \(trained) and \(scored) at \(ratio)")
                    }
                }
            }
        }
        #expect(try budget(images: 5, ratio: 3).rounds { _ in (0, 0) } == 0)
    }

    /// What many rounds cost is more than whole numbers hold: 99 million that score nothing, then 3699 of 9e11 scores each.
    @Test func roundsBeyondWholeNumbersAreNotPaid() throws {
        let scenario = try Scenario(
            JSONValue(
                parsing: """
                    {
                      data: { generated: { training: 10000000 }, filtering: 9000000 }, space: { macro: "cifar" },
                      supernet: {
                        rounds: 100000000, m: 100000, scoring_pictures: 9000000, filter_after: 0.99, budget: { images: 1e15 },
                      },
                    }
                    """))
        #expect(
            scenario.supernet.rounds(trainingPictures: 999_000, in: scenario.searchSpace).paid == 99_003_699)
    }

    private func budget(images: Double, ratio: Double) throws -> ScenarioBudget {
        let json = JSONValue.object([.init("images", JSONValue(images)), .init("ratio", JSONValue(ratio))])
        return try #require(try ScenarioBudget(ScenarioSection(ScenarioTree(root: json)), folder: nil))
    }

    @Test func modeDecidesWhatTheSchedulesSpan() throws {
        func settings(_ budget: String) throws -> (planned: Int, last: Int, steps: Int) {
            let scenario = try scenario("strategy: 'uniform', rounds: 100, budget: {\(budget)}")
            let settings = scenario.supernetSettings(
                trainingPictures: 8_000, space: scenario.searchSpace, domain: nil)
            return (settings.plannedRounds, settings.lastRound, settings.learningRate.plannedSteps)
        }
        #expect(try settings("") == (100, 100, 100))
        #expect(try settings("images: 2560") == (100, 40, 100))
        #expect(try settings("images: 2560, mode: 'planned'") == (40, 40, 40))
        // The plan is shorter than what the budget pays: only in mode "cut" it ends training.
        #expect(try settings("images: 12800, mode: 'cut'") == (100, 100, 100))
        #expect(try settings("images: 12800, mode: 'planned'") == (200, 200, 200))
    }

    @Test func matchedRunGivesTheNumberAndTheResolvedScenarioKeepsIt() throws {
        let folder = try finished("greedy", optimization: 1_000, evaluation: 3_330, ratio: 2.5)
        let scenario = try scenario("strategy: 'uniform', budget: {matching: '\(folder)'}")
        #expect(scenario.supernet.budget?.images == 1_000 + 3_330 / 3.33)
        #expect(scenario.resolved["supernet"]?["budget"]?["images"]?.double == 2_000)
        #expect(scenario.resolved["supernet"]?["budget"]?["matching"] == .string(folder))
        let measured = try self.scenario("strategy: 'uniform', budget: {matching: '\(folder)', ratio: 'measured'}")
        #expect(measured.supernet.budget?.images == 1_000 + 3_330 / 2.5)
        #expect(measured.resolved["supernet"]?["budget"]?["ratio"] == "measured 2.5")
        // The folder may be gone, or hold another run by then.
        try FileManager.default.removeItem(atPath: folder)
        #expect(try Scenario(scenario.resolved) == scenario)
        #expect(try Scenario(measured.resolved) == measured)
    }

    /// A folder of the command line begins in the working directory, and the number of another run does not stay.
    @Test func settingOfTheCommandLineNamesAnotherRun() throws {
        let first = try finished("a", optimization: 640, evaluation: 0)
        let second = try finished("b", optimization: 6_400, evaluation: 0)
        let resolved = try scenario("strategy: 'uniform', budget: {matching: '\(first)'}").resolved
        try runs.write(Data(resolved.description.utf8), to: "scenario.json")
        func images(_ settings: String...) throws -> Double? {
            try ScenarioFile.read(runs.path("scenario.json"), settings: settings).supernet.budget?.images
        }
        #expect(try images() == 640)
        #expect(try images("supernet.budget.matching=\(second)") == 6_400)
        #expect(try images("supernet.budget.matching=\(second)", "supernet.budget.images=128") == 128)
        #expect(try images("supernet.budget.images=128", "supernet.budget.matching=\(second)") == 128)
        #expect(try images("supernet.budget={images: 128}", "supernet.budget.matching=\(second)") == 128)
        let sentence = refusal { _ = try images("supernet.budget.matching=nowhere") }
        #expect(sentence.contains("\(FileManager.default.currentDirectoryPath)/nowhere is not a folder"), "\(sentence)")
    }

    @Test func runsThatCannotBeMatchedAreRefused() throws {
        let folder = try finished("a", optimization: 640, evaluation: 100)
        let random = try finished("random", optimization: 0, evaluation: 0)
        let searched = try write("search") { $0.supernetSHA256 = "00" }
        let unlikely = try finished("unlikely", optimization: 640, evaluation: 100, ratio: 1_001)
        let simulated = try write("simulated") {
            $0.supernet = SampleSummary.supernet()
            $0.supernet?.effort = nil
        }
        try FileManager.default.createDirectory(atPath: runs.path("empty"), withIntermediateDirectories: true)
        for (budget, words) in [
            ("matching: '\(runs.path("none"))'", "expected the folder of a finished run"),
            ("matching: '\(runs.path("empty"))'", "summary.json; expected the summary of a finished run"),
            ("matching: '\(searched)'", "expected the summary of a run that trained a supernet"),
            ("matching: '\(simulated)'", "expected the summary of a run that trained a supernet"),
            ("matching: '\(unlikely)'", "the measured ratio of costs is 1001.0; expected above 0 to 1000"),
            ("matching: '\(random)'", "expected the summary of a run that trained a supernet"),
            (
                "matching: '\(folder)', ratio: 'measured'",
                "supernet.budget.ratio is \"measured\"; expected a number above 0"
            ),
            ("images: 640, ratio: 'measured'", "names a run that measured it"),
            ("images: 640, ratio: 0", "supernet.budget.ratio is 0"), ("images: 0", "supernet.budget.images is 0"),
            ("mode: 'cut'", "there is no budget"), ("images: 640, mode: 'x'", "one of \"cut\", \"planned\""),
            ("images: 63", "expected at least the 64 of one round"), ("matching: ''", "the folder of a finished run"),
        ] {
            let sentence = refusal { _ = try scenario("strategy: 'uniform', budget: {\(budget)}") }
            #expect(sentence.contains(words), "\(budget): \(sentence)")
        }
        #expect(refusal { _ = try scenario("strategy: 'random', budget: {images: 640}") }.contains("trains nothing"))
    }

    /// The sentence with which a scenario is refused.
    private func refusal(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "accepted"
        } catch {
            #expect(error is ScenarioError)
            return "\(error)"
        }
    }

    @Test func budgetBeyondThePlanWarns() throws {
        #expect(
            try scenario("strategy: 'uniform', rounds: 9, budget: {images: 640}").warnings == [
                "supernet.budget.images allows 10 rounds and only 9 are planned; training ends after these"
            ])
        #expect(try scenario("strategy: 'uniform', rounds: 10, budget: {images: 640}").warnings == [])
        #expect(
            try scenario("strategy: 'uniform', rounds: 9, budget: {images: 640, mode: 'planned'}").warnings == [])
    }

    /// The schedules span 2889 rounds, which would be enough; the budget pays 400 of 960 images.
    @Test func budgetTooSmallForThePoolToBecomeSteadyWarns() throws {
        let warnings = try scenario("rounds: 2889, budget: {images: 384000, ratio: 4}").otherWarnings
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains("that seldom happens before 2889 rounds") == true, "\(warnings)")
    }

    @Test func planShowsWhatTheBudgetPays() throws {
        let plan = Plan(try scenario("strategy: 'uniform', rounds: 100, budget: {images: 2600}"))
        #expect(plan.planned.rounds == 100)
        #expect(plan.budget?.rounds == 40)
        #expect(plan.json["budget"]?["totals"]?["optimization_images"] == 2_560)
        #expect(plan.json["budget"]?["images"] == 2_600)
        #expect(plan.text.contains("budget" + String(repeating: " ", count: 22) + "40"))
        #expect(plan.text.contains("corrected cost at most 2600 at 3.33 evaluations to an optimisation, mode cut"))
        #expect(Plan(try scenario("strategy: 'uniform'")).json["budget"] == .null)
    }

    /// A uniform run at the cost of a greedy one, both for real: 4 rounds of 2 x 8 trained and 4 x 16 scored images.
    @Test func runEndsWhereTheMatchedOneDid() async throws {
        let greedy = try await runs.run(runs.scenario(), to: "greedy", until: .supernet)
        let matched = greedy.result.cost.correctedOptimizationImages
        let resolved = try runs.scenario().resolved
        let budget = JSONValue.object([.init("matching", .string(runs.path("greedy")))])
        let supernet = try #require(resolved["supernet"])
        let scenario = try Scenario(
            resolved.setting(
                "supernet",
                to: supernet.setting("strategy", to: "uniform").setting("rounds", to: 40).setting("budget", to: budget))
        )
        let summary = try await runs.run(scenario, to: "uniform", until: .supernet)
        #expect(summary.result.rounds == Int(matched / 8))
        #expect(summary.result.stoppedBy == .budget)
        #expect(summary.result.cost.correctedOptimizationImages <= matched)
        #expect(summary.result.cost.correctedOptimizationImages + 8 > matched)
        #expect(summary.json["supernet"]?["budget"]?["images"] == JSONValue(matched))
        #expect(summary.json["supernet"]?["budget"]?["mode"] == "cut")
        // A greedy run at its own cost is the same run.
        let again = try Scenario(resolved.setting("supernet", to: supernet.setting("budget", to: budget)))
        #expect(try await runs.run(again, to: "again", until: .supernet).digest == greedy.digest)
    }

    @Test func summaryHasTheMeanMacsOfTrainedPaths() async throws {
        let summary = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        var macs: [Int] = []
        for line in try runs.metrics("a", kind: "round") {
            guard case .integer(let kept)? = line["kept"] else { continue }
            for path in line["paths"]?.elements.prefix(kept) ?? [] {
                let choices = path.elements.compactMap { $0.double.map { Int($0) } }
                macs.append(summary.space.blueprint(of: try summary.space.path(from: choices)).macs)
            }
        }
        #expect(macs.count == 8 && Set(macs).count > 1)
        #expect(
            summary.json["supernet"]?["mean_macs_trained"] == JSONValue(Double(macs.reduce(0, +)) / Double(macs.count)))
    }
}
