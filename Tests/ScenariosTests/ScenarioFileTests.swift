import Documents
import Foundation
import Layout
import NeuralNetwork
@testable import RunSupport
import ScenarioKeys
import Scenarios
import Supernet
import TestSupport
import Testing

struct ScenarioFileTests {
    @discardableResult
    private func withFile<Result>(
        _ text: String, name: String = "my scenario.v2.json", _ body: (String) throws -> Result
    ) throws -> Result {
        let folder = TemporaryFolder()
        return try body(folder.write(name, text))
    }

    @Test
    func commandLineWinsOverTheFileInItsOrder() throws {
        try withFile("{seed: 2, supernet: {m: 12, k: 6}, data: {set: 'cifar10', path: 'pictures'}}") { path in
            let scenario = try ScenarioFile.read(
                path, settings: ["supernet.m=14", "supernet.m=16", "seed=3", "supernet.score=accuracy"], seed: 4,
                data: "elsewhere")
            #expect(scenario.supernet.m == 16)
            #expect(scenario.supernet.k == 6)
            #expect(scenario.seed == 4)
            #expect(scenario.supernet.score == .accuracy)
            #expect(scenario.data.path == FileManager.default.currentDirectoryPath + "/elsewhere")
        }
    }

    @Test
    func pathsInTheFileBelongToItsFolder() throws {
        for (written, expected) in [("pictures", "/pictures"), ("./a/../b", "/b"), ("/srv/x", nil)] {
            try withFile("{data: {set: 'cifar10', path: '\(written)'}}") { path in
                let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
                let scenario = try ScenarioFile.read(path)
                #expect(scenario.data.path == (expected.map { folder + $0 } ?? written))
                // The resolved copy means the same wherever it lies.
                #expect(try Scenario(scenario.resolved) == scenario)
            }
        }
    }

    @Test(arguments: [
        ("my scenario.v2.json", "myscenario.v2"), ("quick-start_1.json", "quick-start_1"), ("été.json", "t"),
        (".hidden", "hidden"), ("__.json", "scenario"),
    ])
    func nameIsTheFilesOwn(file: String, name: String) throws {
        let scenario = try withFile("{}", name: file) { path in try ScenarioFile.read(path) }
        #expect(scenario.name == name)
    }

    /// A list is shown by the element at fault.
    @Test(arguments: [
        (
            "space: {operations: ['k3e3', 'k4e3']}",
            "space.operations[2] is \"k4e3\"; expected \"id\", or an inverted bottleneck with an odd kernel from 1 to 15 and an "
                + "expansion from 1 to 32, such as \"k3e6\" or \"k5e3se\""
        ),
        (
            "search: {objectives: ['error', 'flops']}",
            "search.objectives[2] is \"flops\"; expected one of \"error\", \"loss\", \"macs\", \"params\", \"latency\""
        ),
        ("seed: 1e19", "seed is 1e+19; expected a whole number from 0 to 9223372036854775807"),
        ("seed: -1", "seed is -1; expected a whole number from 0"),
    ]) func whatIsWrongIsNamed(text: String, expected: String) {
        let found = sentence(of: ScenarioError.self) { try Scenario(JSONValue(parsing: "{\(text)}")) }
        #expect(found == expected)
    }

    @Test func linksThatLeadNowhereAreNamed() throws {
        let folder = TemporaryFolder()
        try FileManager.default.createSymbolicLink(atPath: folder.path("s.json"), withDestinationPath: "nowhere.json")
        #expect(
            sentence(of: ScenarioError.self) { try ScenarioFile.read(folder.path("s.json")) }
                == "the scenario \(folder.path)/s.json cannot be read: it is a link to nowhere.json, which is not there"
        )
    }

    @Test(arguments: ["../x", "a/b", ".x", "", "-x", "a b", "é"])
    func namesThatLeadElsewhereAreRefused(name: String) {
        let found = sentence(of: ScenarioError.self) { try Scenario(["name": .string(name)]) }
        #expect(
            found
                == "name is \"\(name)\"; expected at most 100 letters, digits, \"-\", \"_\" and \".\", beginning with a "
                + "letter or digit, or null (the file's name)"
        )
    }

    @Test(arguments: [
        ("{\n  seed: 1\n  name: 'x'\n}", "line 3"), ("[1]", "an object"), ("", "line 1"),
        ("{supernet: 3}", "supernet is 3"),
        ("{supernet: {m: 'ten'}}", "supernet.m is \"ten\"; expected a whole number from 1 to 100000"),
    ])
    func errorsNameTheFile(text: String, sentence: String) throws {
        try withFile(text) { path in
            do throws(ScenarioError) {
                _ = try ScenarioFile.read(path)
                Issue.record("accepted")
            } catch {
                #expect(error.description.hasPrefix("\(path): "), "\(error)")
                #expect(error.description.contains(sentence), "\(error)")
                #expect(!error.description.contains("\n"))
            }
        }
    }

    @Test
    func unreadableFilesAreNamed() throws {
        let folder = FileManager.default.temporaryDirectory.path
        for (path, reason) in [
            ("/nowhere/at/all.json", "there is no such file"), (folder, "it is a folder; expected a file"),
            ("/nowhere/all", "there is no such file"),
            ("nowhere/all", "neither nowhere/all nor Scenarios/nowhere/all.json is there"),
        ] {
            #expect(throws: ScenarioError.unreadable(file: path, reason: reason)) { try ScenarioFile.read(path) }
        }
        try withFile(String(repeating: " ", count: 1 << 20) + "{}") { path in
            #expect(
                throws: ScenarioError.unreadable(
                    file: path, reason: "it is larger than 1 MiB; expected a scenario")
            ) { try ScenarioFile.read(path) }
        }
    }

    /// A misspelt file is likely one of those beside it.
    @Test func nearestFileIsNamed() throws {
        try withFile("{}") { path in
            let name = URL(fileURLWithPath: path).lastPathComponent
            let misspelt = path.dropLast(6) + ".json"
            #expect(
                throws: ScenarioError.unreadable(
                    file: String(misspelt),
                    reason: "there is no such file; the nearest name in its folder is \(name)")
            ) { try ScenarioFile.read(String(misspelt)) }
        }
    }

    /// A contradiction that the command line makes is the command line's.
    @Test func contradictionsNameTheSettingsThatMakeThem() throws {
        try withFile("{supernet: {m: 10}}") { path in
            func place(_ settings: [String]) -> String? {
                do throws(ScenarioError) {
                    _ = try ScenarioFile.read(path, settings: settings)
                    return nil
                } catch {
                    guard case .conflict(let place, _) = error else { return nil }
                    return place
                }
            }
            #expect(
                place(["supernet.m=7", "seed=3", "supernet.m=5", "supernet.k=10"])
                    == "--set supernet.m=5 --set supernet.k=10")
            #expect(place(["supernet.k=11"]) == "--set supernet.k=11")
            #expect(place(["supernet.rounds=100", "supernet={k: 11, m: 10}"]) == "--set supernet={k: 11, m: 10}")
        }
        try withFile("{supernet: {k: 11}}") { path in
            #expect(
                throws: ScenarioError.conflict(
                    place: path, sentence: "supernet.k is 11 and supernet.m is 10; expected k to be at most m")
            ) {
                try ScenarioFile.read(path, settings: ["supernet.rounds=100"])
            }
        }
    }

    @Test(arguments: ["seed", "=1", "supernet..m=1", ".m=1", "supernet.m.x=1"])
    func malformedSettingsAreRefused(setting: String) throws {
        try withFile("{supernet: {m: 10}}") { path in
            do throws(ScenarioError) {
                _ = try ScenarioFile.read(path, settings: [setting])
                Issue.record("accepted")
            } catch {
                guard case .malformedSetting = error else {
                    Issue.record("\(error)")
                    return
                }
            }
        }
    }

    @Test
    func wrongValuesNameWhereTheyCameFrom() throws {
        try withFile("{supernet: {m: 10}}") { path in
            let sentence = { (settings: [String]) in
                do throws(ScenarioError) {
                    _ = try ScenarioFile.read(path, settings: settings)
                    return ""
                } catch {
                    return error.description
                }
            }
            #expect(sentence(["supernet={m: 0}"]).hasPrefix("--set supernet={m: 0}: supernet.m is 0"))
            #expect(sentence(["supernet.pool.size=0"]).hasPrefix("--set supernet.pool.size=0: "))
            #expect(sentence(["extra.key=0"]).hasPrefix("--set extra.key=0: extra is not a key"))
        }
    }

    /// A run of the first format, with a limit on its search: what it did not say was never a choice.
    @Test
    func foldersOfEarlierRunsKeepTheirMethod() throws {
        let limited = FirstFormat.scenario.replacing(#""macs": null"#, with: #""macs": "2M""#)
        #expect(limited != FirstFormat.scenario)
        try withFile(limited, name: "scenario.json") { path in
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            let old = try ScenarioFile.read(ofRun: folder)
            #expect(old.supernet.initialization == .authors && old.retrain.initialization == .authors)
            #expect(old.supernet.limits == .none && old.search.limits.macs == 2_000_000)
            let set = try ScenarioFile.read(ofRun: folder, settings: ["retrain.residual_gamma=0"])
            #expect(set.retrain.initialization == Initialization(scheme: .fanOut, residualGamma: 0))
            // The same text as a scenario that somebody runs today has today's defaults.
            let plain = try ScenarioFile.read(path)
            #expect(plain.supernet.initialization == .standard && plain.retrain.initialization == .standard)
            #expect(plain.supernet.limits == .search)
        }
        // Which pictures were a part of the set is not told; all of them, or those of a later build, are known.
        let part = FirstFormat.scenario.replacing(#""training_pictures": null"#, with: #""training_pictures": 4000"#)
        #expect(part != FirstFormat.scenario)
        try withFile(part, name: "scenario.json") { path in
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            let old = try ScenarioFile.read(ofRun: folder)
            #expect(old.data.trainingPictures == 4000)
            #expect(
                sentence(of: ScenarioError.self) { try old.data.source(seed: 1) }
                    == "\(path): an earlier build has chosen the 4000 pictures of data.training_pictures, the first ones of the "
                    + "set or the first ones of each class, which the file does not tell; expected a run of this build: "
                    + "`greedynas run \(path)` begins one")
            _ = try ScenarioFile.read(path).data.source(seed: 1)
        }
        try withFile(FirstFormat.scenario, name: "scenario.json") { path in
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            _ = try ScenarioFile.read(ofRun: folder).data.source(seed: 1)
        }
        let cut = try Scenario(["data": ["training_pictures": 4000]])
        try withFile(cut.resolved.description, name: "scenario.json") { path in
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            _ = try ScenarioFile.read(ofRun: folder).data.source(seed: 1)
        }
        // What a run of today has left says everything.
        let now = try Scenario(["supernet": ["residual_gamma": 0.5], "search": ["limits": ["macs": "2M"]]])
        try withFile(now.resolved.description, name: "scenario.json") { path in
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            let read = try ScenarioFile.read(ofRun: folder)
            #expect(read.resolved == now.resolved)
        }
        // A section that is none is refused as ever.
        try withFile("{supernet: 3}", name: "scenario.json") { path in
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            #expect(
                sentence(of: ScenarioError.self) { try ScenarioFile.read(ofRun: folder) }
                    == "\(path): supernet is 3; expected an object")
        }
    }
}
