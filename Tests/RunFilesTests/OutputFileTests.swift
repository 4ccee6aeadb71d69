import Documents
import Foundation
import RunSupport
import TestSupport
import Testing
@testable import RunFiles

/// What a command is told to write is looked at first, and is never a file of a run.
struct OutputFileTests {
    private let folder = TemporaryFolder()

    private func run() throws -> String {
        try folder.write("run/scenario.json", "{}")
        try folder.write("run/environment.json", "{}")
        return folder.path("run")
    }

    @Test(arguments: RunFileName.all) func noFileOfARunIsReplaced(name: String) throws {
        let run = try run()
        if name != RunFileName.checkpoints { try folder.write("run/\(name)", "{}") }
        #expect(
            sentence { try OutputFile("\(run)/\(name)") }
                == "\(run)/\(name) is a file of the run in \(run) and is not overwritten; expected another name")
        // The one that it may replace, and the same name elsewhere.
        #expect(throws: Never.self) { try OutputFile("\(run)/\(name)", replacing: "\(run)/../run/\(name)") }
        #expect(throws: Never.self) { try OutputFile(folder.path(name)) }
        #expect(
            sentence { try OutputFile("\(run)/\(name)", replacing: folder.path(name)) }.contains(
                "is not overwritten"))
    }

    /// `greedynas init` writes one wherever its user works.
    @Test func folderOfAScenarioAloneIsNoRun() throws {
        try folder.write("scenario.json", "{}")
        #expect(throws: Never.self) { try OutputFile(folder.path("benchmark.csv")) }
    }

    @Test func noCheckpointIsReplacedEither() throws {
        let run = try run()
        let file = try folder.write("run/checkpoints/checkpoint-000001", "")
        #expect(
            sentence { try OutputFile(file) }
                == "\(file) is a file of the run in \(run) and is not overwritten; expected another name")
    }

    @Test func whatCannotBeWrittenIsRefused() throws {
        #expect(
            sentence { try OutputFile(folder.path("no/such.csv")) }
                == "\(folder.path)/no/such.csv cannot be written: there is no folder \(folder.path)/no; expected an existing folder"
        )
        #expect(sentence { try OutputFile(folder.path) } == "\(folder.path) is a folder; expected a file to write")
        #expect(sentence { try OutputFile("") } == "the file to write has no name; expected one")
        try folder.write("file", "")
        #expect(sentence { try OutputFile(folder.path("file/x")) }.contains("there is no folder"))
    }

    @Test func aFileIsReplacedAsAWhole() throws {
        let file = try OutputFile(folder.write("a.csv", "old and longer"))
        try file.write(Data("new".utf8))
        #expect(try folder.bytes("a.csv") == Array("new".utf8))
        #expect(try folder.contents() == ["a.csv"])
    }

    /// A rename would put a file in its place, and whoever reads the pipe would wait for ever.
    @Test func aPipeIsWrittenInto() async throws {
        let pipe = folder.path("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        let descriptor = open(pipe, O_RDONLY | O_NONBLOCK)
        try OutputFile(pipe).write(Data("through".utf8))
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        #expect(try handle.readToEnd() == Data("through".utf8))
        #expect(try folder.contents() == ["pipe"])
    }
}
