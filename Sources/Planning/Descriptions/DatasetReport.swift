public import Datasets
public import Documents

/// What a set of pictures holds, for people and as JSON.
public struct DatasetReport: Sendable {
    /// The figures.
    public let summary: DatasetSummary

    /// A report of a set's figures.
    public init(_ summary: DatasetSummary) { self.summary = summary }

    /// What the caller should be told, a sentence each.
    public var warnings: [String] {
        let counts = ClassCounts(summary.trainingCounts, names: summary.classNames, set: summary.name).warning
        let doubts = summary.doubts
        return [counts].compactMap(\.self)
            + (doubts.isEmpty
                ? [] : ["\(summary.name) does not look like a set of pictures: \(doubts.joined(separator: "; "))"])
    }

    /// The report as one JSON document.
    public var json: JSONValue {
        [
            "name": .string(summary.name),
            "height": .integer(summary.height), "width": .integer(summary.width),
            "channels": .integer(summary.channels),
            "training": .integer(summary.trainingCounts.reduce(0, +)),
            "test": .integer(summary.testCounts.reduce(0, +)),
            "classes": .array(
                summary.classNames.indices.map { index in
                    [
                        "name": .string(summary.classNames[index]), "training": .integer(summary.trainingCounts[index]),
                        "test": .integer(summary.testCounts[index]),
                    ]
                }),
            "mean": Self.numbers(summary.normalization.mean),
            "deviation": Self.numbers(summary.normalization.deviation),
            "correlation_across": JSONValue(summary.texture.across),
            "correlation_down": JSONValue(summary.texture.down),
            "seam": JSONValue(summary.texture.seam), "sample": summary.sample.map { .string($0) } ?? .null,
            "warnings": .array(warnings.map { .string($0) }),
            "files": .array(summary.files.map(\.json)),
        ]
    }

    /// The report as lines for people.
    public var text: String {
        var table = TextTable(["class", "training", "test"], leftAligned: [0])
        for (index, name) in summary.classNames.enumerated() {
            table.append([name, "\(summary.trainingCounts[index])", "\(summary.testCounts[index])"])
        }
        table.append(["total", "\(summary.trainingCounts.reduce(0, +))", "\(summary.testCounts.reduce(0, +))"])
        let numbers = { (values: [Float]) in values.map { Double($0).decimal(places: 4) }.joined(separator: " ") }
        var lines = [
            "\(summary.name): pictures of \(summary.height) x \(summary.width) x \(summary.channels)",
            "mean \(numbers(summary.normalization.mean)), deviation \(numbers(summary.normalization.deviation)) of byte / 255",
            "correlation of neighbouring pixels \(numbers([Float(summary.texture.across), Float(summary.texture.down)])) (across, "
                + "down)" + (summary.sample.map { "; measured on \($0)" } ?? ""),
            "", table.text,
        ]
        if !summary.files.isEmpty {
            lines += [""] + summary.files.map { "\($0.sha256)  \($0.path)" }
        }
        return lines.joined(separator: "\n")
    }

    private static func numbers(_ values: [Float]) -> JSONValue {
        .array(values.map { JSONValue(Double($0)) })
    }
}

extension SourceFile {
    /// The file's path, length in bytes and SHA-256.
    public var json: JSONValue {
        ["path": .string(path), "bytes": .integer(byteCount), "sha256": .string(sha256)]
    }
}
