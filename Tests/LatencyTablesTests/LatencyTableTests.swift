import Architecture
import Foundation
import Reporting
import Runs
import Scenarios
import Search
import Testing
@testable import Documents
@testable import Host
@testable import LatencyTables
@testable import Measurements
@testable import NetworkFiles
@testable import Planning
@testable import RunFiles
@testable import RunSupport

struct LatencyTableTests {
    private let runs = TinyRuns()

    private func table(
        _ space: SearchSpace, processor: String = Processor.model, threads: Int = 1, factor: Double = 1
    ) -> LatencyTable {
        LatencyTable(
            space: space,
            conditions: LatencyConditions(processor: processor, threads: threads, batch: 1, isPinned: true),
            fixed: MeasuredTime(seconds: 1e-3 * factor, spread: 1e-5),
            layers: space.layers.enumerated().map { index, layer in
                layer.choices.map { choice in
                    MeasuredTime(seconds: (Double(index + 1) * 1e-4 + Double(choice) * 1e-5) * factor, spread: 1e-6)
                }
            })
    }

    private func write(_ json: JSONValue, to name: String = "table.json") throws -> String {
        try runs.write(Data((json.text(indented: true) + "\n").utf8), to: name)
        return runs.path(name)
    }

    @Test func tableIsReadAsItWasWritten() throws {
        let space = try runs.scenario().searchSpace
        let check = LatencyCheck(
            paths: [Path(choices: [0, 0, 0, 0, 0, 0, 0, 0])], predicted: [0.1],
            measured: [MeasuredTime(seconds: 0.1, spread: 0)])
        for table in [table(space), table(space, factor: 1.0 / 3)] {
            let file = try write(table.json(check: check))
            #expect(try LatencyTable(file: file, space: space, threads: 1) == table)
        }
    }

    /// Whatever the table does not hold for, and whatever was changed in it, is named in one sentence.
    @Test func tablesThatDoNotHoldHereAreRefused() throws {
        let space = try runs.scenario().searchSpace
        let other = try runs.scenario(operations: "['k3e1', 'k5e3', 'id']").searchSpace
        let larger = try SearchSpace(macro: .quickstart, operations: space.operations, width: 0.25, side: 64)
        let good = table(space).json(check: nil)
        func signed(_ json: JSONValue) -> JSONValue {
            json.setting("checksum", to: .string(LatencyTable.checksum(of: json)))
        }
        let layers = try #require(good["layers"]?.elements)
        let wrong: [(JSONValue, String)] = [
            (table(space, processor: "Z80").json(check: nil), "processor is \"Z80\"; expected \"\(Processor.model)\""),
            (table(space, threads: 2).json(check: nil), "threads is 2; expected 1"),
            (
                table(other).json(check: nil),
                "is a latency table of another search space, with operations k3e1 k5e3 id and not operations k3e1 k3e3 id; "
            ),
            (table(larger).json(check: nil), "input is [3, 64, 64]; expected pictures of 3x32x32"),
            (good.setting("threads", to: 2), "checksum"), (good.setting("checksum", to: .null), "checksum"),
            (good.setting("kind", to: "pool"), "kind is \"pool\""), (.object([]), "has no kind"),
            (signed(good.setting("fixed", to: ["seconds": -1, "spread": 0])), "-1"),
            (signed(good.setting("layers", to: .array(Array(layers.dropLast())))), "7 layers; expected 8"),
            (
                signed(
                    good.setting("layers", to: .array([layers[0].setting("seconds", to: [1])] + layers.dropFirst()))),
                "layers[1].spread"
            ),
            (signed(good.setting("layers", to: 3)), "layers is 3"),
            (signed(good.setting("batch", to: 2)), "batch is 2; expected 1"),
        ]
        for (document, words) in wrong {
            let file = try write(document)
            let found = sentence { try LatencyTable(file: file, space: space, threads: 1) }
            #expect(found.hasPrefix(file) && found.contains(words), "\(found)")
        }
        let cut = try runs.bytes("table.json").prefix(200)
        try runs.write(cut, to: "cut.json")
        let found = sentence { try LatencyTable(file: runs.path("cut.json"), space: space, threads: 1) }
        #expect(found.hasPrefix("\(runs.path("cut.json")), line "), "\(found)")
    }

    /// The format is a part of what is summed up; a table of a build before there was one is read as well.
    @Test func tableSaysItsFormatAndOthersThanKnownAreRefused() throws {
        let space = try runs.scenario().searchSpace
        let json = table(space).json(check: nil)
        #expect(json["format"] == 2)
        guard case .object(let members) = json else { fatalError("not an object") }
        let old = JSONValue.object(members.filter { $0.key != "format" && $0.key != "checksum" })
        let file = try write(old.setting("checksum", to: .string(LatencyTable.checksum(of: old))))
        #expect(try LatencyTable(file: file, space: space, threads: 1) == table(space))
        let changed = try write(json.setting("format", to: 1), to: "changed.json")
        #expect(throws: Refusal.self) { try LatencyTable(file: changed, space: space, threads: 1) }
        let later = json.setting("format", to: 3)
        let laterFile = try write(
            later.setting("checksum", to: .string(LatencyTable.checksum(of: later))), to: "later.json")
        let expected =
            "\(laterFile): format is 3; expected a whole number from 1 to 2, the newest that this build reads"
        do {
            _ = try LatencyTable(file: laterFile, space: space, threads: 1)
            Issue.record("accepted; expected \(expected)")
        } catch { #expect("\(error)" == expected) }
    }

    /// A table defines its space, so that it can be read by itself and tells the time of a network that is one of the space.
    @Test func tableTellsTheTimeOfANetwork() throws {
        let space = try runs.scenario().searchSpace
        let table = table(space, processor: "another one", threads: 3)
        let file = try write(table.json(check: nil))
        #expect(try LatencyTable(file: file, of: nil) == table)
        let path = space.allPaths[5]
        let seconds = try #require(try table.costs().cost(of: path).latency)
        for network in [GivenNetwork(path, of: space), GivenNetwork(NetworkFile(name: nil, space.blueprint(of: path)))]
        {
            let description = try NetworkDescription(network, latency: file)
            #expect(description.json["latency_seconds"] == JSONValue(seconds))
            #expect(
                description.text.contains(
                    "\nlatency by \(file): \(NumberText.time(seconds)) for one picture on another one, 3 threads"))
        }
        let other = try #require(PublishedNetwork.named("FairNAS-C"))
        #expect(
            sentence { try NetworkDescription(GivenNetwork(other), latency: file) }
                == "\(file) is of a space that has no such network; expected a table of one that has it")
        // A table of an earlier build needs the space beside it.
        guard case .object(let members) = table.json(check: nil) else { fatalError("not an object") }
        let old = JSONValue.object(members.filter { $0.key != "definition" && $0.key != "checksum" })
        let oldFile = try write(old.setting("checksum", to: .string(LatencyTable.checksum(of: old))), to: "old.json")
        #expect(try LatencyTable(file: oldFile, of: space) == table)
        #expect(
            sentence { try LatencyTable(file: oldFile, of: nil) }
                == "\(oldFile) has no definition; expected the search space, or --space or --scenario that name it")
    }

    /// The report draws the front of a search over latency in the unit of the times, and the outcome says the winner's.
    @Test func reportsOfALatencySearchShowLatencies() async throws {
        let table = table(try runs.scenario().searchSpace, factor: 0.01)
        let file = try write(table.json(check: nil))
        let search = "latency_table: '\(file)', objectives: ['error', 'latency']"
        let outcome = try await runs.run(runs.scenario(search: search), to: "a")
        let winner = try #require(outcome.search?.winner)
        let latency = NumberText.time(try #require(winner.cost.latency))
        #expect(latency.hasSuffix(" us"))
        #expect(outcome.text.contains(" params, \(latency)), accuracy "))
        let page = try String(decoding: runs.bytes("a/report.html"), as: UTF8.self)
        #expect(page.contains("Front: error against latency") && !page.contains("Front: error against MACs"))
        #expect(page.contains("latency of one picture (us)") && page.contains("the longest latency evaluated, "))
        #expect(page.contains("<dt>latency</dt><dd>\(latency)</dd>"))
        // Members of the front are not dominated where they are drawn: the lower the error, the longer the time.
        let members = try runs.json("a/front.json")["members"]?.elements ?? []
        let points = members.compactMap { ($0["latency_seconds"]?.double ?? .nan, -($0["accuracy"]?.double ?? .nan)) }
        #expect(points.sorted(by: <).map(\.1) == points.map(\.1).sorted(by: >))
        for (seconds, _) in points { #expect(page.contains(">\(NumberText.time(seconds))</td>")) }
    }

    @Test func searchKeepsAndMinimisesWhatTheTableSays() async throws {
        let table = table(try runs.scenario().searchSpace)
        let file = try write(table.json(check: nil))
        // Sums of the layers run from 4.6 to 4.76 ms.
        let search = "latency_table: '\(file)', objectives: ['loss', 'latency'], limits: { latency: '4.69ms' }"
        let summary = try await runs.run(runs.scenario(search: search), to: "a")
        let found = try #require(summary.search)
        let costs = try table.costs()
        for network in found.front {
            let latency = try #require(costs.cost(of: network.path).latency)
            #expect(network.evaluation.objectives == [network.loss, latency])
            #expect(latency <= 4.69e-3)
        }
        #expect(try runs.json("a/front.json")["members"]?.elements.first?["latency_seconds"] != nil)
        let sha256 = try LatencyTable.sha256(of: file)
        #expect(try runs.json("a/scenario.json")["search"]?["latency_sha256"] == .string(sha256))
        #expect(try await runs.search("a").search.front == found.front)
        // A table with the same times and another file's bytes is another input.
        let same = try Data(contentsOf: URL(fileURLWithPath: file)) + Data("\n".utf8)
        try runs.write(same, to: "same.json")
        let other = search.replacing(file, with: runs.path("same.json"))
        let twin = try await runs.run(runs.scenario(search: other), to: "b")
        #expect(twin.search?.front == found.front && twin.digest != summary.digest)
        // The run's own search is bound to its table; a search that names another one is not.
        _ = try write(self.table(try runs.scenario().searchSpace, factor: 0.5).json(check: nil))
        let bound = await sentence { try await runs.search("a", to: "c") }
        #expect(
            bound
                == "\(file) does not have the SHA-256 of search.latency_sha256; expected the latency table with which the scenario was run"
        )
        let again = try await runs.search("a", to: "c", settings: ["search.latency_table=\(file)"])
        #expect(again.search.front != found.front)
    }

    @Test func tableThatIsNotThereOrHoldsForOtherThreadsKeepsTheRunFromBeginning() async throws {
        let missing = try runs.scenario(
            search: "latency_table: '\(runs.path("none.json"))', limits: { latency: '1ms' }")
        let absent = await sentence { try await runs.run(missing, to: "a") }
        #expect(
            absent
                == "there is no file \(runs.path("none.json")); expected a table that greedynas latency has written")
        let file = try write(table(runs.scenario().searchSpace).json(check: nil))
        let search = "latency_table: '\(file)', limits: { latency: '1s' }, latency_threads: 2"
        let others = await sentence { try await runs.run(runs.scenario(search: search), to: "a") }
        #expect(others == "\(file): threads is 1; expected 2, as search.latency_threads says")
        let tight = "latency_table: '\(file)', limits: { latency: '1ms' }"
        let small = await sentence { try await runs.run(runs.scenario(search: tight), to: "a") }
        let sentence =
            "search.limits: no network of the space is within the limit of 1 ms on latency; the fastest takes "
        #expect(small.hasPrefix(sentence + "4.6"), "\(small)")
        #expect(!FolderContents.exists(runs.path("a")))
    }

    /// The form of what is measured, not its times.
    @Test func measurementFillsATableThatASearchCanUse() async throws {
        let space = try runs.scenario().searchSpace
        let (table, check) = try await LatencyMeasurement(of: space, sweeps: 1, budget: 0, networks: 3).run()
        #expect(table.layers.map(\.count) == space.layers.map(\.choices.count))
        #expect(table.layers.flatMap { $0 }.allSatisfy { $0.seconds >= 0 && $0.seconds.isFinite })
        #expect(table.fixed.seconds > 0 && table.conditions.batch == 1 && table.conditions.threads == 1)
        for (layer, row) in zip(space.layers, table.layers) where layer.keepsShape {
            // The last operation is the identity, which computes nothing.
            #expect(row.last == MeasuredTime(seconds: 0, spread: 0))
        }
        let costs = try table.costs()
        #expect(check.predicted == check.paths.map { costs.cost(of: $0).latency })
        #expect(check.measured.count == 3 && check.measured.allSatisfy { $0.seconds > 0 })
        let file = runs.path("measured.json")
        try runs.write(Data(), to: "empty")
        let report = LatencyReport(table, check)
        try report.write(to: OutputFile(file))
        #expect(try LatencyTable(file: file, space: space, threads: 1) == table)
        #expect(throws: Refusal("\(file) already exists; expected a new file name")) {
            try report.write(to: OutputFile(file))
        }
        #expect(report.text.contains("mean relative error"))
        // Whoever sets a limit sees between which times it can be.
        let ends = try [table.costs().minimum, table.costs().maximum].map { try #require($0.latency) * 1e6 }
        #expect(report.text.contains("the fastest \(ends[0].decimal(places: 1)), the mean "))
        #expect(report.text.contains(", the slowest \(ends[1].decimal(places: 1))\n"))
    }

    @Test func checkComparesSumsWithWholeNetworks() {
        let check = LatencyCheck(
            paths: [], predicted: [1, 2, 3, 8],
            measured: [2, 2, 4, 5].map { MeasuredTime(seconds: $0, spread: 0) })
        #expect(abs(check.meanRelativeError - (0.5 + 0 + 0.25 + 0.6) / 4) < 1e-12)
        // Ranks 1.5, 1.5, 3, 4 against 1, 2, 3, 4.
        #expect(abs((check.spearman ?? 0) - (4.5 / 5).squareRoot()) < 1e-12)
    }

    @Test func medianIsTakenAndNoiseDoesNotMakeATimeNegative() {
        let whole = MeasuredTime(seconds: 2, spread: 0.25)
        #expect(whole.without(MeasuredTime(seconds: 0.5, spread: 0.5)) == MeasuredTime(seconds: 1.5, spread: 0.75))
        #expect(MeasuredTime(samples: [9, 1, 2, 4, 2]) == MeasuredTime(seconds: 2, spread: 1))
        #expect(whole.without(MeasuredTime(seconds: 3, spread: 0)) == MeasuredTime(seconds: 0, spread: 0.25))
    }
}
