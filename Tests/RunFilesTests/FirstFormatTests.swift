import Architecture
import Retraining
import Simulation
import Supernet
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunReports
@testable import RunSupport
@testable import Scenarios

/// Files that a build of the first format has written are read to the values that stand in them.
struct FirstFormatTests {
    private let runs = TinyRuns()

    private func section(_ text: String) throws -> JSONSection {
        JSONSection(file: "file", object: try JSONValue(parsing: text))
    }

    private func space() throws -> SearchSpace {
        try Scenario(JSONValue(parsing: FirstFormat.scenario)).searchSpace
    }

    @Test func summaryOfARun() throws {
        let summary = try RunSummary(section(FirstFormat.summary))
        #expect(summary.scenario == "quickstart" && summary.seed == 1 && summary.testOpenings == 1)
        #expect(summary.digest == "81bd80f6d56a2d70138936a5cddbf597b97471ff014cc733cb698ccb6d218d54")
        let supernet = try #require(summary.supernet)
        #expect(supernet.strategy == "greedy" && supernet.rounds == 12 && supernet.stoppedBy == "budget")
        #expect(supernet.epochs == 1.3714285714285714 && supernet.correctedImages == 13_065)
        #expect(supernet.optimizationImages == 3_840 && supernet.evaluationImages == 30_720)
        let effort = try #require(supernet.effort)
        #expect(effort.meanMacsTrained == 1_726_845.8666666667 && effort.rescoringImages == 4_000)
        #expect(effort.measuredCostRatio == 3.431677723284576 && effort.scoringSeconds == 2.519457749)
        #expect(effort.trainingSeconds == 1.0807458790000002)
        #expect(effort.coreSeconds == 7.995454648 && effort.seconds == 3.997727324)
        let pool = try #require(summary.pool)
        #expect(pool.size == 20 && pool.bestLoss == 2.254049945771694)
        #expect(pool.bestNames == "k5e1 k5e6 k5e3 id k5e3 k5e3 k3e1 k3e6")
        #expect(pool.standing?.uniformPaths == 100 && pool.standing?.uniformMedianLoss == 2.33975511431694)
        #expect(pool.standing?.beatingShare == 0.8 && pool.standing?.images == 20_000)
        let search = try #require(summary.search)
        #expect(search.method == "nsga2" && search.seed == 1 && search.generations == 2 && search.evaluated == 16)
        #expect(search.front == 2 && search.images == 3_200 && search.seconds == 0.29537151100000003)
        let network = try #require(summary.architecture)
        #expect(network.choices == [2, 5, 2, 0, 6, 6, 1, 4] && network.macs == 1_980_544 && network.params == 61_402)
        #expect(network.accuracy == 0.16 && network.loss == 2.281667338013649)
        let retrain = try #require(summary.retrain)
        #expect(retrain.params == 61_402 && retrain.macs == 1_980_544 && retrain.epochs == 1)
        #expect(retrain.testTop1 == 0.276 && retrain.testTop5 == 0.7918 && retrain.testLoss == 1.9795509812664998)
        #expect(retrain.testPictures == 5_000 && retrain.validationAccuracy == nil)
        #expect(retrain.trainingLoss == 2.2149916676834467 && retrain.seconds == 2.890283429)
        #expect(retrain.trainingPictures == 4_000 && retrain.trainingImages == 3_968)
        #expect(retrain.classNames?.first == "disc" && retrain.classNames?.last == "spots")
        #expect(retrain.confusion[0] == [227, 24, 43, 91, 42, 5, 24, 19, 18, 7] && retrain.confusion[9][9] == 14)
    }

    /// What is written of it today has the names of today, the same numbers, and no others.
    @Test(arguments: [
        FirstFormat.summary, FirstFormat.searchSummary, FirstFormat.retrainSummary, FirstFormat.simulationSummary,
    ])
    func summariesKeepEveryNumber(text: String) throws {
        let newNames = ["retrain.parameters": "retrain.params", "pool.best_path": "pool.best_names"]
        let document = try section(text)
        var expected: [String: JSONValue] = ["format": 2]
        for (name, value) in document.object.leaves { expected[newNames[name] ?? name] = value }
        let again = try RunSummary(document).json
        expected["checksum"] = .string(again.checksum)
        let written = again.leaves
        #expect(Dictionary(written.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first }) == expected)
    }

    @Test func summariesOfOtherFolders() throws {
        let search = try RunSummary(section(FirstFormat.searchSummary))
        #expect(search.supernetSHA256 == "33b213bf58e5c872060e7e6da1477f6828f76c4851d99c02a59398b2c1921283")
        #expect(search.supernet == nil && search.search?.images == 3_200 && search.testOpenings == 0)
        let retrain = try RunSummary(section(FirstFormat.retrainSummary))
        #expect(retrain.retrain?.params == 61_402 && retrain.search == nil)
        #expect(
            retrain.architecture?.notation
                == "3x32x32 relu c3:16/2 k3e3:24/2 k5e6 k3e3 k3e1:32/2 id id k5e1:48 k3e6 c1:128 fc:10")
        let simulation = try RunSummary(section(FirstFormat.simulationSummary))
        #expect(simulation.simulation?.hitRate == 0.9281412537640296 && simulation.testOpenings == nil)
        #expect(simulation.simulation?.windows.map(\.rounds) == [1...461])
        #expect(simulation.simulation?.windows[0].recordsAlone == 0.43383947939262474)
        #expect(simulation.supernet?.correctedImages == 59_346_659.93993994 && simulation.supernet?.effort == nil)
        #expect(simulation.pool?.truth?.firstQuality == 4.045967686921499 && simulation.pool?.bestNames == nil)
    }

    @Test func frontOfARun() throws {
        let front = try FrontFile(section(FirstFormat.front), space: space())
        #expect(front.fingerprint == "2e1aa3fac8276b789deea47e42936905a0319f0f9d9701cce218d6db810539c4")
        #expect(front.pictures == 200 && front.objectives == ["error", "macs"])
        #expect(front.scoredOn == "the search part")
        #expect(
            front.members == [
                FrontFile.Member(
                    path: Path(choices: [2, 5, 2, 0, 6, 6, 1, 4]), objectives: [0.84, 1_980_544], macs: 1_980_544,
                    params: 61_402, accuracy: 0.16, loss: 2.281667338013649, latency: nil),
                FrontFile.Member(
                    path: Path(choices: [2, 0, 0, 6, 4, 6, 0, 6]), objectives: [0.85, 875_264], macs: 875_264,
                    params: 30_186, accuracy: 0.15, loss: 2.263691612482071, latency: nil),
            ])
    }

    @Test func poolOfARun() throws {
        let space = try space()
        let pool = try PoolFile(section(FirstFormat.pool), space: space)
        #expect(pool.fingerprint == space.fingerprint && pool.capacity == 20 && pool.scoredOn == "the search part")
        #expect(
            pool.members == [
                PoolFile.Member(
                    path: Path(choices: [1, 5, 3, 6, 3, 3, 0, 4]), loss: 2.254049945771694, accuracy: 0.14,
                    scoredRound: 12, admittedRound: 3, macs: 2_068_224),
                PoolFile.Member(
                    path: Path(choices: [2, 0, 0, 6, 4, 6, 0, 6]), loss: 2.263691612482071, accuracy: 0.15,
                    scoredRound: 12, admittedRound: 1, macs: 875_264),
            ])
        #expect(pool.standing?.beatingShare == 0.8 && pool.standing?.images == 20_000)
        // A search of its own begins with it.
        try FirstFormat.write(to: runs, "a")
        #expect(try PoolFile.paths(of: runs.path("a/pool.json"), space: space) == pool.members.map(\.path))
    }

    @Test func architectureOfARun() throws {
        try FirstFormat.write(to: runs, "a")
        let found = try FoundArchitecture(of: runs.path("a"))
        #expect(try found.space == space())
        #expect(found.path == Path(choices: [2, 5, 2, 0, 6, 6, 1, 4]))
        let provenance = found.provenance.json
        #expect(provenance["pictures"] == 200 && provenance["images"] == nil && provenance["evaluated"] == 16)
        #expect(
            provenance["supernet_sha256"] == "33b213bf58e5c872060e7e6da1477f6828f76c4851d99c02a59398b2c1921283")
        #expect(provenance["loss"] == 2.281667338013649 && provenance["search_seed"] == 1)
        #expect(try Provenance(of: runs.path("a")) == found.provenance)
    }

    @Test func metricsOfARun() throws {
        try FirstFormat.write(to: runs, "a")
        let metrics = try MetricsLines(of: runs.path("a"), space: space())
        #expect(metrics.rounds.map(\.round) == [1, 12] && !metrics.isTorn)
        let last = metrics.rounds[1]
        #expect(last.epoch == 1.3714285714285714 && last.epsilon == 0.8 && last.learningRate == 6.852326227130834e-05)
        #expect(last.paths.count == 10 && last.paths[1] == Path(choices: [2, 5, 2, 0, 6, 6, 1, 4]) && last.kept == 5)
        #expect(last.isFromPool == [true, true, true, true, true, true, true, false, false, true])
        #expect(last.scores?.losses.first == 2.2705297900829464 && last.scores?.accuracies.last == 0.10546875)
        #expect(last.trainingLosses.last == 2.298424866050482)
        #expect(last.pool?.size == 20 && last.pool?.bestLoss == 2.260112989228219)
        #expect(last.pool?.medianLoss == 2.32807430671528 && last.pool?.freshShare == 0.25)
        #expect(last.pool?.newcomersShare == 0 && last.pool?.recordsAlone == 0.4166666666666667)
        #expect(last.optimizationImages == 3_840 && last.evaluationImages == 30_720)
        #expect(last.scoringSeconds == 2.519457749 && last.trainingSeconds == 1.0807458790000002)
        #expect(metrics.generations.map(\.images) == [1_600, 3_200])
        #expect(metrics.generations.map(\.evaluated) == [8, 16] && metrics.generations.map(\.front) == [2, 2])
        #expect(metrics.generations[1].losses[0] == 2.355324348807335)
        #expect(
            metrics.generations[0].best == [
                GenerationEvent.Best(objective: "error", value: 0.84),
                GenerationEvent.Best(objective: "macs", value: 875_264),
            ])
        #expect(
            metrics.epochs == [
                EpochRecord(
                    epoch: 1, loss: 2.2149916676834467, accuracy: 0.19808467741935484, validationAccuracy: nil,
                    learningRate: 6.417464144736208e-05, images: 3_968, seconds: 1.4037773460000003)
            ])
    }

    @Test func folderOfARunHasItsReport() throws {
        try FirstFormat.write(to: runs, "a")
        let records = try RunRecords(of: runs.path("a"))
        #expect(records.scenario.supernet.pool.size == 20 && records.scenario.retrain.epochs == 1)
        let environment = try #require(records.environment)
        #expect(try environment.workers == 2)
        #expect(try environment.started == 1_795_742_944)
        #expect(records.path == Path(choices: [2, 5, 2, 0, 6, 6, 1, 4]) && records.network?.params == 61_402)
        let page = try RunReport(of: runs.path("a")).html
        #expect(page.contains("<h2>Test</h2>") && page.contains("27.6"))
    }
}
