import Experiment
import Testing

@testable import greedynas

struct BenchCommandTests {
    private func run(_ words: [String]) async throws -> String {
        guard case .run(let command, let arguments) = try CommandTable.request(["bench"] + words) else { return "" }
        return try await command.run(arguments)
    }

    @Test(arguments: [
        ([], "--mode MODE is missing"), (["--mode", "speed"], "expected one of train, score, round"),
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
}
