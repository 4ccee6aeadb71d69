import Foundation
import Retraining
import TensorFiles
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import Scenarios

/// Runs that a build of the first format has begun.
extension ResumeTests {
    /// Turns a run's checkpoint and all else in its folder into what the first format had.
    private func age(_ name: String, checkpoint: Int) throws {
        let folder = CheckpointFolder(of: runs.path(name))
        let url = URL(fileURLWithPath: folder.file(checkpoint))
        var file = try CheckpointFile(Data(contentsOf: url), what: "file")
        let begun = try runs.bytes("\(name)/metrics.jsonl").prefix(file.document["metrics_bytes"]?.count ?? 0)
        let lines = begun.count { $0 == UInt8(ascii: "\n") }
        #expect(begun.last == UInt8(ascii: "\n") && lines > 0)
        try OldFolder.age(runs.path(name))
        let old = try runs.bytes("\(name)/metrics.jsonl").split(separator: UInt8(ascii: "\n")).prefix(lines)
        let literal = try JSONValue(parsing: FirstFormat.checkpoint)
        let scenario = try RunDirectory(resuming: runs.path(name)).sha256(of: "scenario.json")
        file.document = try filled(literal, from: file.document)
            .setting("metrics_bytes", to: .integer(old.reduce(0) { $0 + $1.count + 1 }))
            .setting("builds", to: try #require(literal["builds"]))
            .setting("scenario_sha256", to: .string(scenario))
        let handle = try FileHandle(forWritingTo: url)
        try handle.truncate(atOffset: 0)
        try file.write(to: handle)
        try handle.close()
    }

    /// The keys of a document of the first format, in their order, with the values of one that was written now.
    private func filled(_ old: JSONValue, from new: JSONValue, path: String = "") throws -> JSONValue {
        switch (old, new) {
        case (.object(let members), .object):
            return .object(
                try members.compactMap { member in
                    let place = path + "." + member.key
                    if let value = new[member.key] {
                        return .init(member.key, try filled(member.value, from: value, path: place))
                    }
                    // Phases that have not begun, and what the file itself adds.
                    if [".search", ".retrain", ".arenas"].contains(place) { return nil }
                    #expect(member.value == .null, "nothing is written for \(place)")
                    return .init(member.key, .null)
                })
        case (.array(let elements), .array(let values)):
            guard let first = elements.first, case .object = first else { return new }
            return .array(try values.map { try filled(first, from: $0, path: path) })
        default: return new
        }
    }

    /// The scenario with what was all that there was then, and a limit on the search, which the training did not know.
    private func oldScenario(rounds: Int) throws -> Scenario {
        var json = try scenario(rounds: rounds).resolved
        let weights: [JSONValue.Member] = [.init("initialization", "fan_out"), .init("residual_gamma", 1)]
        for (key, members) in [("supernet", weights + [.init("limits", .null)]), ("retrain", weights)] {
            let section = try #require(json[key])
            json = json.setting(key, to: members.reduce(section) { $0.setting($1.key, to: $1.value) })
        }
        let limits = try JSONValue(parsing: "{macs: '160K', params: null, latency: null}")
        return try Scenario(json.setting("search", to: try #require(json["search"]).setting("limits", to: limits)))
    }

    /// Whatever phase it was in, and with lines of both formats behind it; its first weights and what it trains are those of
    /// then, though its scenario does not say so.
    @Test(arguments: RunPhase.allCases, [1, 3])
    func runOfTheFirstFormatGoesOnToTheSameBits(last: RunPhase, rounds: Int) async throws {
        let scenario = try oldScenario(rounds: rounds)
        let whole = try await runs.run(scenario, to: "a", until: last)
        let expected = try MetricsLines(of: runs.path("a"), space: scenario.searchSpace)
        let numbers = CheckpointFolder(of: runs.path("a")).numbers
        #expect(!numbers.isEmpty)
        for number in numbers {
            let name = "b\(number)"
            try FileManager.default.copyItem(atPath: runs.path("a"), toPath: runs.path(name))
            try age(name, checkpoint: number)
            #expect(try runs.json("\(name)/scenario.json")["supernet"]?["limits"] == nil)
            try interrupt(name, keeping: number)
            let (summary, notes) = try await resume(name, workers: 3)
            #expect(summary.digest == whole.digest)
            #expect(try runs.json("\(name)/summary.json")["digest"] == .string(whole.digest))
            #expect(summary.json["builds"]?.elements.first == "0.1.0 (0f2646d142d65fc8)")
            #expect(notes.count == 2 && notes[1].hasPrefix("resuming after "), "\(notes)")
            let found = try MetricsLines(of: runs.path(name), space: scenario.searchSpace)
            #expect(found.rounds.map(\.scores) == expected.rounds.map(\.scores))
            #expect(found.generations.map(\.images) == expected.generations.map(\.images))
            #expect(found.epochs.map(\.loss) == expected.epochs.map(\.loss) && !found.isTorn)
        }
    }
}

extension JSONValue {
    fileprivate var count: Int? { if case .integer(let count) = self { count } else { nil } }
}
