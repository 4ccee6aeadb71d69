import Documents
import ScenarioKeys

/// A scenario as a file with a comment for each key, to start from.
///
/// Keys are quoted and no comma is one too many, so that editors that know JSON with comments read it.
public struct CommentedScenario: Sendable {
    /// The comment above the object.
    private let head: [String]
    /// The keys that it gives, in the order of `Scenario.keys`, each with its value.
    private let entries: [(key: ScenarioKey, value: JSONValue)]

    /// The column at which comments begin, and the one that none goes beyond.
    private static let (column, width) = (40, 118)

    /// Every key at its default; `null` if the default follows from other keys, so that it keeps following them.
    public static let complete = CommentedScenario(
        head: ["// Every key at its default; null where the default depends on other keys."],
        entries: Scenario.keys.map { ($0, $0.followsOthers ? nil : $0.defaultValue) })

    /// The keys that are changed first, at the values of a run that takes minutes.
    public static let starter = CommentedScenario(
        head: [
            "// The whole method in minutes on two cores, on generated pictures: change it step by step.",
            "// Every other key with its default and its meaning: greedynas keys",
        ],
        entries: Scenario.keys.compactMap { key in starters[key.path].map { (key, $0) } })

    private static let starters: [String: JSONValue] = [
        "seed": 1, "data.set": "embedded", "data.path": nil, "data.filtering": 1000, "data.search": 1000,
        "data.padding": 2, "data.flip": false, "space.macro": "quickstart", "space.operations": "quickstart",
        "space.width": 1, "supernet.rounds": 400, "supernet.m": 10, "supernet.k": 5, "supernet.batch": 64,
        "supernet.steps_per_path": 2,
        "supernet.scoring_pictures": 128, "supernet.epsilon.maximum": 0.8, "supernet.pool.size": 100,
        "supernet.alpha": 0.08, "supernet.steadiness_rounds": 20, "supernet.optimizer.learning_rate": 0.1,
        "search.population": 20, "search.generations": 15, "search.objectives": ["error", "macs"],
        "search.limits.macs": nil, "search.limits.latency": nil, "search.latency_table": nil, "retrain.epochs": 15,
        "retrain.learning_rate.initial": 0.1, "retrain.learning_rate.warmup_epochs": 0.5,
    ]

    /// The text, JSON5, which is read like any scenario file; without a line break at its end.
    public var text: String { (head + lines(of: entries[...], depth: 0)).joined(separator: "\n") }

    /// The lines of an object with some entries, whose sections above it are `depth` many.
    private func lines(of entries: ArraySlice<(key: ScenarioKey, value: JSONValue)>, depth: Int) -> [String] {
        let indent = String(repeating: "  ", count: depth + 1)
        var lines = ["{"]
        var rest = entries
        while let (key, value) = rest.first {
            let parts = key.path.split(separator: ".")
            if parts.count == depth + 1 {
                rest.removeFirst()
                lines += Self.lines(of: key, "\(indent)\"\(key.name)\": \(value)" + (rest.isEmpty ? "" : ","))
            } else {
                let inside = rest.prefix { $0.key.path.split(separator: ".").starts(with: parts[...depth]) }
                rest = rest.dropFirst(inside.count)
                var inner = self.lines(of: inside, depth: depth + 1)
                inner[0] = "\(indent)\"\(parts[depth])\": {"
                inner[inner.count - 1] += rest.isEmpty ? "" : ","
                lines += inner
            }
        }
        return lines + [String(repeating: "  ", count: depth) + "}"]
    }

    /// A key's line with its comment, which takes further lines where it is long.
    private static func lines(of key: ScenarioKey, _ line: String) -> [String] {
        let margin = max(column, line.count + 1)
        let comment = comment(of: key).wrapped(to: width - margin - 3)
        return comment.enumerated().map { index, text in
            (index == 0 ? line : "").padded(to: margin) + "// " + text
        }
    }

    private static func comment(of key: ScenarioKey) -> String {
        // Ranges would make the lines long, and whoever leaves one is told; words cannot be guessed.
        let words = key.values.hasPrefix("one of ") ? " (\(key.values))" : ""
        return key.meaning + words + (key.followsOthers ? "; null = \(key.defaultText)" : "")
    }
}
