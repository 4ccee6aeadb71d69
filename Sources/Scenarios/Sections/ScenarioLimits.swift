package import Documents
import ScenarioKeys
package import Search

/// What a network may cost that the search looks for, or the supernet trains.
///
/// In a scenario a limit may be a string with a unit, such as `330M` and `10ms`.
public struct ScenarioLimits: Hashable, Sendable {
    /// The most multiply-accumulates for one picture; nil for no limit.
    public let macs: Int?
    /// The most trainable parameters; nil for no limit.
    public let params: Int?
    /// The longest time for one picture in nanoseconds, by the latency table; nil for no limit.
    public let latencyNanoseconds: Int?

    init(_ section: ScenarioSection) throws(ScenarioError) {
        macs = try section.optionalAmount(
            "macs", in: .count, null: "no limit",
            "upper limit on a network's multiply-accumulates per picture, such as \"330M\"")
        params = try section.optionalAmount(
            "params", in: .count, null: "no limit", "upper limit on a network's parameters, such as \"5.3M\"")
        latencyNanoseconds = try section.optionalAmount(
            "latency", in: .time, null: "no limit",
            "upper limit on a network's time per picture, such as \"10ms\", by search.latency_table"
        )
    }

    /// No limits.
    init() {
        macs = nil
        params = nil
        latencyNanoseconds = nil
    }

    /// The object of these limits, as JSON Schema.
    static var schema: JSONValue {
        let amount = JSONValue.orNull(AcceptedValues.amounts("").schema)
        let properties = ["latency", "macs", "params"].map { JSONValue.Member($0, amount) }
        return ["type": "object", "properties": .object(properties), "additionalProperties": false]
    }

    /// The object that says them, each with its unit.
    package var json: JSONValue {
        func text(_ amount: Int?, in scale: UnitScale) -> JSONValue {
            amount.map { .string(scale.text(of: $0)) } ?? .null
        }
        return [
            "macs": text(macs, in: .count), "params": text(params, in: .count),
            "latency": text(latencyNanoseconds, in: .time),
        ]
    }

    /// The limits in words, as "2M MACs, 1ms"; nil without any.
    package var words: String? {
        let json = json
        let texts = [("macs", " MACs"), ("params", " parameters"), ("latency", "")].compactMap { key, unit in
            if case .string(let amount)? = json[key] { amount + unit } else { nil }
        }
        return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }

    /// The longest time for one picture in seconds; nil for no limit.
    public var latencySeconds: Double? { latencyNanoseconds.map { Double($0) / 1e9 } }
}

extension ScenarioLimits {
    /// The limits in the units of the search: counts, and seconds.
    package var costLimits: CostLimits { CostLimits(macs: macs, params: params, latency: latencySeconds) }
}
