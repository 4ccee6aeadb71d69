import Analysis
import Architecture
import Datasets
import Exchange
import Foundation
import NeuralNetwork
import Reproducibility
import Runs
import Search
import Supernet
import TestSupport
import Testing
import Workers
@testable import Documents
@testable import Rankings
@testable import RunFiles
@testable import RunSupport
@testable import Scenarios

/// Supernets of 2^8 paths side by side.
struct CorrelationTests {
    private let runs = TinyRuns()

    private func train(
        _ name: String, strategy: String = "greedy", seed: Int = 1, operations: String = "['k3e1', 'id']",
        generated: Int = 200, benchmark: String? = nil, limit: Int? = nil,
        precision: ScoringPrecision = .float32
    ) async throws {
        let scenario = try Scenario(
            JSONValue(
                parsing: """
                    {
                      name: "tiny", seed: \(seed), benchmark: \(benchmark.map { "'\($0)'" } ?? "null"),
                      data: { generated: { training: \(generated), test: 10 }, filtering: 40, search: 20 },
                      space: { macro: "quickstart", operations: \(operations), width: 0.25 },
                      supernet: {
                        strategy: "\(strategy)", rounds: 4, m: 4, k: 2, batch: 8, scoring_pictures: 16,
                        pool: { size: 6 }, steadiness_rounds: 2,
                        limits: { macs: \(limit.map { "'\(UnitScale.count.text(of: $0))'" } ?? "null") },
                      },
                      search: { precision: "\(precision.rawValue)" },
                    }
                    """))
        _ = try await runs.run(scenario, to: name, until: .supernet)
    }

    private func correlate(_ names: String..., plan: CorrelationPlan = CorrelationPlan(paths: 12)) async throws
        -> Correlation
    {
        try await Correlation.measure(names.map(runs.path), plan: plan)
    }

    private func refusal(_ names: String..., plan: CorrelationPlan = CorrelationPlan(paths: 3)) async -> String {
        do {
            _ = try await Correlation.measure(names.map(runs.path), plan: plan)
            return "nothing was refused"
        } catch {
            return error is Refusal ? "\(error)" : "another error: \(error)"
        }
    }

    @Test func rowsStandSideBySideAndDoNotDependOnTheWorkers() async throws {
        try await train("a")
        try await train("b", strategy: "random")
        let json = try await correlate("a", "b", plan: CorrelationPlan(paths: 12, workers: 1)).json
        #expect(try await correlate("a", "b", plan: CorrelationPlan(paths: 12, workers: 3)).json == json)
        #expect(json["paths"] == 12 && json["images"] == 16 && json["disjoint_images"] == 44)
        #expect(json["benchmark"] == .null && json["remark"] == .null)
        let rows = try #require(json["rows"]?.elements)
        #expect(rows.map { $0["strategy"] } == ["greedy", "random"])
        for row in rows {
            for key in ["by_loss", "by_accuracy", "overlapping"] {
                for measure in ["spearman", "kendall"] {
                    let found = try #require(row[key]?[measure])
                    let value = try #require(found["value"]?.double)
                    let interval = try #require(found["interval"]).elements.compactMap(\.double)
                    #expect((-1...1).contains(value) && interval.count == 2 && interval[0] <= interval[1])
                }
            }
            // What the model says of the small set, held against the same scores on the others.
            let smoothed = try #require(row["smoothed"])
            #expect(smoothed["model"]?["terms"] == 16 && smoothed["model"]?["pairs"] == false)
            for key in ["by_loss", "by_accuracy", "overlapping", "regret", "precision_at_k", "top_fifth"] {
                #expect(smoothed[key] != nil && row[key] != nil, "\(key)")
            }
            #expect(row["k"] == 1 && row["pooled"]?["paths"] == 12 && row["pooled"]?["training_pictures"] == 80)
        }
        // Other paths under another seed; the same scenario and seed, the same row.
        #expect(try await correlate("a", plan: CorrelationPlan(paths: 12, seed: 2)).json["rows"] != .array([rows[0]]))
        #expect(try await correlate("a").json["rows"] == .array([rows[0]]))
    }

    /// The small set and the others are what they should be: parts of the held-out pictures, no picture in both.
    @Test func setsAreDisjointPartsOfTheHeldOutPictures() async throws {
        try await train("a")
        let opened = try await OpenedRun(CorrelatedRun(runs.path("a"), data: nil), team: WorkerTeam(width: 2))
        let order = opened.heldOut(seed: 1)
        let holdOut = opened.supernet.phase.pictures.holdOut
        #expect(order.sorted() == (holdOut.filtering + holdOut.search).sorted() && Set(order).count == 60)
        #expect(order != opened.heldOut(seed: 2) && order == opened.heldOut(seed: 1))
        // Whether blocks are shared or not, the scores of the paths are those of each alone.
        let space = opened.supernet.phase.space
        let pictures = Array(order.dropFirst(16))
        let all = try await opened.score(space.allPaths, on: pictures)
        let few = [space.allPaths[200], space.allPaths[3]]
        #expect(2 * SharedPrefixes(few).blockRuns > 16)
        #expect(try await opened.score(few, on: pictures) == [all[200], all[3]])
    }

    /// The row's figures are those of a model fitted to the small set's scores, worked out here.
    @Test func smoothedOrderIsThatOfTheModel() async throws {
        try await train("a")
        let run = try CorrelatedRun(runs.path("a"), data: nil)
        let space = run.scenario.searchSpace
        var stream = RandomStream(seed: 3, purpose: .simulation)
        let paths = (0..<60).map { _ in space.randomPath(using: &stream) }
        func outcome(_ path: Path, noise: Double) -> PassOutcome {
            let sum = path.choices.reduce(2.0) { $0 + Double($1) / 4 }
            return PassOutcome(lossSum: sum + noise, correct: 1, pictures: 1)
        }
        let small = paths.map { outcome($0, noise: stream.normal()) }
        let disjoint = paths.map { outcome($0, noise: 0) }
        let row = CorrelationRow(
            run, paths, small: small, disjoint: disjoint, pooled: [1], pooledPictures: 1, pairs: false, seed: 1)
        let model = AdditiveModel(space, paths: paths, scores: small.map(\.loss))
        let expected = RankCorrelation.kendall(paths.map(model.score), disjoint.map(\.loss))
        #expect(row.smoothed?.byLoss.kendall.value == expected)
        #expect(row.raw.byLoss.kendall.value == RankCorrelation.kendall(small.map(\.loss), disjoint.map(\.loss)))
        #expect(try #require(expected) > (row.raw.byLoss.kendall.value ?? 1))
        #expect(row.cells.map { $0[3] } == ["raw", "smoothed"] && row.secondCells[1].last == "-")
        #expect(row.cells.allSatisfy { $0.count == CorrelationRow.head.count })
        #expect(row.secondCells.allSatisfy { $0.count == CorrelationRow.secondHead(paths: 60).count })
    }

    /// Pairs are tried where they are asked for, and the text says whether they were used.
    @Test func pairsAreAnOption() async throws {
        try await train("a")
        let correlation = try await correlate("a", plan: CorrelationPlan(paths: 12, pairs: true))
        #expect(correlation.text.contains("Pairs of neighbouring layers were tried, and lower the held-out error"))
        #expect(try await !correlate("a").text.contains("Pairs of neighbouring layers"))
    }

    /// The statistics are those of one pass over all training pictures where these make a single group.
    @Test func pooledLossesAreThoseOfGivenStatistics() async throws {
        try await train("a")
        let team = WorkerTeam(width: 2)
        let opened = try await OpenedRun(CorrelatedRun(runs.path("a"), data: nil), team: team)
        let path = opened.supernet.phase.space.allPaths[77]
        let pictures = opened.supernet.phase.pictures.holdOut.search
        let found = try await opened.pooledLosses(
            [path, path], on: opened.supernet.phase.feed.plainBatch(pictures), seed: 1)
        #expect(found.losses[0] == found.losses[1] && found.pictures == 80)
        // By their own statistics the losses are others.
        let own = try await opened.score([path], on: pictures)[0].loss
        #expect(found.losses[0] != own && found.losses[0].isFinite)
    }

    @Test func runsThatDoNotFitIntoTheMemoryAreRefusedBeforeAnythingIsScored() async throws {
        // Pictures of files are found first, since their size decides the memory; generated ones are not made for that.
        let json = try JSONValue.enormousScenario.setting(
            "data", to: ["generated": ["training": 50_000], "filtering": 40, "search": 40_000])
        let scenario = try Scenario(json)
        try runs.write(Data(json.text(indented: true).utf8), to: "a/scenario.json")
        try runs.write(
            Data(
                PoolFile(PoolState(capacity: 6), space: scenario.searchSpace, scoredOn: PoolFile.finalPictures)
                    .json(space: scenario.searchSpace).text(indented: true).utf8),
            to: "a/pool.json")
        try runs.write(Data(), to: "a/supernet.weights")
        let sentence = await refusal("a", plan: CorrelationPlan(paths: 3, workers: 1024))
        #expect(sentence.hasPrefix("the phase search needs about "), "\(sentence)")
        // Nor by whoever opens a single one.
        let run = try CorrelatedRun(runs.path("a"), data: nil)
        do {
            _ = try await OpenedRun(run, team: WorkerTeam(width: 16))
            Issue.record("accepted")
        } catch {
            #expect("\(error)".hasPrefix("the phase search needs about "), "\(error)")
        }
    }

    /// Few paths and so many that they share layers, two runs, and the end for all.
    @Test(arguments: [2, 3]) func ranksScoreTheSame(count: Int) async throws {
        try await train("a")
        try await train("b", seed: 2)
        for paths in [5, 200] {
            let plan = CorrelationPlan(paths: paths, workers: 1)
            let folders = ["a", "b"].map(runs.path)
            let expected = try await Correlation.measure(folders, plan: plan).csv
            let found = try await Board.ranks(count) { ranks -> String? in
                guard ranks.isFirst else {
                    #expect(await Follower(ranks).follow() == 7)
                    return nil
                }
                defer { ranks.end(code: 7) }
                return try await Correlation.measure(folders, plan: plan, ranks: ranks).csv
            }
            #expect(found[0] == expected, "\(paths) paths")
        }
    }

    @Test func onePathHasNoOrder() async throws {
        try await train("a")
        let correlation = try await correlate("a", plan: CorrelationPlan(paths: 1))
        let row = try #require(correlation.json["rows"]?.elements.first)
        #expect(row["by_loss"]?["spearman"]?["value"] == .null && row["by_loss"]?["kendall"]?["interval"] == .null)
        #expect(row["precision_at_k"] == .null && row["regret"]?["loss"] == 0)
        #expect(row["smoothed"] == .null && row["top_fifth"] == .null)
        #expect(correlation.text.contains("  -  "))
        #expect(correlation.markdown.contains("| - | - | - | - |"))
    }

    @Test func morePathsThanThereAreMeansAllOfThem() async throws {
        try await train("a", operations: "['k3e1', 'id']")
        let correlation = try await correlate("a", plan: CorrelationPlan(paths: 300))
        #expect(correlation.json["paths"] == 256)
        #expect(correlation.text.contains("The space has 256 paths: all of them are scored."))
        #expect(correlation.csv.split(separator: "\n").count == 257)
        #expect(correlation.csv.contains(",greedy,1,0 0 0 0 0 0 0 0,"))
    }

    @Test func pathsAreDistinctAndNeighboursAreNear() throws {
        let space = try SearchSpace(macro: .quickstart, operations: SearchSpace.operations7)
        let paths = CorrelatedPaths(300, of: space, within: nil, around: nil, seed: 1)
        #expect(Set(paths.paths).count == 300 && paths.paths.allSatisfy(space.contains) && paths.remark == nil)
        let pool = Array(paths.paths.prefix(3))
        let near = CorrelatedPaths(100, of: space, within: nil, around: pool, seed: 1)
        #expect(Set(near.paths).count == 100)
        for path in near.paths {
            #expect(pool.contains { zip($0.choices, path.choices).count { $0 != $1 } <= 2 })
        }
        // 1 + 8 * 6 + 28 * 36 paths are near one member.
        let all = CorrelatedPaths(5000, of: space, within: nil, around: [pool[0]], seed: 1)
        #expect(all.paths.count == 1057)
        #expect(all.remark?.contains("no more than 1057 different ones were found.") == true)
    }

    /// A member's neighbours need not keep the limits that it keeps.
    @Test func neighboursKeepTheLimitsOfTheTraining() throws {
        let space = try SearchSpace(macro: .quickstart, operations: SearchSpace.operations7)
        let macs = CorrelatedPaths(300, of: space, within: nil, around: nil, seed: 2).paths.map {
            space.blueprint(of: $0).macs
        }
        let limit = macs.sorted()[60]
        let domain = try SearchDomain(costs: CostTable(of: space), limits: CostLimits(macs: limit))
        let pool = CorrelatedPaths(3, of: space, within: domain, around: nil, seed: 1).paths
        let near = CorrelatedPaths(50, of: space, within: domain, around: pool, seed: 1).paths
        #expect(near.count == 50 && near.allSatisfy { space.blueprint(of: $0).macs <= limit })
    }

    /// A space of 256 paths, with published accuracies of its networks in the file `table.json`.
    private func tabledSpace() throws -> SearchSpace {
        let space = try SearchSpace(
            macro: .quickstart,
            operations: [.invertedBottleneck(kernel: 3, expansion: 1, squeezeExcitation: false), .identity],
            width: 0.25)
        let table = PublishedTable.json(of: space) { index, _ in 50 + Double(index) / 10 }
        try runs.write(Data(table.description.utf8), to: "table.json")
        return space
    }

    /// A supernet that was trained within limits is held against the networks within them alone.
    @Test func limitsOfTheTrainingAreThoseOfTheOrder() async throws {
        let space = try tabledSpace()
        let macs = space.allPaths.map { space.blueprint(of: $0).macs }.sorted()
        let limit = macs[100]
        try await train("a", benchmark: runs.path("table.json"), limit: limit)
        try await train("b")
        let count = macs.count { $0 <= limit }
        let json = try await correlate("a", plan: CorrelationPlan(paths: 300)).json
        #expect(json["paths"] == .integer(count) && json["benchmark"]?["paths"] == .integer(count))
        #expect(json["remark"] == .string("The limits leave \(count) paths: all of them are scored."))
        #expect(
            await refusal("a", "b")
                == "\(runs.path("a")) and \(runs.path("b")) were trained within different limits (supernet.limits); expected "
                + "runs that were trained on the same networks")
        let few = try await correlate("a", plan: CorrelationPlan(paths: 40)).csv.split(separator: "\n").dropFirst()
        #expect(few.count == 40)
        for line in few {
            let path = try space.path(from: String(line.split(separator: ",")[3]))
            #expect(space.blueprint(of: path).macs <= limit)
        }
        // No network of the table fits.
        let large = JSONValue.object([JSONValue.Member(String(repeating: "0", count: 8), ["mean_acc": 60])])
        try runs.write(Data(large.description.utf8), to: "large.json")
        #expect(
            await refusal("a", plan: CorrelationPlan(paths: 3, benchmark: runs.path("large.json")))
                == "\(runs.path("large.json")) has no network within the limits of \(runs.path("a")); expected one at least"
        )
    }

    @Test func runsThatCannotBeComparedAreRefused() async throws {
        try await train("a")
        try await train("space", operations: "['k3e3', 'id']")
        try await train("pictures", generated: 300)
        try await train("unfinished")
        try await train("rounded", precision: .bfloat16)
        #expect(await refusal("a", "space").contains("different spaces"))
        #expect(await refusal("a", "pictures").contains("data.generated.training is 200 and 300"))
        #expect(
            await refusal("a", "rounded").contains("precision is \"float32\" and \"bfloat16\"; expected one precision"))
        #expect(await refusal("nowhere").contains("there is no folder"))
        #expect(await refusal("a", "pictures", "a").contains("/a is given twice; expected each run once"))
        let simulated = URL(fileURLWithPath: runs.path("simulated"))
        try FileManager.default.copyItem(at: URL(fileURLWithPath: runs.path("a")), to: simulated)
        try runs.write(Data("{\"kind\": \"simulation\"}".utf8), to: "simulated/environment.json")
        #expect(await refusal("simulated").contains("is the folder of a simulation; expected that of a run"))
        #expect(await refusal("a", plan: CorrelationPlan(images: 60)).contains("holds out 60 pictures; expected fewer"))
        // As an interrupted training leaves it, and then without weights.
        let pool = try runs.json("unfinished/pool.json").setting("scored_on", to: "each round's filtering pictures")
        try runs.write(Data(pool.description.utf8), to: "unfinished/pool.json")
        #expect(await refusal("a", "unfinished").contains("is of a training that is not finished"))
        try FileManager.default.removeItem(atPath: runs.path("unfinished/supernet.weights"))
        #expect(await refusal("unfinished").contains("has no supernet.weights"))
    }

    @Test func scoresOfAllPathsAreKeptWhileTheyAreThoseOfTheWeights() async throws {
        _ = try tabledSpace()
        // The scenario names the table; no run reads it, so it may come later.
        try await train("a", benchmark: runs.path("table.json"))
        try await train("b", strategy: "random")
        let json = try #require(try await correlate("a", "b", plan: CorrelationPlan(paths: 3)).json["benchmark"])
        // Stages of 3, 3 and 2 layers, each of which begins with one that changes the shape.
        #expect(json["paths"] == 256 && json["networks"] == .integer(2 * 3 * 2 * 3 * 2 * 2))
        #expect(json["rows"]?.elements.count == 2 && json["pairs"]?.elements.count == 1)
        let spread = try #require(json["rows"]?.elements[0]["spread_of_loss"]?.double)
        #expect(spread > 0)
        // Only the row of scores that were kept is looked at again.
        let kept = String(decoding: try runs.bytes("a/benchmark.csv"), as: UTF8.self)
        let lines = kept.split(separator: "\n")
        #expect(lines.count == 258 && lines[0].contains("20 pictures of the search part in groups of at most 16"))
        func rows(of text: String) async throws -> JSONValue? {
            try runs.write(Data(text.utf8), to: "a/benchmark.csv")
            return try await correlate("a", plan: CorrelationPlan(paths: 3)).json["benchmark"]?["rows"]
        }
        let first = JSONValue.array([try #require(json["rows"]?.elements[0])])
        let changed =
            ([lines[0], lines[1]] + lines.dropFirst(2).map { $0.split(separator: ",")[0] + ",1,0.5" })
            .joined(separator: "\n") + "\n"
        #expect(try await rows(of: kept) == first)
        #expect(try await rows(of: changed) != first)
        // Of other weights, cut short, or no numbers: scored again.
        #expect(try await rows(of: changed.replacing("supernet.weights ", with: "supernet.weights 0")) == first)
        #expect(try String(decoding: runs.bytes("a/benchmark.csv"), as: UTF8.self) == kept)
        #expect(try await rows(of: String(changed.dropLast(9))) == first)
        #expect(try await rows(of: changed.replacing("1,0.5", with: "nan,0.5")) == first)
        // Scores of another precision are in a file of their own; this build may have none.
        let precision = ScoringPrecision.allCases.first { $0 != .float32 && $0.shortcoming(of: "") == nil }
        if let precision {
            try runs.write(Data(kept.utf8), to: "a/benchmark.csv")
            let other = try await correlate("a", plan: CorrelationPlan(paths: 3, precision: precision))
            #expect(other.json["benchmark"]?["rows"] != first)
            #expect(other.json["precision"] == .string(precision.rawValue))
            #expect(other.text.contains(" Scores are computed from \(precision.rawValue), pooled losses from float32."))
            let scores = String(decoding: try runs.bytes("a/benchmark-\(precision.rawValue).csv"), as: UTF8.self)
            #expect(scores.split(separator: "\n")[0].hasSuffix("; scores of \(precision.rawValue)"))
            #expect(try String(decoding: runs.bytes("a/benchmark.csv"), as: UTF8.self) == kept)
        }
        // Another table than another run's.
        try await train("c", benchmark: runs.path("other.json"))
        #expect(await refusal("a", "c").contains("expected one table"))
    }
}
