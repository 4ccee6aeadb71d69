import Documents
import Foundation
import Reproducibility
import RunSupport
import TestSupport
import Testing
@testable import Preparation

struct SetFetchTests {
    private let folder = TemporaryFolder()

    private static let hasCurl = ((try? SystemProgram.run("curl", ["--version"]))?.status ?? 127) == 0

    /// A compressed file in a folder that is to be fetched from.
    private func publish(_ name: String, _ text: String) throws -> PublishedSet.File {
        let bytes = try Gzip.compressed(Array(text.utf8))
        try folder.write("server/\(name).gz", bytes)
        var digest = SHA256()
        digest.update(bytes.span)
        return PublishedSet.File("\(name).gz", bytes.count, digest.hexadecimal)
    }

    private func fetch(_ files: [PublishedSet.File], from addresses: [String]) throws {
        try SetFetch(files, from: addresses, to: folder.path("data")).fetch()
    }

    private var address: String { "file://\(folder.path("server"))" }

    @Test(.enabled(if: hasCurl)) func filesAreDownloadedCheckedAndUnpacked() throws {
        let files = [try publish("a", "one"), try publish("b", "two")]
        try fetch(files, from: [address + "/"])
        #expect(try folder.contents(of: "data") == ["a", "a.gz", "b", "b.gz"])
        #expect(try folder.bytes("data/b") == Array("two".utf8))
        // What is there and right is not asked for again.
        try folder.remove("server")
        try folder.remove("data/a")
        try fetch(files, from: [address])
        #expect(try folder.bytes("data/a") == Array("one".utf8))
    }

    @Test(.enabled(if: hasCurl)) func archivesAreUnpacked() throws {
        try folder.write("source/set/x.bin", "pixels")
        try folder.write("server/readme", "")
        let archive = folder.path("server/set.tar.gz")
        #expect(try SystemProgram.run("tar", ["-czf", archive, "-C", folder.path("source"), "set"]).status == 0)
        let bytes = try folder.bytes("server/set.tar.gz")
        var digest = SHA256()
        digest.update(bytes.span)
        try fetch([PublishedSet.File("set.tar.gz", bytes.count, digest.hexadecimal)], from: [address])
        #expect(try folder.bytes("data/set/x.bin") == Array("pixels".utf8))
    }

    /// The rest alone is asked for: the first half here is not the server's.
    @Test(.enabled(if: hasCurl)) func aDownloadGoesOnWhereItEnded() throws {
        let file = try publish("a", String(repeating: "a longer text ", count: 100))
        let bytes = try folder.bytes("server/a.gz")
        try folder.write("data/a.gz.part", Array(bytes.prefix(20)))
        try folder.write("server/a.gz", [UInt8](repeating: 0, count: 20) + bytes.dropFirst(20))
        try fetch([file], from: [address])
        #expect(try folder.bytes("data/a.gz") == bytes && folder.contents(of: "data") == ["a", "a.gz"])
    }

    @Test(.enabled(if: hasCurl)) func wrongFilesAreRemoved() throws {
        let file = try publish("a", "one")
        try folder.write("server/a.gz", "something else")
        #expect(
            sentence(of: Failure.self) { try fetch([file], from: [address]) }
                == "\(address)/a.gz as downloaded has 14 bytes and is not the published file of \(file.byteCount) bytes with the "
                + "SHA-256 \(file.sha256); it was removed")
        #expect(try folder.contents(of: "data") == [])
        // Another address may have the right ones.
        _ = try publish("a", "one")
        try folder.write("wrong/a.gz", [UInt8](repeating: 0, count: file.byteCount))
        try fetch([file], from: ["file://\(folder.path("wrong"))", address])
        #expect(try folder.bytes("data/a") == Array("one".utf8) && folder.contents(of: "data") == ["a", "a.gz"])
    }

    @Test(.enabled(if: hasCurl)) func theNextAddressIsTriedAndTheFirstOneNamed() throws {
        let file = try publish("a", "one")
        try fetch([file], from: ["file:///not/there", address])
        #expect(try folder.bytes("data/a") == Array("one".utf8))
        try folder.remove("data")
        let words = sentence(of: Failure.self) { try fetch([file], from: ["file:///not/there"]) }
        #expect(words.hasPrefix("file:///not/there/a.gz cannot be downloaded: curl: (37) "))
        #expect(words.hasSuffix("; expected the file there; repeat the command to continue where it stopped"))
    }

    /// A server that cannot send the rest of a file sends all of it.
    @Test(.enabled(if: hasCurl && Python.has("http.server"))) func aServerWithoutPartsIsAskedForTheWhole() throws {
        let file = try publish("a", String(repeating: "a longer text ", count: 100))
        try folder.write("data/a.gz.part", [UInt8](repeating: 7, count: 20))
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import functools, http.server, sys
            handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            print(server.server_address[1], flush=True)
            server.serve_forever()
            """, folder.path("server"),
        ]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer { process.terminate() }
        let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).prefix { $0.isNumber }
        let local = "http://127.0.0.1:\(port)"
        try fetch([file], from: [local])
        #expect(try folder.bytes("data/a.gz") == folder.bytes("server/a.gz"))
        let absent = PublishedSet.File("absent.gz", 5, "")
        #expect(
            sentence(of: Failure.self) { try fetch([absent], from: [local]) }.hasPrefix(
                "\(local)/absent.gz cannot be downloaded: curl: (22) "))
    }

    /// More than a pipe holds, of which the last line is told.
    @Test func aTalkativeProgramIsHeardToItsEnd() throws {
        let end = try SystemTool.run("sh", ["-c", "seq 1 50000 >&2; echo the end >&2; exit 3"])
        #expect(end.code == 3 && end.words == "the end")
    }

    @Test func everySetHasItsFiles() {
        for set in PublishedSet.allCases {
            #expect(!set.addresses.isEmpty && !set.files.isEmpty)
            #expect(set.files.allSatisfy { $0.sha256.count == 64 && $0.byteCount > 4_000 && $0.name.hasSuffix(".gz") })
        }
    }
}
