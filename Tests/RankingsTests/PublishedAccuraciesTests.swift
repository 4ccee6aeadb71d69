import Architecture
import Foundation
import ScenarioKeys
import Testing
@testable import Documents
@testable import Rankings
@testable import RunSupport
@testable import Scenarios

struct PublishedAccuraciesTests {
    private let runs = TinyRuns()

    private func read(_ table: JSONValue, space: SearchSpace? = nil) throws -> PublishedAccuracies {
        try runs.write(Data(table.text(indented: false).utf8), to: "table.json")
        return try PublishedAccuracies(file: runs.path("table.json"), space: space ?? PublishedTable.space())
    }

    @Test func everyPathHasItsAccuracy() throws {
        let space = try PublishedTable.space()
        let table = PublishedTable.json(of: space) { index, _ in 80 + Double(index) }
        guard case .object(let members) = table else { return }
        // The file's own order does not matter.
        let published = try read(.object(members.reversed()))
        #expect(published.paths == space.allPaths && published.paths.count == 8)
        for (index, path) in space.allPaths.enumerated() {
            #expect(published[path] == (80 + Double(index)) / 100)
            let trainings = try #require(published.trainings)[index]
            #expect(trainings == [(79.75 + Double(index)) / 100, (80.25 + Double(index)) / 100])
        }
    }

    @Test func singleTrainingsAreThereForAllOrNotAtAll() throws {
        let space = try PublishedTable.space()
        let table = PublishedTable.json(of: space) { index, _ in 80 + Double(index) }
        #expect(try read(table.setting("000", to: ["mean_acc": 80])).trainings == nil)
        #expect(try read(table.setting("000", to: ["mean_acc": 80, "test_acc": [80]])).trainings == nil)
    }

    @Test func tablesThatDoNotFitAreRefusedByFileAndKey() throws {
        let table = PublishedTable.json(of: try PublishedTable.space()) { index, _ in 80 + Double(index) }
        guard case .object(let members) = table else { return }
        let cases: [(JSONValue, [String])] = [
            ([:], ["has 0 networks", "expected 1 to "]),
            ([1, 2], ["a list", "expected a table of published accuracies"]),
            (.object(members.dropLast() + [.init("11", ["mean_acc": 80])]), ["\"11\"", "2 choices", "expected"]),
            (.object(members.dropLast() + [.init("112", ["mean_acc": 80])]), ["\"112\""]),
            (.object(members.dropLast() + [.init("0,0,0", ["mean_acc": 80])]), ["twice"]),
            (table.setting("010", to: ["std": 1]), ["has no 010.mean_acc"]),
            (table.setting("010", to: 91.5), ["010", "expected an object"]),
            (table.setting("010", to: ["mean_acc": "high"]), ["010.mean_acc is \"high\""]),
            (table.setting("010", to: ["mean_acc": 101]), ["010.mean_acc is 101", "0 to 100"]),
            (table.setting("010", to: ["mean_acc": 90, "test_acc": [90, -1]]), ["010.test_acc", "0 to 100"]),
        ]
        for (wrong, words) in cases {
            let found = sentence { try read(wrong) }
            for word in words + [runs.path("table.json")] {
                #expect(found.contains(word), "\(found) should say \(word)")
            }
        }
        // What is no finite number is no JSON.
        try runs.write(Data("{\"000\": {\"mean_acc\": NaN}}".utf8), to: "nan.json")
        for (file, words) in [
            ("nan.json", "\(runs.path("nan.json")), line 1: a number is not finite; expected a finite one"),
            (
                "nowhere.json",
                "there is no file \(runs.path("nowhere.json")); expected a table of published accuracies"
            ),
        ] {
            let found = sentence { try PublishedAccuracies(file: runs.path(file), space: PublishedTable.space()) }
            #expect(found == words)
        }
    }

    /// Some networks of a space, however large that is.
    @Test func tablesOfSomePathsAreTaken() throws {
        let space = try PublishedTable.space()
        let table = PublishedTable.json(of: space) { index, _ in 80 + Double(index) }
        guard case .object(let members) = table else { return }
        #expect(try read(table).isComplete)
        let part = try read(.object([members[5], members[2]]))
        #expect(!part.isComplete && part.paths == [space.allPaths[2], space.allPaths[5]])
        #expect(part[space.allPaths[5]] == 0.85 && part[space.allPaths[0]] == nil)
        #expect(part.trainings?.count == 2)
        // Networks, orders and regrets are those of the table's own paths.
        let networks = BenchmarkNetworks(part)
        #expect(networks.accuracies.count == 2 && networks.tau(of: [1, 2]) == 1)
        #expect(networks.unconstrainedRegret(of: [2, 1]) == 0.85 - 0.82)
        // All paths of fewer operations are those of another space.
        let wide = try SearchSpace(
            macro: space.macro,
            operations: space.operations + [.invertedBottleneck(kernel: 5, expansion: 3, squeezeExcitation: false)])
        #expect(
            sentence { try read(table, space: wide) }
                == "\(runs.path("table.json")) has all 8 paths of a space of 2 operations; expected a table of \(wide)")
        let large = try SearchSpace(macro: .imagenet, operations: SearchSpace.operations7)
        let key = [String](repeating: "3", count: 21).joined()
        #expect(try read(.object([.init(key, ["mean_acc": 70])]), space: large).paths.count == 1)
    }

    @Test func identitiesWithinAStageCommute() throws {
        let space = try SearchSpace(macro: .nasBenchMacro, operations: SearchSpace.operationsNASBenchMacro, width: 0.25)
        let paths = space.allPaths
        let networks = DistinctNetworks(paths, of: space)
        // A stage of n layers that keep the shape has 1 + 2 + ... + 2^n distinct lists of blocks: 3, 7 and 7, each
        // behind 3 first layers.
        #expect(networks.encodings.count == (3 * 3) * (3 * 7) * (3 * 7))
        #expect(networks.encodings.flatMap { $0 }.sorted() == Array(paths.indices))
        func places(_ keys: String...) throws -> [Int] {
            try keys.map { key in
                let path = try space.path(from: key)
                return try #require(paths.firstIndex(of: path))
            }
        }
        // The second and the third layer of the last stage.
        let alike = try places("10112001", "10112010")
        #expect(networks.encodings.contains(alike))
        // An identity that changes the shape is a convolution of its own; and stages do not exchange blocks.
        for different in [try places("01000000", "10000000"), try places("10100100", "10010100")] {
            #expect(!networks.encodings.contains { $0.contains(different[0]) && $0.contains(different[1]) })
        }
    }

    @Test(arguments: ShippedScenarios.macros) func shippedScenariosLookForTheTableBesideThemselves(name: String) throws
    {
        let scenario = try ScenarioFile.read(ShippedScenarios.path("nas-bench-macro/\(name)"))
        #expect(scenario.name == "nas-bench-macro-\(name)" && scenario.warnings == [])
        #expect(
            scenario.benchmark
                == ShippedScenarios.folder.appendingPathComponent("nas-bench-macro/nas-bench-macro_cifar10.json").path)
        #expect(scenario.searchSpace.pathCountIfSmall == 6561)
        #expect(try Scenario(JSONValue(parsing: scenario.resolved.text(indented: true))) == scenario)
        #expect(try Scenario([:]).benchmark == nil)
        #expect(
            sentence(of: ScenarioError.self) { try Scenario(["benchmark": 3]) }
                == "benchmark is 3; expected a file, or null (none)")
    }
}
