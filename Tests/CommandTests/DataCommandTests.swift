import Documents
import TestSupport
import Testing
@testable import CommandLineTool

struct DataCommandTests {
    private let folder = TemporaryFolder()

    private func run(_ words: String...) async throws -> String {
        guard case .run(let command, let arguments) = try CommandTable.request(words) else { return "" }
        return try await command.run(arguments)
    }

    /// Of a folder with folders it is said what is wrong with these, not that it holds no files of other sets.
    @Test func aFolderOfFoldersIsJudgedAsOne() async throws {
        try folder.write("pictures/cat/1.jpg", "x")
        try folder.write("pictures/dog/notes.txt", "x")
        let path = folder.path("pictures")
        await #expect(
            throws: Refusal(
                "the class folder \(path)/dog holds no picture (.jpg, .jpeg, .png, .ppm, .pgm, .pbm, .pnm); expected at least "
                    + "one")
        ) { try await run("data", "inspect", path) }
        try folder.write("files/notes.txt", "x")
        let words = await #expect(throws: (any Error).self) { try await run("data", "inspect", folder.path("files")) }
        #expect(
            "\(words.map { "\($0)" } ?? "")".hasPrefix(
                "found no files of cifar10, cifar100, idx, npy, packed: looked for"))
    }

    /// A scenario says itself what its pictures are in.
    @Test func theFormatOfAScenarioIsNotGiven() async throws {
        try folder.write("a.json", "{}")
        await #expect(
            throws: UsageError(
                "--kind cannot be used with a scenario, whose data.set says the format; expected a folder")
        ) { try await run("data", "inspect", folder.path("a.json"), "--kind", "cifar10") }
    }
}
