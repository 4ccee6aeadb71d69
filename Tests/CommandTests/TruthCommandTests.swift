import Documents
import Foundation
import TestSupport
import Testing
@testable import CommandLineTool

struct TruthCommandTests {
    private func run(_ words: String...) async throws -> String {
        guard case .run(let command, let arguments) = try CommandTable.request(words) else { return "" }
        return try await command.run(arguments)
    }

    @Test func numberOfNetworksIsNeeded() async {
        await #expect(throws: UsageError("--networks N is missing; it has no default")) {
            try await run("truth", "x.json")
        }
        let wrong = [
            ["--networks", "0"], ["--networks", "2", "--seeds", "0"], ["--networks", "100000", "--seeds", "2"],
        ]
        for words in wrong {
            await #expect(throws: UsageError.self) {
                guard case .run(let command, let arguments) = try CommandTable.request(["truth", "x.json"] + words)
                else {
                    Issue.record("\(words) does not run")
                    return
                }
                _ = try await command.run(arguments)
            }
        }
        await #expect(
            throws: UsageError("--shard is \"3/2\"; expected I/N, the I-th of N parts, I from 1 to N")
        ) { try await run("truth", "x.json", "--networks", "2", "--shard", "3/2") }
    }

    @Test func commandTrainsAndPrintsOneDocument() async throws {
        let folder = TemporaryFolder()
        let file = try folder.write(
            "tiny.json",
            """
            {
              data: { generated: { training: 120, test: 10 }, filtering: 20, search: 20 },
              space: { macro: "quickstart", width: 0.25 }, supernet: { batch: 16, scoring_pictures: 16 },
              retrain: { epochs: 1 },
            }
            """)
        let text = try await run(
            "truth", file, "--networks", "2", "--json", "--quiet", "--output", folder.path("t"))
        let json = try JSONValue(parsing: text)
        #expect(json["finished"] == 2 && json["test_openings"] == 2)
        #expect(FileManager.default.fileExists(atPath: folder.path("t/table.json")))
    }
}
