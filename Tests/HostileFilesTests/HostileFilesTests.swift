import Foundation
import RunFiles
import Testing

/// Every reader against files that were made to break it: it returns, or throws one sentence; it never traps, hangs, or
/// takes memory by a size that it has not checked.
///
/// Each trial has a number, and the same number is the same file everywhere. Variables of the environment choose the
/// trials, as `.ci/fuzz` does: GREEDYNAS_FUZZ_TRIALS how many a reader, GREEDYNAS_FUZZ_FIRST the number of the first,
/// GREEDYNAS_FUZZ_READER one reader. While a trial runs, `greedynas-fuzz-READER` in the folder for temporary files holds
/// its number: it is left behind where the process dies.
struct HostileFilesTests {
    private static let names = [
        "scenario", "sweep", "settings", "json", "cifar ten", "cifar hundred", "cifar python", "npy", "packed",
        "picture folder",
        "packing journal", "idx", "idx gz",
        "architecture", "pool",
        "compare", "compare retrained", "summary", "matched cost", "latency table", "published accuracies",
        "benchmark scores",
        "weights", "tensors", "network weights", "pictures", "onnx", "notation", "network",
        "notations of others", "path", "checkpoint", "report",
        "report of a run that broke off", "watch", "bench paths",
    ]

    private static let usualTrials = 2_000

    @Test(arguments: names)
    func readerReturnsOrThrowsOneSentence(name: String) async throws {
        let environment = ProcessInfo.processInfo.environment
        if let chosen = environment["GREEDYNAS_FUZZ_READER"], chosen != name { return }
        let readers = try HostileReader.all(try await FinishedRun.shared.value)
        #expect(readers.map(\.name) == Self.names)
        let reader = try #require(readers.first { $0.name == name })
        let trials = environment["GREEDYNAS_FUZZ_TRIALS"].flatMap { Int($0) } ?? Self.usualTrials
        let first = environment["GREEDYNAS_FUZZ_FIRST"].flatMap { Int($0) } ?? 0
        let attack = try HostileAttack(on: reader)
        for number in first..<first + max(1, trials / reader.slowness) {
            if let problem = try attack.trial(number) { Issue.record("\(name), trial \(number): \(problem)") }
        }
        if environment["GREEDYNAS_FUZZ_TRIALS"] != nil { print(attack.report) }
        // A reader that refuses everything was attacked at its door only.
        #expect(trials < Self.usualTrials || attack.accepted > 0)
        #expect(trials < Self.usualTrials || attack.refused > 0)
    }
}
