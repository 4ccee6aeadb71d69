import Documents
import Foundation
import Scenarios
import TestSupport
import Testing

/// The keys that name a file or a folder, or none: they are read alike.
struct ScenarioPathTests {
    /// A name means the shipped file only where no file is there by that name.
    @Test
    func namesFindShippedScenarios() throws {
        let folder = TemporaryFolder()
        try folder.write("Scenarios/small.json", "{}")
        try folder.write("Scenarios/sweeps/seeds.json", "{}")
        let own = try folder.write("own", "{}")
        func found(_ path: String) -> String { ScenarioFile.found(path, in: folder.path) }
        #expect(found("small") == folder.path("Scenarios/small.json"))
        #expect(found("sweeps/seeds") == folder.path("Scenarios/sweeps/seeds.json"))
        #expect(found(own) == own)
        // A folder is no scenario; that of the sources is where tests run.
        try folder.write("Scenarios/Sources.json", "{}")
        #expect(found("Sources") == folder.path("Scenarios/Sources.json"))
        #expect(found("smal") == "smal")
        #expect(found("small.json") == "small.json")
    }

    /// What is typed begins where it is typed, whatever the folder of the scenario.
    @Test(arguments: ["data.path", "search.latency_table", "benchmark"])
    func pathsOfTheCommandLineBeginInTheWorkingDirectory(key: String) throws {
        let folder = TemporaryFolder()
        let file = try folder.write("s.json", "{}")
        let parts = key.split(separator: ".").map(String.init)
        let whole = "\(FileManager.default.currentDirectoryPath)/there"
        let section = parts.count == 2 ? ["\(parts[0])={\(parts[1]): 'x/../there'}"] : []
        for setting in ["\(key)=there"] + section {
            let resolved = try ScenarioFile.read(file, settings: [setting]).resolved
            #expect(parts.reduce(Optional(resolved)) { $0?[$1] } == .string(whole))
        }
        #expect(try ScenarioFile.read(file, settings: ["\(key)=null"]).resolved.value(at: key) == .null)
    }

    @Test(arguments: [
        ("data.path", "a folder"), ("search.latency_table", "a file"),
        ("supernet.budget.matching", "the folder of a finished run"), ("benchmark", "a file"),
    ])
    func optionalPathsBeginInTheFoldersOfTheirScenarios(key: String, values: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("greedynas-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        /// What the resolved scenario has there; a matched run is not looked for where the images are given.
        func found(_ value: String) throws -> JSONValue? {
            let names = key.split(separator: ".").map(String.init)
            let images = key.hasSuffix("matching") ? ", images: 100000" : ""
            let text = names.reversed().reduce("\(value)\(images)") { "{\($1): \($0)}" }
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/s.json"))
            let resolved = try ScenarioFile.read("\(folder)/s.json").resolved
            return names.reduce(Optional(resolved)) { $0?[$1] }
        }
        #expect(try found("'x/../there'") == .string("\(folder)/there"))
        #expect(try found("'/srv/there'") == "/srv/there")
        #expect(try found("null") == .null)
        for wrong in ["''", "5", "['there']"] {
            do {
                _ = try found(wrong)
                Issue.record("accepted \(wrong)")
            } catch {
                #expect("\(error)".contains("expected \(values), or null (none)"), "\(error)")
            }
        }
    }
}
