import Testing
@testable import CommandLineTool

struct CompareCommandTests {
    private func run(_ words: String...) async throws -> String {
        guard case .run(let command, let arguments) = try CommandTable.request(["compare"] + words) else { return "" }
        return try await command.run(arguments)
    }

    @Test
    func oneKindOfTableAtATime() async {
        await #expect(throws: UsageError("--markdown and --json are both given; expected one of them")) {
            try await run("a", "--markdown", "--json")
        }
    }

    @Test
    func foldersThatAreNoRunsEndWithCodeTwo() async {
        do {
            _ = try await run("no/such/folder", "b")
            Issue.record("accepted")
        } catch {
            #expect(Program.code(of: error) == 2)
            #expect(
                Program.sentence(of: error)
                    == "there is no folder no/such/folder; expected the folder of a finished run")
        }
    }
}
