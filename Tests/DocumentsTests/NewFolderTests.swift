import Foundation
import TestSupport
import Testing
@testable import Documents

struct NewFolderTests {
    private let folder = TemporaryFolder()

    @Test func foldersAboveAreMadeToo() throws {
        for _ in 0..<2 { try NewFolder.make(folder.path("a/b/c")) }
        #expect(FolderContents.isFolder(folder.path("a/b/c")))
    }

    @Test func whatIsInTheWayIsNamed() throws {
        let file = try folder.write("file", "")
        let link = folder.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/nowhere/at/all")
        for (path, words) in [
            (file, "it is a file"), (file + "/a", "\(file) is a file"), (file + "/a/b", "\(file) is a file"),
            (link, "it is a link to /nowhere/at/all, which is not there"),
            (link + "/a", "\(link) is a link to /nowhere/at/all, which is not there"),
        ] {
            #expect(NewFolder.obstacle(to: path) == words)
            #expect(throws: Failure("the folder \(path) cannot be created: \(words)")) { try NewFolder.make(path) }
        }
        #expect(try folder.contents() == ["file", "link"])
    }

    /// Nothing is made by looking.
    @Test func lookingMakesNothing() throws {
        #expect(NewFolder.obstacle(to: folder.path("a/b")) == nil)
        #expect(try folder.contents().isEmpty)
    }

    /// The system keeps this folder to itself, whoever asks.
    @Test(.enabled(if: FolderContents.isFolder("/proc/self")))
    func theSystemsReasonIsGiven() {
        // Which of these it says is up to the system and the user.
        let reasons = ["No such file or directory", "Operation not permitted", "Permission denied"].map {
            "the output folder /proc/self/a/b cannot be created: \($0)"
        }
        let error = #expect(throws: Failure.self) {
            try NewFolder.make("/proc/self/a/b", called: "the output folder")
        }
        #expect(reasons.contains("\(error.map { "\($0)" } ?? "")"))
    }
}
