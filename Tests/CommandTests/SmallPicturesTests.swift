import Architecture
import Documents
import Foundation
import LatencyTables
import RunSupport
import Scenarios
import Search
import Testing
@testable import CommandLineTool

/// Commands build, count and time networks for the pictures at hand, be they of a size and with classes that no published
/// set has.
struct SmallPicturesTests {
    private let runs = TinyRuns()
    private static let path = "01201201"

    private func json(_ words: String...) async throws -> JSONValue {
        guard case .run(let command, let arguments) = try CommandTable.request(words + ["--json", "--quiet"]) else {
            return .null
        }
        return try await JSONValue(parsing: command.run(arguments))
    }

    /// A scenario in a file, and its space for 16x16 pictures of five classes.
    private func scenario() throws -> (file: String, space: SearchSpace) {
        let scenario = try runs.scenarioOfSmallPictures()
        try runs.write(Data(scenario.resolved.description.utf8), to: "small.json")
        let space = try scenario.measuredSpace()
        #expect(space.macro.side == 16 && space.macro.classes == 5 && space != scenario.searchSpace)
        return (runs.path("small.json"), space)
    }

    @Test func aPathIsRetrainedAsTheSpaceHasIt() async throws {
        let (file, space) = try scenario()
        let network = try space.blueprint(of: space.path(from: Self.path))
        let summary = try await json(
            "retrain", Self.path, "--scenario", file, "--output", runs.path("b"), "--workers", "2")
        #expect(summary["architecture"]?["notation"] == .string(network.description))
        #expect(summary["architecture"]?["macs"] == .integer(network.macs))
    }

    @Test func aPathIsDescribedAsTheSpaceHasIt() async throws {
        let (file, space) = try scenario()
        let network = try space.blueprint(of: space.path(from: Self.path))
        let description = try await json("describe", Self.path, "--scenario", file)
        #expect(description["notation"] == .string(network.description))
        #expect(description["macs"] == .integer(network.macs))
    }

    /// The smallest network alone is within the limit, and for larger pictures none is.
    @Test func truthIsOfNetworksWithinTheLimitsAsTheyAreBuilt() async throws {
        let (file, space) = try scenario()
        let least = CostTable(of: space).minimum.macs
        let table = try await json(
            "truth", file, "--networks", "1", "--set", "search.limits.macs=\(least / 1000 + 1)K", "--output",
            runs.path("t"), "--workers", "2")
        let row = try #require(table["networks"]?.elements.first)
        let choices = try #require(row["choices"]).elements.compactMap { $0.double.map { Int($0) } }
        #expect(row["macs"] == .integer(try space.blueprint(of: space.path(from: choices)).macs))
    }

    @Test func runsAreCorrelated() async throws {
        let space = try scenario().space
        _ = try await runs.run(runs.scenarioOfSmallPictures(), to: "a", until: .supernet)
        let table = try await json("correlate", runs.path("a"), "--paths", "5", "--workers", "2")
        #expect(table["fingerprint"] == .string(space.fingerprint) && table["paths"] == 5)
    }

    @Test func latenciesAreThoseOfTheSpaceOfTheRun() async throws {
        let (file, space) = try scenario()
        let moved = runs.path("moved")
        try FileManager.default.moveItem(atPath: runs.path("small"), toPath: moved)
        let table = runs.path("latency.json")
        _ = try await json("latency", file, "--data", moved, "--output", table)
        #expect(throws: Never.self) { try LatencyTable(file: table, space: space, threads: 1) }
        #expect(
            await sentence(of: UsageError.self) { try await json("latency", "FairNAS-C", "--data", moved) }
                == "--data is given with a network; expected it with a scenario alone")
    }
}
