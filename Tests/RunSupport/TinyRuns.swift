package import Documents
package import Foundation
package import Runs
package import Scenarios
import TestSupport

/// Runs of a tiny scenario in a temporary folder, which goes when the value goes.
package final class TinyRuns {
    private let temporary = TemporaryFolder()

    package init() {}

    package var folder: String { temporary.path }

    /// 3^8 networks, 4 rounds, and a search of 3 generations of 5 networks, with other keys of `search` in front of it.
    package func scenario(search: String = "", operations: String = "['k3e1', 'k3e3', 'id']", seed: Int = 1) throws
        -> Scenario
    {
        let text = """
            {
              name: "tiny", seed: \(seed),
              data: { generated: { training: 200, test: 10 }, filtering: 40, search: 20 },
              space: { macro: "quickstart", operations: \(operations), width: 0.25 },
              supernet: {
                rounds: 4, m: 4, k: 2, batch: 8, scoring_pictures: 16, pool: { size: 6 }, steadiness_rounds: 2,
              },
            }
            """
        var json = try JSONValue(parsing: text).setting("search", to: ["population": 5, "generations": 3])
        if case .object(let members) = try JSONValue(parsing: "{\(search)}") {
            for member in members {
                json = json.setting(
                    "search", to: (json["search"] ?? .object([])).setting(member.key, to: member.value))
            }
        }
        return try Scenario(json)
    }

    /// The same for pictures of a size and with classes that no published set has: 160 of 16x16 pixels in 5 classes, in a
    /// folder of NumPy arrays.
    package func scenarioOfSmallPictures() throws -> Scenario {
        for (part, count) in [("train", 160), ("test", 10)] {
            let labels = (0..<count).map { UInt8($0 % 5) }
            // A shade for each class.
            let pixels = labels.flatMap { [UInt8](repeating: 40 * $0, count: 16 * 16 * 3 - 1) + [1] }
            try temporary.write("small/\(part)_images.npy", NPYWriter.array("|u1", [count, 16, 16, 3], pixels))
            try temporary.write("small/\(part)_labels.npy", NPYWriter.array("|u1", [count], labels))
        }
        let data: JSONValue = ["set": "npy", "path": .string(path("small")), "filtering": 40, "search": 20]
        return try Scenario(
            scenario().resolved.setting("data", to: data).setting("retrain", to: ["epochs": 1, "batch": 16]))
    }

    package func run(
        _ scenario: Scenario, to name: String, until last: RunPhase = .search, workers: Int = 2
    ) async throws -> RunOutcome {
        try await Run(
            scenario, output: path(name), until: last, workers: workers, audience: .none
        ).execute()
    }

    package func search(
        _ name: String, to output: String? = nil, settings: [String] = [], seed: Int? = nil, workers: Int = 2
    ) async throws -> SearchOutcome {
        try await SearchRun(
            path(name), output: output.map(path), settings: settings, seed: seed, data: nil, workers: workers,
            audience: .none
        ).execute()
    }

    package func path(_ name: String) -> String { temporary.path(name) }

    package func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(name))) }

    package func json(_ name: String) throws -> JSONValue { try JSONValue(parsing: Array(bytes(name))) }

    /// The lines of a run's `metrics.jsonl` of one kind.
    package func metrics(_ name: String, kind: JSONValue) throws -> [JSONValue] {
        try String(decoding: bytes("\(name)/metrics.jsonl"), as: UTF8.self).split(separator: "\n")
            .map { try JSONValue(parsing: String($0)) }.filter { $0["kind"] == kind }
    }

    /// Writes a file as it stands, or changed.
    package func write(_ data: Data, to name: String) throws { try temporary.write(name, Array(data)) }
}

extension JSONValue {
    /// The elements of a list; none where this is no list.
    package var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }

    /// The value of a number.
    package var double: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        default: nil
        }
    }
}
