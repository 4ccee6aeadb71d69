import Analysis
import Architecture
import Foundation
import RunFiles
@testable import Documents
@testable import RunReports
@testable import RunSupport
@testable import Scenarios
#if canImport(FoundationXML)
import FoundationXML
#endif
import Reporting
import Search
import Supernet
import Testing

struct RunReportTests {
    let runs = TinyRuns()

    func page(_ name: String) throws -> String { try RunReport(of: runs.path(name)).html }

    /// The names by which the sections of a page are found.
    func sections(_ page: String) -> [String] {
        page.components(separatedBy: "<section id=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    func isWellFormed(_ page: String) -> Bool { XMLParser(data: Data(page.utf8)).parse() }

    func write(_ text: String, to name: String) throws { try runs.write(Data(text.utf8), to: name) }

    func metrics() throws -> String { String(decoding: try runs.bytes("a/metrics.jsonl"), as: UTF8.self) }

    @Test
    func aRunWritesAPageWithAllItsPhases() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .retrain)
        let page = try page("a")
        #expect(
            sections(page) == [
                "search", "network", "retraining", "test", "costs", "learning", "shift", "pool", "operations",
                "exposure", "effects", "settings",
            ])
        #expect(isWellFormed(page))
        #expect(try runs.bytes("a/report.html") == Data(page.utf8))
        #expect(page.contains("A greedy supernet was trained for 4 rounds"))
        #expect(!page.contains("nan") && !page.contains("is not finished"))
    }

    @Test
    func aSupernetAloneHasNoOtherSections() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        #expect(
            try sections(page("a")) == ["costs", "learning", "shift", "pool", "operations", "exposure", "settings"])
    }

    /// The top of a page: what was found, how good it is and how sure that is, what it cost, where and when.
    @Test
    func pagesBeginWithWhatCameOut() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .retrain)
        let summary = try runs.json("a/summary.json")
        let top = try #require(summary["retrain"]?["test_top1"]?.double)
        let page = try page("a")
        let head = page.components(separatedBy: "<section")[0]
        #expect(page.contains("<title>tiny, seed 1</title>"))
        guard case .string(let names)? = summary["architecture"]?["names"] else {
            Issue.record("no network")
            return
        }
        #expect(head.contains("<p>The network found: \(names).</p>"))
        let figures = head.components(separatedBy: "<dt>").dropFirst().map { $0.components(separatedBy: "</dt>")[0] }
        #expect(
            figures == [
                "test top-1", "test top-5", "MACs", "parameters", "corrected cost", "time", "supernet", "machine",
                "begun",
            ])
        // Of ten pictures.
        let interval = WilsonInterval(share: top, of: 10)
        let words = String(format: "95 %% interval %.2f to %.2f %%", interval.lower * 100, interval.upper * 100)
        #expect(head.contains("<dd>\(NumberText.percent(top))</dd><dd class=\"note\">\(words)</dd>"))
        // 4 rounds of 2 paths on 8 pictures, and of 4 paths on 16.
        #expect(head.contains("<dd>141</dd><dd class=\"note\">pictures: 64 trained on, 256 scored</dd>"))
        #expect(head.contains("<dd>2 threads</dd>"))
        let begun = try runs.json("a/environment.json")["started"]
        guard case .string(let started)? = begun else {
            Issue.record("\(String(describing: begun))")
            return
        }
        #expect(
            head.contains(
                "<dd>\(started.prefix(10))</dd><dd class=\"note\">\(started.dropFirst(11).prefix(5)) UTC</dd>"))
    }

    @Test
    func anUnfinishedRunSaysHowFarItWent() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .search)
        for name in ["summary.json", "pool.json", "front.json", "architecture.json"] {
            try FileManager.default.removeItem(atPath: runs.path("a/\(name)"))
        }
        let rounds = try metrics().split(separator: "\n").prefix(3)
        try write(rounds.joined(separator: "\n") + "\n{\"kind\": \"rou", to: "a/metrics.jsonl")
        let page = try page("a")
        #expect(sections(page) == ["progress", "costs", "learning", "shift", "pool", "exposure", "settings"])
        #expect(page.contains("This run is not finished. A greedy supernet has been trained for 3 rounds"))
        #expect(page.contains("The last line of metrics.jsonl is incomplete and is ignored."))
        #expect(isWellFormed(page))
    }

    @Test
    func aRunThatHasJustBegunHasAPage() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        for name in ["summary.json", "pool.json", "metrics.jsonl", "environment.json"] {
            try FileManager.default.removeItem(atPath: runs.path("a/\(name)"))
        }
        let page = try page("a")
        #expect(sections(page) == ["progress", "settings"])
        #expect(page.contains("Nothing has been recorded in it yet."))
    }

    @Test
    func aBaselineHasNoScoresAndNoPool() async throws {
        let scenario = try Scenario(
            runs.scenario().resolved.setting(
                "supernet",
                to: ["strategy": "uniform", "rounds": 5, "batch": 8, "scoring_pictures": 16]))
        _ = try await runs.run(scenario, to: "a", until: .search)
        let page = try page("a")
        #expect(sections(page) == ["search", "network", "costs", "learning", "exposure", "effects", "settings"])
        #expect(page.contains("A uniform supernet scores no paths during training"))
    }

    @Test
    func theSameFolderGivesTheSameBytes() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .search)
        #expect(try page("a") == page("a"))
    }

    @Test
    func garbageInAFileIsOneSentence() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .search)
        let whole = try metrics()
        let lines = whole.split(separator: "\n").map { String($0) }
        func sentence(_ line: String) throws -> String? {
            try write(([lines[0], line] + lines.dropFirst(2)).joined(separator: "\n") + "\n", to: "a/metrics.jsonl")
            return refusal()
        }
        func refusal() -> String? {
            do {
                _ = try RunReport(of: runs.path("a"))
                return nil
            } catch {
                return "\(error)"
            }
        }
        let place = "\(runs.path("a"))/metrics.jsonl, line 2"
        #expect(try sentence("\u{0}garbage")?.hasPrefix("\(place) is no record: ") == true)
        #expect(try sentence("[1]") == "\(place) is a list; expected an object with a record")
        #expect(try sentence("{}") == "\(place) has no kind; expected a text")
        #expect(try sentence("{\"kind\": \"round\"}") == "\(place) has no round; expected a whole number")
        let wrongPath = lines[1].replacing("\"paths\": [[", with: "\"paths\": [[9, ")
        #expect(try sentence(wrongPath)?.hasPrefix("\(place): a path of paths is [9, ") == true)
        let wrongCount = lines[1].replacing("\"losses\": [", with: "\"losses\": [1, ")
        #expect(
            try sentence(wrongCount)?.hasSuffix("expected 4 numbers, one for each path, and not 5") == true)
        #expect(
            try sentence(lines[1].replacing("\"kept\": 2", with: "\"kept\": 9"))
                == "\(place): kept is 9; expected at most the 4 paths")
        // Kinds that are not known are of a later version.
        #expect(try sentence("{\"kind\": \"weather\"}") == nil)
        try write(whole, to: "a/metrics.jsonl")
        try write("[]", to: "a/front.json")
        #expect(refusal() == "\(runs.path("a"))/front.json is a list; expected the front of a run")
    }

    @Test
    func foldersThatAreNoRunsAreRefused() throws {
        #expect(throws: Refusal("there is no folder no/such/folder; expected the folder of a run")) {
            try RunReport(of: "no/such/folder")
        }
        try write("{}", to: "notes.txt")
        #expect(
            throws: Refusal(
                "\(runs.folder) has no scenario.json, so no run began in it; expected the folder of a run")
        ) {
            try RunReport(of: runs.folder)
        }
    }

    @Test
    func aConfusionThatIsNotSquareIsRefused() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .retrain)
        let summary = try runs.json("a/summary.json")
        let retrain = try #require(summary["retrain"]).setting("confusion", to: [[1, 2], [3]])
        try write(
            summary.setting("retrain", to: retrain).setting("checksum", to: nil).description, to: "a/summary.json")
        #expect(
            throws: Refusal(
                "\(runs.path("a"))/summary.json: retrain.confusion is [[1, 2], [3]]; expected a square table of counts")
        ) { try page("a") }
    }

    @Test
    func classesHaveTheirNames() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .retrain)
        let names = try #require(runs.json("a/summary.json")["retrain"]?["class_names"]).elements
        #expect(names.count == 10)
        let page = try page("a")
        for case .string(let name) in names { #expect(page.contains(">\(name)<")) }
    }

    @Test(arguments: ["survivors", "all"], ["loss", "memory"])
    func theReplayedPoolIsTheOneOfTheRun(admission: String, filter: String) async throws {
        let base = try runs.scenario().resolved
        let supernet = try #require(base["supernet"])
            .setting("rounds", to: 12).setting("pool", to: ["size": 6, "admit": .string(admission)])
            .setting("filter", to: .string(filter)).setting("filter_after", to: filter == "memory" ? 0.25 : 0)
        _ = try await runs.run(Scenario(base.setting("supernet", to: supernet)), to: "a", until: .supernet)
        let records = try RunRecords(of: runs.path("a"))
        let replay = try #require(PoolReplay(records))
        // The final pool is rescored, so that its members are the same in another order.
        let pool = try #require(records.pool)
        #expect(Set(replay.members.map(\.path)) == Set(pool.map(\.path)))
        #expect(replay.members.count == 6)
        for member in pool {
            let same = try #require(replay.members.first { $0.path == member.path })
            #expect(same.admittedRound == member.admittedRound)
        }
        let lastRound = try #require(records.metrics.rounds.last)
        let last = try #require(lastRound.pool)
        let losses = replay.members.map(\.loss)
        #expect(last.bestLoss == losses.min() && last.medianLoss == losses.sorted()[3])
        #expect((losses == losses.sorted()) == (filter == "loss"))
        let macs = pool.map { Double($0.macs) }
        #expect(abs(try #require(replay.moments[lastRound.round]?.meanMacs) - macs.reduce(0, +) / 6) < 1e-6)
    }

    @Test
    func curvesOfLongTrainingsHaveAHundredPointsAtMost() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        let rounds = try RunRecords(of: runs.path("a")).metrics.rounds
        let many = Array(repeating: rounds, count: 90).flatMap(\.self)
        let groups = RoundGroups(many)
        #expect(groups.size == 4 && groups.groups.count == 90)
        #expect(groups.series("s", color: 0) { Double($0.kept) }?.points.allSatisfy { $0.y == 2 } == true)
        #expect(groups.series("s", color: 0) { _ in nil } == nil)
        #expect(RoundGroups(rounds).size == 1)
    }

    /// Unscored rounds train each path once, scored ones each kept path three times: as many batches as there are losses.
    @Test
    func everyTrainingBatchIsCounted() async throws {
        let base = try runs.scenario().resolved
        let supernet = try #require(base["supernet"])
            .setting("rounds", to: 8).setting("steps_per_path", to: 3).setting("filter_after", to: 0.25)
        _ = try await runs.run(Scenario(base.setting("supernet", to: supernet)), to: "a", until: .supernet)
        let records = try RunRecords(of: runs.path("a"))
        let losses = records.metrics.rounds.reduce(0) { $0 + $1.trainingLosses.count }
        #expect(losses == 8 * 2 * 3)
        for layer in records.batches { #expect(layer.reduce(0, +) == losses) }
    }

    /// Places are clear before the last part of four in some rounds, and the page says how much that saved.
    @Test
    func picturesThatPartsSaveAreCounted() async throws {
        let base = try runs.scenario().resolved
        func run(_ parts: Int, to folder: String) async throws -> RunRecords {
            let supernet = try #require(base["supernet"])
                .setting("rounds", to: 8).setting("scoring_pictures", to: 40)
                .setting("scoring_parts", to: .integer(parts))
            _ = try await runs.run(Scenario(base.setting("supernet", to: supernet)), to: folder, until: .supernet)
            return try RunRecords(of: runs.path(folder))
        }
        let whole = try await run(1, to: "whole")
        #expect(whole.scoredShare == nil)
        #expect(try !page("whole").contains("that parts left to score"))
        let parts = try await run(4, to: "parts")
        let images = parts.metrics.rounds.map(\.evaluationImages)
        let all = whole.metrics.rounds.map(\.evaluationImages)
        #expect(images[7] < all[7] && zip(images, all).allSatisfy { $0 <= $1 })
        #expect(parts.scoredShare == Double(images[7]) / Double(all[7]))
        #expect(try page("parts").contains("that parts left to score"))
    }

    /// Where a limit holds, uniform paths are those within it; where it cannot be looked at, nothing is said of them.
    @Test
    func uniformPathsAreThoseThatAreTrained() async throws {
        let scenario = try runs.scenario(search: "limits: { macs: '160K' }")
        _ = try await runs.run(scenario, to: "a", until: .supernet)
        let records = try RunRecords(of: runs.path("a"))
        let (costs, space) = (CostTable(of: records.space), records.space)
        let admitted = space.allPaths.map { Double(costs.cost(of: $0).macs) }.filter { $0 <= 160_000 }
        let mean = admitted.reduce(0, +) / Double(admitted.count)
        let draws = try #require(records.uniformDraws).map { Double(costs.cost(of: $0).macs) }
        #expect(draws.count == 1000 && draws.allSatisfy { $0 <= 160_000 })
        #expect(abs(draws.reduce(0, +) / 1000 - mean) < 0.02 * mean)
        let drawn = NumberText.significant(draws.reduce(0, +) / 1000)
        #expect(try page("a").contains("uniform \(drawn)"))
        let table = try Scenario(
            scenario.resolved.setting(
                "search",
                to: try JSONValue(parsing: "{latency_table: '/nowhere/table.json', limits: {latency: '1ms'}}")))
        try write(table.resolved.description, to: "a/scenario.json")
        #expect(try RunRecords(of: runs.path("a")).uniformDraws == nil)
        #expect(try !page("a").contains("uniform \(drawn)"))
        #expect(try !page("a").contains("Uniform sampling stays near the dotted line"))
    }

    @Test
    func greedyTrainingInItsFirstRoundsHasScoredNothingYet() async throws {
        let base = try runs.scenario().resolved
        let supernet = try #require(base["supernet"]).setting("filter_after", to: 0.5)
        _ = try await runs.run(Scenario(base.setting("supernet", to: supernet)), to: "a", until: .supernet)
        for name in ["summary.json", "pool.json"] { try FileManager.default.removeItem(atPath: runs.path("a/\(name)")) }
        let rounds = try metrics().split(separator: "\n").prefix(2)
        try write(rounds.joined(separator: "\n") + "\n", to: "a/metrics.jsonl")
        #expect(try page("a").contains("No path has been scored yet"))
        #expect(try !page("a").contains("A greedy supernet scores no paths"))
    }

    /// What the networks of the effects' fit are: a sample, or what a search has made of it.
    @Test(arguments: [
        ("nsga2", "not a random sample of the space"), ("local", "not a random sample of the space"), ("random", ""),
        ("predictor", "The first 25 networks are a random sample"),
    ])
    func effectsSayWhatTheyWereFittedTo(method: String, words: String) async throws {
        _ = try await runs.run(
            runs.scenario(search: "method: '\(method)', population: 10, generations: 3"), to: "a", until: .search)
        let page = try page("a")
        #expect(words.isEmpty || page.contains(words))
        #expect(words == "not a random sample of the space" || !page.contains("not a random sample of the space"))
        #expect(page.contains("the final front of the search uses the predictions") == (method == "predictor"))
    }
}
