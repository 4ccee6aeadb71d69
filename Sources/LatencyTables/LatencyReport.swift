import Architecture
public import Documents
import Foundation
public import RunFiles

/// A latency table with its check, for people.
public struct LatencyReport: Sendable {
    private let table: LatencyTable
    private let check: LatencyCheck

    /// Describes what a measurement found.
    public init(_ table: LatencyTable, _ check: LatencyCheck) {
        self.table = table
        self.check = check
    }

    /// The document that the table's file holds.
    public var json: JSONValue { table.json(check: check) }

    /// Writes the file.
    ///
    /// - Throws: `Refusal` where there is something at the path already, `Failure` where it cannot be written.
    public func write(to file: OutputFile) throws {
        guard !FolderContents.exists(file.path) else {
            throw Refusal("\(file.path) already exists; expected a new file name")
        }
        try file.write(Data((json.text(indented: true) + "\n").utf8))
    }

    /// The times in microseconds for one picture, a row a layer, then how well their sums predict.
    public var text: String {
        let space = table.space
        var rows = TextTable(["layer"] + space.operations.map(\.name), leftAligned: [])
        for (index, layer) in space.layers.enumerated() {
            let row = space.operations.indices.map { operation in
                layer.choices.firstIndex(of: UInt8(operation)).map {
                    Self.microseconds(table.layers[index][$0].seconds)
                }
                    ?? "-"
            }
            rows.append(["\(index + 1)"] + row)
        }
        let conditions = table.conditions
        let threads = conditions.threads.counted("thread")
        let place = conditions.isPinned ? " bound to a core" : ""
        let rho = check.spearman.map { $0.decimal(places: 3) } ?? "undefined"
        let lines: [String] = [
            "microseconds for one picture on \(conditions.processor), \(threads)\(place), batch of \(conditions.batch), "
                + "normalised by its own statistics",
            rows.text,
            "stem, fixed block, head and classifier: \(Self.microseconds(table.fixed.seconds))",
            "networks of the space: the fastest \(sum { $0.min() ?? 0 }), the mean "
                + "\(sum { $0.reduce(0, +) / Double($0.count) }), the slowest \(sum { $0.max() ?? 0 })",
            "sums against \(check.paths.count) whole networks: mean relative error "
                + "\(check.meanRelativeError.decimal(places: 3)), Spearman's rho \(rho)",
        ]
        return lines.joined(separator: "\n")
    }

    /// The time of a network whose layers each take what is chosen of the times of their operations.
    private func sum(_ chosen: ([Double]) -> Double) -> String {
        Self.microseconds(table.layers.reduce(table.fixed.seconds) { $0 + chosen($1.map(\.seconds)) })
    }

    private static func microseconds(_ seconds: Double) -> String { (seconds * 1e6).decimal(places: 1) }
}
