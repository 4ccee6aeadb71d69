import Architecture
import Foundation
import Layout
import NeuralNetwork
import Runs
import ScenarioKeys
import Search
import Supernet
import TensorFiles
import Testing
import Workers
@testable import Documents
@testable import RunFiles
@testable import RunSupport
@testable import Scenarios

/// Searches of their own in the folder of a finished run.
struct SearchRunTests {
    private let runs = TinyRuns()

    @Test func findsTheSameAsTheRunsOwnSearch() async throws {
        let run = try await runs.run(runs.scenario(), to: "a", workers: 1)
        let own = try #require(run.search)
        let again = try await runs.search("a", workers: 3)
        #expect(again.search.front == own.front)
        for file in ["front.json", "architecture.json"] {
            #expect(try runs.bytes("a/\(file)") == runs.bytes("a-search/\(file)"), "\(file)")
        }
        #expect(try runs.json("a-search/scenario.json") == runs.json("a/scenario.json"))
        #expect(try runs.json("a-search/summary.json") == again.json)
        #expect(try runs.metrics("a-search", kind: "generation").count == 3)
        #expect(try await runs.search("a", to: "b").digest == again.digest)
        // A search once more, from a run that stopped before its own.
        _ = try await runs.run(runs.scenario(), to: "c", until: .supernet)
        // Slashes behind the name are no part of it.
        #expect(try await runs.search("c//").digest == again.digest)
        #expect(FolderContents.exists(runs.path("c-search/summary.json")))
    }

    @Test func settingsAndSeedChangeTheSearchOnly() async throws {
        let own = try #require(try await runs.run(runs.scenario(), to: "a").search)
        let other = try await runs.search(
            "a", to: "b", settings: ["search.population=4", "search.start=random"], seed: 5)
        #expect(other.search.evaluated == 12 && other.search.seed == 5)
        #expect(other.search.front != own.front)
        #expect(try runs.json("b/scenario.json")["search"]?["seed"] == 5)
        // The pictures are those of the run, since they follow its seed.
        #expect(try runs.json("b/scenario.json")["seed"] == 1)
        for setting in ["seed=3", "data.search=30"] {
            let found = await sentence { try await runs.search("a", to: "c", settings: [setting]) }
            #expect(
                found
                    == "--set \(setting) would change what the supernet was trained with; expected a key of the section "
                    + "search, such as search.population"
            )
        }
        for (setting, words) in [
            ("search.x=3", "search.x is not a key of a scenario; "),
            ("search.limits.macs=5.5", "search.limits.macs is 5.5; expected a count such as 330000000, or with a unit"),
            ("search.limits.latency=1M", "search.limits.latency is \"1M\"; expected a time with a unit, us, ms or s"),
        ] {
            let found = await sentence(of: ScenarioError.self) {
                try await runs.search("a", to: "c", settings: [setting])
            }
            #expect(found.hasPrefix("--set \(setting): \(words)"), "\(found)")
        }
        let found = await sentence { try await runs.search("a", to: "c", settings: ["search.limits.macs=0.1K"]) }
        #expect(
            found.hasPrefix(
                "search.limits: no network of the space is within the limit of 100 on MACs; the smallest has "),
            "\(found)")
        #expect(!FolderContents.exists(runs.path("c")))
    }

    /// Limits of another search change neither what the supernet was trained within nor whether that may be, and each search
    /// says so.
    @Test func otherLimitsLeaveWhatWasTrained() async throws {
        _ = try await runs.run(runs.scenario(search: "limits: {macs: '200K'}"), to: "a", until: .supernet)
        let least = CostTable(of: try runs.scenario().searchSpace).minimum.macs
        let tight = "search.limits.macs=\(least / 1000 + 1)K"
        let scenario = try ScenarioFile.read(runs.path("a/scenario.json"), settings: [tight])
        // As a training's these limits would be refused.
        #expect(throws: Refusal.self) { try scenario.trainedDomain(of: scenario.searchSpace) }
        for (setting, name) in [(tight, "b"), ("search.limits.macs=null", "c")] {
            _ = try await runs.search("a", to: name, settings: [setting])
            let written = try runs.json("\(name)/scenario.json")["supernet"]?["limits"]
            #expect(written == ["macs": "200k", "params": nil, "latency": nil], "\(setting)")
        }
        _ = try await runs.search("a", to: "d", settings: ["search.population=4"])
        #expect(try runs.json("d/scenario.json")["supernet"]?["limits"] == "search")
    }

    @Test func foldersThatCannotServeAreRefused() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        for (name, words) in [
            ("nowhere", "there is no folder \(runs.path("nowhere"))"),
            ("a/pool.json", "\(runs.path("a/pool.json")) is not a folder"),
        ] {
            #expect(await sentence { try await runs.search(name) } == "\(words); expected the folder of a run")
        }
        let full = await sentence { try await runs.search("a", to: "a") }
        #expect(
            full
                == "the output folder \(runs.path("a")) is not empty; expected a new or empty folder (choose one with --output)"
        )
        try FileManager.default.createDirectory(atPath: runs.path("empty"), withIntermediateDirectories: true)
        let empty = await sentence { try await runs.search("empty") }
        #expect(
            empty
                == "\(runs.path("empty")) has no scenario.json, so no run began in it; expected the folder of a run")
        _ = try await runs.search("a", to: "b")
        let searched = await sentence { try await runs.search("b", to: "c") }
        #expect(searched == "\(runs.path("b")) is the folder of a standalone search; expected that of a run")
        // A network that a search found can be trained; a simulation has none.
        try runs.write(Data("{\"kind\": \"simulation\"}".utf8), to: "b/environment.json")
        #expect(
            sentence { try RetrainRun.scenario(of: runs.path("b"), settings: [], seed: nil, data: nil) }
                == "\(runs.path("b")) is the folder of a simulation; expected that of a run")
    }

    /// Every way in which the pool's file can be wrong, with what the sentence must say.
    @Test func poolsThatDoNotFitAreRefused() async throws {
        let summary = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        let space = summary.space
        let file = runs.path("pool.json")
        let pool = try runs.json("a/pool.json")
        #expect(
            try PoolFile.paths(of: runs.path("a/pool.json"), space: space) == summary.result.pool.members.map(\.path))
        let members = try #require(pool["members"]?.elements)
        let wrong: [(JSONValue, String)] = [
            (pool.setting("fingerprint", to: "0"), "is a pool of another search space, with quickstart"),
            (pool.setting("scored_on", to: "each round's filtering pictures"), "is of a training that is not finished"),
            (pool.setting("members", to: .array(members + [members[0]])), "expected each path once"),
            (pool.setting("members", to: [members[0].setting("choices", to: [0, 1])]), "members[1]"),
            (pool.setting("members", to: [members[0].setting("choices", to: [9, 0, 0, 0, 0, 0, 0, 0])]), "members[1]"),
            (pool.setting("members", to: [members[0].setting("choices", to: "0")]), "members[1].choices"),
            (pool.setting("members", to: [3]), "members[1] is a number; expected an object"),
            (pool.setting("members", to: 3), "members is 3; expected a list of objects"),
            ([], "expected the pool.json of a run"),
            (.object([]), "has no fingerprint"),
        ]
        for (document, words) in wrong {
            try runs.write(Data(document.description.utf8), to: "pool.json")
            expectRefusal(words) { _ = try PoolFile.paths(of: file, space: space) }
        }
        try runs.write(Data("{".utf8), to: "pool.json")
        expectRefusal("line 1") { _ = try PoolFile.paths(of: file, space: space) }
        expectRefusal("no file") { _ = try PoolFile.paths(of: file + "x", space: space) }
    }

    @Test func poolOfAnotherSpaceIsRefused() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        _ = try await runs.run(runs.scenario(operations: "['k3e1', 'k5e3', 'id']"), to: "b", until: .supernet)
        try runs.write(runs.bytes("b/pool.json"), to: "a/pool.json")
        let found = await sentence { try await runs.search("a") }
        #expect(
            found
                == "\(runs.path("a"))/pool.json is a pool of another search space, with operations k3e1 k5e3 id and not "
                + "operations k3e1 k3e3 id; expected one of the same")
        try runs.write(runs.bytes("b/supernet.weights"), to: "b/x.weights")
        let layout = SupernetLayout(try runs.scenario().searchSpace)
        expectRefusal("another search space") {
            _ = try WeightsFile.read(runs.path("b/supernet.weights"), layout: layout)
        }
    }

    @Test func weightsAreReadAsTheyWereWritten() async throws {
        let summary = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        let layout = SupernetLayout(summary.space)
        let (weights, _) = try WeightsFile.read(runs.path("a/supernet.weights"), layout: layout)
        for parameter in layout.table.parameters {
            let written = summary.result.weights
            #expect(
                parameter.range.allSatisfy { weights.pointer[$0] == written.pointer[$0] }, "\(parameter.name)")
        }
    }

    /// Weights cut anywhere, with a false length, false places, shapes or numbers: a sentence, and never a crash.
    @Test func damagedWeightsAreRefused() async throws {
        let summary = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        let layout = SupernetLayout(summary.space)
        let good = try runs.bytes("a/supernet.weights")
        let length = Int(good.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        func refuse(_ data: Data, _ words: String) throws {
            try runs.write(data, to: "w")
            expectRefusal(words) { _ = try WeightsFile.read(runs.path("w"), layout: layout) }
        }
        for count in [0, 7] {
            try refuse(
                good.prefix(count), "w has \(count) bytes; expected safetensors, which begin with 8 bytes of length")
        }
        for count in [8, 100, 8 + length - 1] {
            try refuse(
                good.prefix(count),
                "w says that its header has \(length) bytes, but only \(count - 8) follow; expected a complete safetensors file"
            )
        }
        for count in [8 + length, good.count - 4, good.count - 1] {
            try refuse(good.prefix(count), "so the file is damaged")
        }
        try refuse(good + [0], "so the file is damaged")
        try refuse(Data(repeating: 255, count: 8) + good.dropFirst(8), "says that its header has")
        let header = String(decoding: good[8..<8 + length], as: UTF8.self)
        func changed(_ old: String, _ new: String) -> Data {
            var text = header
            if let range = text.range(of: old) { text.replaceSubrange(range, with: new) }
            #expect(text != header, "\(old)")
            let bytes = Data(text.utf8)
            return withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Data($0) } + bytes + good[(8 + length)...]
        }
        try refuse(
            changed("F32", "F64"),
            "w: stem.weight.dtype is \"F64\"; expected \"F32\", the only type of numbers that is read here")
        try refuse(
            changed("[3, 3, 3, 8]", "[3, 3, 8, 3]"),
            "w: stem.weight has the shape [3, 3, 8, 3]; expected [3, 3, 3, 8]")
        try refuse(changed("\"data_offsets\": [0, ", "\"data_offsets\": [4, "), "data_offsets")
        try refuse(changed("\"data_offsets\": [0, ", "\"data_offsets\": [-9223372036854775808, "), "data_offsets")
        try refuse(changed("\"data_offsets\": [0, ", "\"data_offsets\": ["), "data_offsets")
        try refuse(changed("\"stem.weight\"", "\"stem.wait\""), "has no stem.weight")
        try refuse(changed("\"fingerprint\"", "\"finger\""), "another search space")
        try refuse(changed("{", "["), "header cannot be read")
        let tree = try JSONValue(parsing: header)
        let gamma = try #require(tree["stem.gamma"])
        let shared = Data(tree.setting("stem.beta", to: gamma).description.utf8)
        try refuse(
            withUnsafeBytes(of: UInt64(shared.count).littleEndian) { Data($0) } + shared + good[(8 + length)...],
            "share bytes")
        var infinite = good
        infinite.replaceSubrange(8 + length..<8 + length + 4, with: [0, 0, 128, 127])
        try refuse(infinite, "stem.weight holds a number that is not finite")
    }

    private func expectRefusal(_ words: String, _ body: () throws -> Void) {
        let found = sentence(body)
        #expect(found.contains(words), "\(found)")
    }
}
