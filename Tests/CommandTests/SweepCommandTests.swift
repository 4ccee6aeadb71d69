import Foundation
import RunSupport
import ScenarioKeys
import Scenarios
import TestSupport
import Testing
@testable import CommandLineTool

struct SweepCommandTests {
    private func run(_ words: String...) async throws -> String {
        guard case .run(let command, let arguments) = try CommandTable.request(words) else { return "" }
        return try await command.run(arguments)
    }

    /// A file with a sweep of two runs, which goes when the work is done.
    private func withSweep(_ work: (String) async throws -> Void) async throws {
        let folder = TemporaryFolder()
        try await work(folder.write("sweep.json", "{ sweep: { seed: [1, 2] } }"))
    }

    @Test(arguments: ["0/2", "3/2", "1", "x", "1/0"])
    func shardsOutOfRangeAreExplained(text: String) async {
        await #expect(
            throws: UsageError("--shard is \"\(text)\"; expected I/N, the I-th of N parts, I from 1 to N")
        ) { try await run("sweep", "x.json", "--shard", text) }
    }

    /// Every command that takes a scenario to compute refuses one that is many, and names the command that takes it.
    @Test(arguments: ["run", "plan", "latency"])
    func otherCommandsRefuseASweep(name: String) async throws {
        try await withSweep { file in
            do {
                _ = try await run(name, file)
                Issue.record("accepted")
            } catch {
                #expect(Program.code(of: error) == 2)
                #expect("\(error)".contains("`greedynas sweep`"), "\(error)")
            }
        }
    }

    @Test func simulationsTakeNoOptionsOfRuns() async throws {
        try await withSweep { file in
            for option in ["--plan", "--until=search", "--data=x", "--tensorboard=x"] {
                let found = await sentence(of: UsageError.self) { try await run("sweep", file, "--simulate", option) }
                #expect(
                    found.hasPrefix("\(option.split(separator: "=")[0]) cannot be used with --simulate, which"),
                    "\(found)")
            }
        }
    }

    @Test func planPrintsAndDoesNothing() async throws {
        let folder = TemporaryFolder()
        let file = try folder.write("s.json", "{ until: 'supernet', sweep: { 'supernet.m': [6, 10] } }")
        let text = try await run("sweep", file, "--plan", "-q", "-o", folder.path("out"))
        #expect(text.hasPrefix("run   rounds  corrected  "))
        #expect(try folder.contents() == ["s.json"])
    }

    @Test func seedThatIsVariedCannotBeGivenToo() async throws {
        try await withSweep { file in
            let found = await sentence(of: ScenarioError.self) { try await run("sweep", file, "--seed", "3") }
            #expect(
                found
                    == "--seed 3: seed is set and also varied by the sweep; expected one of the two")
        }
    }
}
