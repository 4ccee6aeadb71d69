import Architecture
import Foundation
import ScenarioKeys
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunSupport
@testable import Scenarios
@testable import Studies

/// Finished runs side by side: folders as runs write them, with figures that are easily recognised.
struct ComparisonTests {
    private let runs = TinyRuns()

    /// Writes the folder of a run of two workers.
    ///
    /// - Parameters:
    ///   - scenario: Keys of the scenario besides its name and seed.
    ///   - parts: Adds the sections of the summary.
    @discardableResult
    private func finished(
        _ folder: String, name: String = "greedy", seed: Int = 1, scenario: String = "",
        parts: (inout RunSummary) -> Void = { $0.supernet = SampleSummary.supernet() }
    ) throws -> String {
        let path = runs.path(folder)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let resolved = try Scenario(
            JSONValue(parsing: "{name: '\(name)', seed: \(seed), \(scenario)}")
        ).resolved
        try runs.write(Data(resolved.description.utf8), to: "\(folder)/scenario.json")
        var summary = RunSummary(scenario: name, seed: seed, digest: "0")
        parts(&summary)
        try runs.write(Data(summary.json.description.utf8), to: "\(folder)/summary.json")
        try runs.write(Data("{\"workers\": 8, \"cores\": 2}".utf8), to: "\(folder)/environment.json")
        return path
    }

    /// The folder of a run whose summary was changed by hand.
    private func edited(_ folder: String, _ edit: (JSONValue) -> JSONValue) throws -> String {
        let path = try finished(folder, parts: Self.retrained(0.5))
        try runs.write(
            Data(edit(try runs.json("\(folder)/summary.json")).withChecksum.description.utf8),
            to: "\(folder)/summary.json")
        return path
    }

    private static func retrained(_ top1: Double, top5: Double? = nil) -> (inout RunSummary) -> Void {
        { summary in
            summary.supernet = SampleSummary.supernet()
            summary.search = SampleSummary.search(seconds: 900)
            summary.architecture = SampleSummary.found()
            summary.retrain = SampleSummary.retrain(top1, top5: top5)
        }
    }

    /// The lines of the table, its cells divided where two blanks or more are.
    private func rows(_ folders: String...) throws -> [[String]] {
        try Comparison(folders).text.components(separatedBy: "\n\n")[0].split(separator: "\n").map { line in
            line.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
    }

    @Test func runHasTheColumnsOfThePapersTables() throws {
        let folder = try finished("a", parts: Self.retrained(0.7485, top5: 0.92))
        let rows = try rows(folder)
        #expect(
            rows[0] == [
                "method", "n", "Top-1 %", "Top-5 %", "MACs", "params", "latency ms", "#optimization", "#evaluation",
                "corrected", "MACs trained", "training core-h", "search core-h",
            ])
        // 7200 core-seconds of training; 900 seconds of search by the two workers that two cores allow.
        #expect(
            rows[1] == [
                "greedy", "1", "74.85", "92.00", "1.49M", "47.9k", "-", "1000", "3330", "2000", "1.50M", "2.000",
                "0.500",
            ])
    }

    @Test func runsThatDifferInTheirSeedsAreOneRow() throws {
        let folders = try [(1, 0.70), (2, 0.72), (7, 0.77)].map { seed, top1 in
            try finished("seed\(seed)", seed: seed, parts: Self.retrained(top1))
        }
        let comparison = try Comparison(folders)
        let row = try #require(comparison.json["rows"]?.elements.first)
        #expect(comparison.json["rows"]?.elements.count == 1)
        #expect(row["n"] == 3)
        #expect(row["seeds"] == [1, 2, 7])
        #expect(abs((row["test_top1"]?["mean"]?.double ?? 0) - 0.73) < 1e-12)
        #expect(abs((row["test_top1"]?["deviation"]?.double ?? 0) - 0.0013.squareRoot()) < 1e-12)
        #expect(row["test_top5"] == .null)
        #expect(try rows(folders[0], folders[1], folders[2])[1].prefix(3) == ["greedy", "3", "73.00 ± 3.61"])
        // What is equal has no spread.
        #expect(try rows(folders[0], folders[1], folders[2])[1][7] == "1000 ± 0")
    }

    @Test func seedsOfSearchAndRetrainingMakeNoRowOfTheirOwn() throws {
        let rows = try rows(
            finished("a", scenario: "search: {seed: 4}"), finished("b", scenario: "search: {seed: 5}"), finished("c"))
        #expect(rows.count == 2)
        #expect(rows[1][1] == "3")
    }

    @Test func rowsOfOneNameSayWhatTheyDifferIn() throws {
        let rows = try rows(
            finished("a"), finished("b", scenario: "supernet: {k: 4}"), finished("c", name: "other"),
            finished("d", parts: Self.retrained(0.5)))
        #expect(rows.count == 5)
        #expect(rows[1][0] == "greedy, supernet.k=5, supernet.steadiness_rounds=200, phases=supernet")
        #expect(rows[2][0] == "greedy, supernet.k=4, supernet.steadiness_rounds=250, phases=supernet")
        #expect(rows[3][0] == "other")
        #expect(rows[4][0] == "greedy, supernet.k=5, supernet.steadiness_rounds=200, phases=supernet+search+retrain")
    }

    /// A key may stand for a word in one run and for an object, with keys of its own, in another.
    @Test func wordsAndObjectsAreToldApart() throws {
        let rows = try rows(
            finished("a"), finished("b", scenario: "supernet: {limits: null}"),
            finished("c", scenario: "supernet: {limits: {macs: '2M'}}"))
        #expect(
            rows.map { $0[0] } == [
                "method", "greedy, supernet.limits=search", "greedy, supernet.limits=null",
                "greedy, supernet.limits.macs=2M, supernet.limits.params=null, supernet.limits.latency=null",
            ])
    }

    /// Each seed of a baseline matches a run of its own, whose cost differs; a number that was given is another method.
    @Test func budgetsThatMatchRunsMakeOneRow() throws {
        func budget(_ text: String) -> String { "supernet: {strategy: 'uniform', budget: {\(text)}}" }
        let rows = try rows(
            finished("a", seed: 1, scenario: budget("images: 6400, matching: '/runs/1'")),
            finished("b", seed: 2, scenario: budget("images: 7000, matching: '/runs/2'")),
            finished("c", seed: 3, scenario: budget("images: 7000")),
            finished("d", seed: 1, scenario: budget("images: 6400, matching: '/runs/1', ratio: 'measured 3.7'")),
            finished("e", seed: 2, scenario: budget("images: 7000, matching: '/runs/2', ratio: 'measured 3.8'")),
            finished("f", seed: 3, scenario: budget("images: 7000, matching: '/runs/2', ratio: 3.8")))
        #expect(rows.map { $0[1] } == ["n", "2", "1", "2", "1"])
    }

    @Test func missingPhasesAreDashes() throws {
        #expect(
            try rows(finished("a"))[1] == [
                "greedy", "1", "-", "-", "-", "-", "-", "1000", "3330", "2000", "1.50M", "2.000", "-",
            ])
        let search = try finished("b") { summary in
            summary.supernetSHA256 = "00"
            summary.search = SampleSummary.search(seconds: 3_600)
            summary.architecture = SampleSummary.found(macs: 5)
        }
        #expect(try rows(search)[1] == ["greedy", "1", "-", "-", "5", "47.9k", "-", "-", "-", "-", "-", "-", "2.000"])
        let retrained = try finished("c") { summary in
            summary.architecture = SampleSummary.given("n")
            summary.retrain = SampleSummary.retrain(0.25)
        }
        #expect(try rows(retrained)[1] == ["greedy", "1", "25.00", "-", "5", "7", "-", "-", "-", "-", "-", "-", "-"])
    }

    /// References that are trained by the same scenario; networks that searches have found differ from seed to seed.
    @Test func networksThatWereGivenAreRowsOfTheirOwn() throws {
        func parts(_ notation: String) -> (inout RunSummary) -> Void {
            { summary in
                summary.architecture = SampleSummary.given(notation)
                summary.retrain = SampleSummary.retrain(0.25)
            }
        }
        let rows = try rows(
            finished("a", parts: parts("x")), finished("b", parts: parts("y")),
            finished("c", seed: 2, parts: parts("y")))
        #expect(rows.map { $0[0] } == ["method", "greedy, network=x", "greedy, network=y"])
        #expect(rows[2][1] == "2")
        // One with a name is called so, and another network of that name is another row.
        func named(_ notation: String) -> (inout RunSummary) -> Void {
            { summary in
                parts(notation)(&summary)
                summary.architecture?.origin = .given(name: "mine", notation: notation)
            }
        }
        #expect(
            try self.rows(finished("g", parts: named("x")), finished("h", parts: named("y"))).map { $0[0] }
                == ["method"] + ["g", "h"].map { "greedy, network=mine, \(runs.path($0))" })
        for (folder, seed) in [("d", 1), ("e", 2)] {
            try finished(folder, seed: seed, parts: parts(folder))
            try runs.write(Data("{\"provenance\": {}}".utf8), to: "\(folder)/architecture.json")
        }
        #expect(try self.rows(runs.path("d"), runs.path("e")).map { $0[1] } == ["n", "2"])
        let reference = try finished("f", seed: 2, parts: parts("f"))
        try runs.write(Data("{\"provenance\": {\"reference\": \"random\"}}".utf8), to: "f/architecture.json")
        #expect(
            try self.rows(runs.path("d"), runs.path("e"), reference).map { $0[0] }
                == ["method", "greedy, network=found", "greedy, network=random"])
    }

    /// A network that was chosen by training stands in the shortlist, and need not be on the front.
    @Test(arguments: [1, 2]) func latencyIsThatOfTheNetworkFound(onFront: Int) throws {
        let space = try PublishedTable.space()
        let paths = Array(space.allPaths.prefix(2))
        let folder = try finished(
            "a", scenario: "search: {latency_table: '/table.json', objectives: ['error', 'latency']}"
        ) { summary in
            Self.retrained(0.5)(&summary)
            summary.architecture = SampleSummary.found(choices: paths[1].choices.map { Int($0) })
        }
        let networks = zip(paths, [1, 0.0125]).map { path, latency in
            FrontFile.Member(
                path: path, objectives: [], macs: 1, params: 1, accuracy: 0.5, loss: 1, latency: latency)
        }
        let front = FrontFile(
            space: space.description, fingerprint: space.fingerprint, scoredOn: "", pictures: 1, objectives: [],
            members: Array(networks.prefix(onFront)), shortlist: Array(networks.dropFirst(onFront)))
        try runs.write(Data(front.json(space: space).description.utf8), to: "a/front.json")
        let found = FoundArchitecture(
            space: space, path: paths[1],
            provenance: .reference("random", insteadOf: "", scenario: "greedy", seed: 1))
        try runs.write(Data(found.json.description.utf8), to: "a/architecture.json")
        #expect(try rows(folder)[1][6] == "12.500")
    }

    @Test func markdownHasARuleAndEqualCells() throws {
        let lines = try Comparison([finished("a"), finished("b", name: "other")]).markdown.split(separator: "\n")
        #expect(lines[0].hasPrefix("| method | n | Top-1 % |"))
        #expect(lines[1].hasPrefix("| --- | ---: |"))
        #expect(lines[2].hasPrefix("| greedy | 1 | - |") && lines[3].hasPrefix("| other | 1 | - |"))
        #expect(lines[..<4].allSatisfy { line in line.count { $0 == "|" } == 14 })
    }

    /// Only seeds that both rows have make pairs, in whatever order the folders are named.
    @Test func firstRowIsHeldAgainstTheOthersBySeed() throws {
        let accuracies =
            [("a", "x", 1, 0.72), ("b", "x", 2, 0.74), ("c", "x", 9, 0.10), ("d", "y", 2, 0.70)]
            + [("e", "y", 1, 0.70), ("f", "z", 5, 0.5)]
        let folders = try accuracies.map { folder, name, seed, top1 in
            try finished(folder, name: name, seed: seed, parts: Self.retrained(top1))
        }
        let comparison = try Comparison(folders)
        let pairs = try #require(comparison.json["pairs"]?.elements)
        #expect(pairs.count == 1)
        #expect(pairs[0]["first"] == "x" && pairs[0]["other"] == "y")
        #expect(pairs[0]["seeds"] == [1, 2])
        #expect(abs((pairs[0]["mean"]?.double ?? 0) - 0.03) < 1e-12)
        // The deviation of 0.02 and 0.04 is 0.0141, times 12.7062 / sqrt(2).
        #expect(abs((pairs[0]["interval"]?.elements.first?.double ?? 0) - (0.03 - 0.127_062)) < 1e-6)
        #expect(pairs[0]["verdict"] == "not decided")
        #expect(
            comparison.text.hasSuffix(
                "x minus y: +3.00 points of top-1 over 2 pairs, 95 % interval -9.71 to +15.71: not decided"))
        #expect(comparison.markdown.contains("- x minus y: +3.00"))
    }

    /// What stands in the table and is long is not said again below it.
    @Test func longLabelsAreNamedByTheirRows() throws {
        let long = String(repeating: "y", count: 41)
        let folders = try [("a", "x"), ("b", "z"), ("c", long)].map { folder, name in
            try finished(folder, name: name, parts: Self.retrained(0.5))
        }
        let lines = try Comparison(folders).text.split(separator: "\n").suffix(2)
        #expect(lines.map { String($0.prefix { $0 != ":" }) } == ["x minus z", "x minus row 3"])
    }

    @Test func differencesBetweenRetrainingsAreSaid() throws {
        let folders = try [("a", "x", 1), ("b", "y", 2)].map { folder, name, epochs in
            try finished(
                folder, name: name, scenario: "retrain: {epochs: \(epochs)}", parts: Self.retrained(0.5))
        }
        #expect(
            try Comparison(folders).text.hasSuffix(
                "over 1 pair, 95 % interval none: not decided; not by the network alone, since they also differ in "
                    + "retrain.epochs"))
    }

    /// What a real run writes is what a comparison reads.
    @Test func realRunsCanBeCompared() async throws {
        for seed in [1, 2] { _ = try await runs.run(runs.scenario(seed: seed), to: "\(seed)") }
        _ = try await runs.search("1", settings: ["search.method=random"])
        let rows = try rows(runs.path("1"), runs.path("2"), runs.path("1-search"))
        #expect(rows.map { $0[1] } == ["n", "2", "1"])
        #expect(rows[1][7...8] == ["64 ± 0", "256 ± 0"])
        #expect(rows[2][0] == "tiny, search.method=random, phases=search")
    }

    @Test func whatCannotBeComparedIsRefused() throws {
        let good = try finished("a")
        for name in ["empty", "unfinished"] {
            try FileManager.default.createDirectory(atPath: runs.path(name), withIntermediateDirectories: true)
        }
        try runs.write(runs.bytes("a/scenario.json"), to: "unfinished/scenario.json")
        let wrong: [(String, String)] = [
            (runs.path("none"), "expected the folder of a finished run"),
            (runs.path("empty"), "has no scenario.json, so no run began in it"),
            (runs.path("unfinished"), "has no summary.json, so the run is not finished"),
            (good, "both greedy with seed 1; expected each seed once"),
            (
                try finished("space", scenario: "space: {width: 0.5}"),
                "different spaces: space.width is 1 and 0.5; expected runs of one space"
            ),
            (
                try finished("set", scenario: "data: {generated: {training: 9000}}"),
                "different picture sets: data.generated.training is 10000 and 9000"
            ),
            (try finished("no", parts: { _ in }), "has none of the phases of a run"),
            (try edited("text") { $0.setting("supernet", to: 3) }, "supernet is 3; expected an object"),
            (
                try edited("cost") { $0.setting("supernet", to: ["strategy": "greedy"]) },
                "has no supernet.rounds; expected a whole number"
            ),
            (
                try edited("top") { $0.setting("retrain", to: ["epochs": 1]) },
                "has no retrain.test_top1; expected a number"
            ),
            (
                try edited("search") { $0.setting("search", to: .object([])) },
                "has no search.method; expected a text"
            ),
            (
                try edited("macs") { $0.setting("architecture", to: ["notation": "n"]) },
                "has no architecture.macs; expected a whole number"
            ),
            (try edited("later") { $0.setting("format", to: 3) }, "format is 3; expected a whole number from 1 to 2"),
            (
                try finished("simulated") { summary in
                    summary.supernet = SampleSummary.supernet()
                    summary.simulation = RunSummary.Simulation(
                        landscape: "additive", hasSignal: true, goodShare: 0.5, m: 2, k: 1, hitRate: 0.5, seconds: 1,
                        windows: [])
                }, "is the folder of a simulation, which trains no network to compare; expected that of a finished run"
            ),
        ]
        for (folder, words) in wrong {
            let found = sentence { try Comparison([good, folder]) }
            #expect(found.contains(words), "\(found)")
        }
        try runs.write(Data("{".utf8), to: "a/summary.json")
        #expect(
            sentence { try Comparison([good]) }
                == "\(good)/summary.json, line 1: the end of the text was found; expected a key")
        try runs.write(Data("{x: 1}".utf8), to: "a/scenario.json")
        let unknown = sentence(of: ScenarioError.self) { try Comparison([good]) }
        #expect(
            unknown.hasPrefix("\(good)/scenario.json: x is not a key of a scenario; expected one of name, seed, "),
            "\(unknown)")
    }
}
