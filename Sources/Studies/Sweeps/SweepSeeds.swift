import Analysis
import Documents
import Scenarios

/// Runs of a sweep that differ in `seed` and in nothing else.
struct SweepSeeds: Hashable, Sendable {
    /// The values of the keys besides `seed`, in their order.
    let values: [JSONValue]
    /// The finished runs, in the sweep's order.
    private(set) var rows: [SweepRow]

    /// The seed's key.
    static let key = "seed"

    /// Puts the finished runs together; one group for each run where `seed` is not varied.
    ///
    /// - Returns: The groups in the order of their first runs.
    static func groups(of rows: [SweepRow], keys: [String]) -> [SweepSeeds] {
        let place = keys.firstIndex(of: key)
        var groups: [SweepSeeds] = []
        var places: [[JSONValue]: Int] = [:]
        for row in rows where row.summary != nil {
            var values = row.combination.values
            if let place { values.remove(at: place) }
            if let group = places[values] {
                groups[group].rows.append(row)
            } else {
                places[values] = groups.count
                groups.append(SweepSeeds(values: values, rows: [row]))
            }
        }
        return groups
    }

    /// Mean and spread of a figure over the runs that have it; nil where none has.
    func spread(of measure: SweepMeasure) -> SampleSpread? {
        guard measure.kind != .text else { return nil }
        return SampleSpread(rows.compactMap { $0.summary.flatMap { measure.number(in: $0) } })
    }

    /// The group as JSON.
    func json(keys: [String], measures: [SweepMeasure]) -> JSONValue {
        .object([
            JSONValue.Member("values", .object(zip(keys, values).map { JSONValue.Member($0, $1) })),
            JSONValue.Member("n", .integer(rows.count)),
            JSONValue.Member("seeds", .array(rows.map { .integer($0.combination.scenario.seed) })),
            JSONValue.Member(
                "measures",
                .object(
                    measures.compactMap { measure in
                        spread(of: measure).map { spread in
                            JSONValue.Member(
                                measure.name,
                                [
                                    "n": .integer(spread.count), "mean": JSONValue(spread.mean),
                                    "deviation": spread.deviation.map { JSONValue($0) } ?? .null,
                                ])
                        }
                    })),
        ])
    }
}
