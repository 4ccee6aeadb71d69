import Documents
import Foundation
import Scenarios
import TestSupport
import Testing
@testable import CommandLineTool

struct InitCommandTests {
    private func run(_ words: [String]) async throws -> String {
        guard case .run(let command, let arguments) = try CommandTable.request(["init"] + words) else { return "" }
        return try await command.run(arguments)
    }

    @Test(arguments: [[], ["--all"]])
    func fileThatIsWrittenIsAScenarioOfItsName(options: [String]) async throws {
        let folder = TemporaryFolder()
        #expect(try await run([folder.path("mine")] + options) == folder.path("mine.json"))
        #expect(try ScenarioFile.read(folder.path("mine.json")).name == "mine")
    }

    @Test
    func fileThatIsThereStays() async throws {
        let folder = TemporaryFolder()
        let file = try folder.write("mine.json", "{}")
        await #expect(throws: UsageError("\(file) already exists; expected a new file name")) { try await run([file]) }
        #expect(try folder.bytes("mine.json") == Array("{}".utf8))
    }
}
