import Documents
import Foundation
import RunSupport
import Scenarios
import Testing
@testable import RunFiles
@testable import Runs

/// Files that are not as their run left them are found out by whoever reads them.
struct KeptFilesTests {
    private let runs = TinyRuns()

    /// Changes one bit of a file and gives it back afterwards.
    private func withFlippedBit(of name: String, at place: Int, _ work: () throws -> Void) throws {
        let whole = try runs.bytes(name)
        var bytes = whole
        bytes[place < 0 ? bytes.count + place : place] ^= 1
        try runs.write(bytes, to: name)
        try work()
        try runs.write(whole, to: name)
    }

    private func search() throws -> SearchRun {
        try SearchRun(
            runs.path("a"), output: nil, settings: [], seed: nil, data: nil, workers: 1)
    }

    private func expectNotTheFile(_ name: String, listedBy source: String, _ found: String) {
        let parts = found.components(separatedBy: "SHA-256 begins with ")
        #expect(
            parts.first == "\(runs.path("a"))/\(name) has changed since \(runs.path("a"))/\(source) listed it: its ")
        #expect(found.hasSuffix("; expected the original file"))
    }

    @Test func summaryListsTheFilesAsTheyAre() async throws {
        let outcome = try await runs.run(runs.scenario(), to: "a", until: .retrain)
        #expect(
            outcome.files.map(\.name) == [
                "scenario.json", "pictures.json", "metrics.jsonl", "pool.json", "supernet.weights", "front.json",
                "architecture.json",
                "network.weights",
            ])
        #expect(throws: Never.self) { try KeptFiles(of: runs.path("a")).check() }
        for file in outcome.files {
            try withFlippedBit(of: "a/\(file.name)", at: -1) {
                let found = sentence { try KeptFiles(of: runs.path("a")).check() }
                expectNotTheFile(file.name, listedBy: "summary.json", found)
            }
        }
    }

    @Test func aFlippedBitOfTheWeightsIsFoundByASearchAndAVerification() async throws {
        _ = try await runs.run(runs.scenario(), to: "a")
        try withFlippedBit(of: "a/supernet.weights", at: -100) {
            expectNotTheFile("supernet.weights", listedBy: "summary.json", sentence { try search() })
            expectNotTheFile(
                "supernet.weights", listedBy: "summary.json",
                sentence {
                    try Verification(
                        of: runs.path("a"), fromCheckpoint: false, data: nil, workers: 1)
                })
        }
        // Without a summary the network that was found knows by which weights.
        try FileManager.default.removeItem(atPath: runs.path("a/summary.json"))
        try withFlippedBit(of: "a/supernet.weights", at: -100) {
            expectNotTheFile("supernet.weights", listedBy: "architecture.json", sentence { try search() })
        }
        #expect(!FolderContents.exists(runs.path("a-search")))
        #expect(throws: Never.self) { try search() }
    }

    @Test func anotherRunsWeightsAreFoundOut() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        _ = try await runs.run(runs.scenario(seed: 2), to: "b", until: .supernet)
        try runs.write(runs.bytes("b/supernet.weights"), to: "a/supernet.weights")
        expectNotTheFile("supernet.weights", listedBy: "summary.json", sentence { try search() })
    }

    @Test func scenarioPoolAndNetworkAreReadAsTheyWereLeft() async throws {
        _ = try await runs.run(runs.scenario(), to: "a")
        let scenario = try runs.json("a/scenario.json").setting("name", to: "other").text(indented: true)
        let written = try runs.bytes("a/scenario.json")
        try runs.write(Data(scenario.utf8), to: "a/scenario.json")
        for found in [
            sentence { try search() },
            sentence { try RetrainRun.scenario(of: runs.path("a"), settings: [], seed: nil, data: nil) },
        ] {
            expectNotTheFile("scenario.json", listedBy: "summary.json", found)
        }
        try runs.write(written, to: "a/scenario.json")
        for (name, found) in [
            ("pool.json", { sentence { try search() } }),
            ("architecture.json", { sentence { try FoundArchitecture(of: runs.path("a")) } }),
        ] {
            // A blank changes nothing that is read.
            let whole = try runs.bytes("a/\(name)")
            try runs.write(whole + Data(" ".utf8), to: "a/\(name)")
            expectNotTheFile(name, listedBy: "summary.json", found())
            try runs.write(whole, to: "a/\(name)")
        }
    }
}
