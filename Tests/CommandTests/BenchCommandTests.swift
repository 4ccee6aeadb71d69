import Documents
import Foundation
import RunSupport
import TestSupport
import Testing

@testable import CommandLineTool

/// A scenario whose pictures are files.
private let cifar10 = ShippedScenarios.path("cifar10")

struct BenchCommandTests {
    private func run(_ words: [String]) async throws -> String {
        guard case .run(let command, let arguments) = try CommandTable.request(["bench"] + words) else { return "" }
        return try await command.run(arguments)
    }

    @Test(arguments: [
        ([], "--mode train|score|round is missing; it has no default"),
        (["--mode", "speed"], "expected one of train, score, round"),
        (["--mode", "train", "--macro", "quickstart"], "expected one of cifar, imagenet"),
        (["--mode", "train", "--width", "0"], "--width is \"0\"; expected a number above 0"),
        (["--mode", "train", "--width", "wide"], "--width is \"wide\""),
        (["--mode", "train", "--width", "nan"], "--width is \"nan\""),
        (["--mode", "train", "--width", "12"], "the width"),
        (["--mode", "train", "--batch", "0"], "--batch is \"0\"; expected a whole number from 1"),
        (["--mode", "score", "--images", "-1"], "--images is \"-1\"; expected a whole number from 1"),
        (["--mode", "score", "--repetitions", "0"], "--repetitions is \"0\""),
        (["--mode", "score", "--workers", "0"], "--workers is \"0\""),
        (["--mode", "score", "--paths", "/nowhere/paths.json"], "/nowhere/paths.json cannot be read"),
        (["--mode", "round", "--macro", "imagenet", "--images", "1000000"], "GiB of memory"),
        (["--kernels", "--mode", "train"], "--mode is given with --kernels"),
        (["--kernels", "--paths", "x"], "--paths is given with --kernels"),
        (["--kernels", "--workers", "x"], "--workers is \"x\""),
        (["--kernels", "--rounds", "3"], "--rounds is given without --scenario"),
        (["--kernels", "--scenario", "a.json"], "--scenario is given with --kernels"),
        (["--mode", "train", "--rounds", "3"], "--rounds is given without --scenario"),
        (["--mode", "train", "--data", "x"], "--data is given without --scenario"),
        (["--seed", "3"], "--seed is given without --scenario"),
        (["--mode", "round", "--scenario", "a.json"], "--mode is given with --scenario"),
        (["--scenario", "a.json", "--batch", "3"], "--batch is given with --scenario"),
        (["--scenario", "a.json", "--paths", "x"], "--paths is given with --scenario"),
        (["--scenario", "a.json", "--rounds", "0"], "--rounds is \"0\"; expected a whole number from 1"),
        (["--scenario", "a.json", "--repetitions", "x"], "--repetitions is \"x\""),
        (["--scenario", "a.json", "--workers", "0"], "--workers is \"0\""),
        (["--scenario", "/nowhere/a.json"], "/nowhere/a.json"),
        (["--scenario", cifar10, "--data", "/nowhere"], "/nowhere"),
    ])
    func wrongValuesAreExplained(words: [String], sentence: String) async throws {
        do {
            _ = try await run(words)
            Issue.record("accepted")
        } catch {
            #expect(Program.code(of: error) == 2)
            #expect("\(error)".contains(sentence), "\(error)")
        }
    }

    @Test
    func tinyMeasurementsArePrintedForPeopleAndScripts() async throws {
        let words = [
            "--mode", "score", "--width", "0.05", "--images", "4", "--repetitions", "1", "--workers", "2", "--quiet",
        ]
        let document = try JSONValue(parsing: try await run(words + ["--json"]))
        #expect(document["mode"] == "score" && document["images"] == 4 && document["width"] == 0.05)
        let text = try await run(words)
        #expect(text.hasPrefix("score at cifar, width 0.05: 10 paths scored on 4 pictures"))
        #expect(text.contains("GFLOP/s"))
    }

    @Test
    func roundsOfAScenarioAreMeasuredWithOptionsThatChangeIt() async throws {
        let folder = TemporaryFolder()
        let scenario = """
            {
              name: "tiny",
              data: { generated: { training: 100, test: 10 }, filtering: 20, search: 20 },
              space: { macro: "quickstart", operations: ["k3e1", "id"], width: 0.25 },
              supernet: { rounds: 4, m: 3, k: 1, batch: 8, scoring_pictures: 16, pool: { size: 20 } },
            }
            """
        let path = try folder.write("tiny.json", scenario)
        let words = [
            "--scenario", path, "--rounds", "2", "--repetitions", "1", "--workers", "2", "--set", "supernet.m=5",
            "--quiet",
        ]
        let document = try JSONValue(parsing: try await run(words + ["--json"]))
        // A round scores 5 paths on 16 pictures and trains one on 8.
        #expect(document["scenario"] == "tiny" && document["rounds"] == 2 && document["images"] == 176)
        let text = try await run(words)
        #expect(text.hasPrefix("the first 2 rounds of tiny, 176 pictures"))
        #expect(text.contains("own / cached: "))
    }
}
