import Foundation
import Reporting
import Testing
@testable import Documents
@testable import RunSupport
import Scenarios
@testable import Studies

/// What a sweep shows of its runs, before and after them: plans, tables and pages.
extension SweepTests {
    @Test func tablesHoldKeysFiguresAndMeansOverSeeds() async throws {
        let table = try await sweep(try scenarios(), to: "a", of: Recorder()).execute()
        let cells = table.text.components(separatedBy: "\n\n").map { part in
            part.split(separator: "\n").map { line in
                line.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
                    !$0.isEmpty
                }
            }
        }
        #expect(cells[0][0] == ["m", "k", "seed", "loss", "share %", "word", "status"])
        #expect(cells[0][2] == ["4", "2", "2", "4.250", "25.00", "a|b, \"c\"", "done"])
        #expect(cells[1][0] == ["m", "k", "n", "loss", "share %"])
        // 4.125 and 4.25: the deviation is half their difference times the root of 2.
        #expect(cells[1][1] == ["4", "2", "2", "4.188 ± 0.088", "25.00 ± 0"])
        #expect(cells[1].count == 3)
        #expect(table.markdown.contains("| 4 | 2 | 2 | 4.250 | 25.00 | a\\|b, \"c\" | done |"))
        #expect(String(decoding: try runs.bytes("a/sweep.md"), as: UTF8.self).hasSuffix(table.markdown + "\n"))
        let csv = String(decoding: try runs.bytes("a/sweep.csv"), as: UTF8.self).split(separator: "\n")
        #expect(csv[0] == "folder,supernet.m,supernet.k,seed,loss,share,word,status,error")
        #expect(csv[2] == "\"m=4,k=2,seed=2\",4,2,2,4.25,0.25,\"a|b, \"\"c\"\"\",done,")
        let means = try #require(table.json["over_seeds"]).elements
        #expect(means.map { $0["seeds"] } == [[1, 2], [1, 2]])
        #expect(means[1]["measures"]?["loss"]?["mean"]?.double == 3.1875)
        #expect(means[1]["values"] == ["supernet.m": 3, "supernet.k": 3])
    }

    @Test func pageHasACurveForEachNumericKeyAndTheTables() async throws {
        _ = try await sweep(
            try scenarios(
                "{ 'supernet.m': [4, 5], 'supernet.epsilon.schedule': ['linear', 'constant'], seed: [1, 2] }"),
            to: "a", of: Recorder()
        ).execute()
        let page = String(decoding: try runs.bytes("a/sweep.html"), as: UTF8.self)
        #expect(
            page.contains("Loss against m<") && page.contains("m, paths drawn in a round")
                && page.contains("one sample standard deviation"))
        #expect(page.contains("epsilon schedule linear") && page.contains("epsilon schedule constant"))
        // Words are no axis, seeds are a spread, and a figure that is always the same is no curve.
        #expect(!page.contains("against epsilon schedule") && !page.contains("against seed"))
        #expect(!page.contains("Share % against"))
        // Each run that is over leads to its own page.
        #expect(page.contains("<a href=\"m=4,schedule=linear,seed=1/report.html\">m=4,schedule=linear,seed=1</a>"))
        #expect(page.contains("Over seeds") && page.contains("<h2>Runs</h2>") && !page.contains("<script"))
        // What is the same in all runs is said once.
        #expect(page.contains(" status done.</p>") && !page.contains(">done</td>"))
    }

    /// Two keys with numbers make a map; with a third one that follows from neither there is none.
    @Test func twoNumericKeysMakeAMap() async throws {
        let grid = try scenarios("{ 'supernet.m': [4, 5], 'supernet.k': [1, 2], seed: [1, 2] }")
        let table = try await sweep(grid, to: "a", of: Recorder()).execute()
        let page = String(decoding: try runs.bytes("a/sweep.html"), as: UTF8.self)
        #expect(page.contains("Loss over m and k<"))
        let axes = SweepAxes(table.rows.map { Array($0.combination.values.prefix(2)) }, count: 2).axes
        let map = try #require(SweepMap(table, axes: axes, measure: table.measures[0]))
        guard case .figure(_, let drawing, _, let numbers) = map.piece else {
            Issue.record("\(map.piece)")
            return
        }
        #expect(numbers == Table(["m", "1", "2"], rows: [["4", "4.188", "4.188"], ["5", "5.188", "5.188"]]))
        #expect(
            drawing.rendered.contains("fill-opacity=\"0.00\"") && drawing.rendered.contains("fill-opacity=\"1.00\""))

        _ = try await sweep(
            try scenarios(
                "{ 'supernet.m': [4, 5], 'supernet.k': [1, 2], 'supernet.epsilon.schedule': ['linear', 'constant'] }"),
            to: "b", of: Recorder()
        ).execute()
        #expect(!String(decoding: try runs.bytes("b/sweep.html"), as: UTF8.self).contains("Loss over m and k<"))
    }

    /// Real runs of two lengths: what is cheaper stands left.
    @Test func figuresAreHeldAgainstTheirCosts() async throws {
        let table = try await sweep(
            try scenarios("{ 'supernet.m,supernet.k': [[2, 2], [8, 2]], seed: [1, 2] }"), to: "a"
        )
        .execute()
        let page = String(decoding: try runs.bytes("a/sweep.html"), as: UTF8.self)
        #expect(page.contains("Pool&#39;s best loss against corrected cost"))
        let loss = try #require(table.measures.first { $0.name == "pool.best_loss" })
        let piece = try #require(SweepCosts(table, measure: loss)).piece
        guard case .figure(_, _, _, let numbers) = piece else {
            Issue.record("\(piece)")
            return
        }
        // 4 rounds of 2 updates of 4 pictures, and of 2 or 8 scores of 8.
        #expect(numbers.rows.map { Array($0.prefix(3)) } == [["m 2, k 2", "51", "2"], ["m 8, k 2", "109", "2"]])
        #expect(numbers.rows[0][3].contains(" ± "))
    }

    @Test func keysAreWordsThatTellThemApart() {
        let words = SweepWords(["supernet.m", "supernet.epsilon.maximum", "retrain.epochs", "supernet.epochs", "seed"])
        #expect(words.name(of: "supernet.m") == "m" && words.name(of: "seed") == "seed")
        #expect(words.name(of: "supernet.epsilon.maximum") == "epsilon maximum")
        #expect(words.name(of: "retrain.epochs") == "retrain epochs")
        #expect(words.title(of: "supernet.m") == "m, paths drawn in a round")
        #expect(words.values(["supernet.m", "seed"], [10, 1]) == "m 10, seed 1")
    }

    /// What is to be done is planned, and nothing is written.
    @Test func plansCountRunsCostTimeAndDisk() async throws {
        let scenarios = try scenarios("{ 'supernet.m': [2, 8], seed: [1, 2] }")
        let plan = try await sweep(scenarios, to: "a").plan()
        #expect(!FolderContents.exists(runs.path("a")))
        let runsPlanned = try #require(plan.json["runs"]).elements
        #expect(runsPlanned.map { $0["folder"] } == scenarios.combinations.map { .string($0.name) })
        #expect(runsPlanned.allSatisfy { $0["rounds"] == 4 })
        let costs = runsPlanned.compactMap { $0["corrected_images"]?.double }
        #expect(costs.map { ($0 * 10).rounded() / 10 } == [51.2, 51.2, 108.9, 108.9])
        let seconds = runsPlanned.compactMap { $0["estimated_seconds"]?.double }
        #expect(seconds.count == 4 && seconds.allSatisfy { $0 > 0 } && seconds[0] < seconds[2])
        #expect(plan.json["estimated_seconds"]?.double == seconds.reduce(0, +))
        #expect(plan.text(width: nil).contains("tiny: 4 runs to do in \(runs.path("a"))\n"))

        _ = try await sweep(scenarios, to: "a", of: Recorder(), shard: "1/2").execute()
        let other = try await sweep(scenarios, to: "a", shard: "1/4").plan()
        #expect(other.json["finished"] == 2 && other.json["runs"]?.elements.isEmpty == true)
        let rest = try await sweep(scenarios, to: "a", jobs: 2).plan()
        #expect(rest.json["finished"] == 2 && rest.json["runs"]?.elements.count == 2)
        #expect(
            rest.text(width: nil).contains("2 finished before") && rest.text(width: nil).contains("2 runs at a time"))
    }

    /// A key that has one value for each value of another one is drawn with it.
    @Test func keysThatChangeTogetherShareAnAxis() {
        let axes = SweepAxes(
            [[1, 1, 100, "a"], [5, 5, 20, "a"], [10, 5, 20, "b"], [10, 2, 50, "b"], [20, 5, 20, "b"]], count: 4
        ).axes
        #expect(
            axes == [SweepAxes.Axis(place: 0, companions: [3]), SweepAxes.Axis(place: 1, companions: [2])])
        #expect(SweepAxes([[1, 2], [1, 3]], count: 2).axes == [SweepAxes.Axis(place: 1, companions: [0])])
        #expect(SweepAxes([[]], count: 0).axes == [])
    }

    @Test func runsWithoutSeedsHaveNoMeans() async throws {
        let table = try await sweep(try scenarios("{ 'supernet.m': [4, 5, 6] }"), to: "a", of: Recorder()).execute()
        #expect(table.seeds.isEmpty && !table.text.contains("±"))
        #expect(table.json["over_seeds"] == [])
        // One seed each has no spread to show.
        let single = try await sweep(
            try scenarios("{ 'supernet.m': [4, 5], seed: [7] }"), to: "b", of: Recorder()
        ).execute()
        #expect(single.seeds.isEmpty && single.finished == 2)
        let page = String(decoding: try runs.bytes("a/sweep.html"), as: UTF8.self)
        #expect(page.contains("Points are single runs.") && !page.contains("Over seeds"))
    }
}
