import Documents
import ScenarioKeys

/// What the networks that a supernet trains may cost: what cannot be chosen need not be trained.
public enum ScenarioTrainedLimits: Hashable, Sendable {
    /// As much as those that the search looks for.
    case search
    /// Anything.
    case none
    /// Their own limits.
    case own(ScenarioLimits)

    private static let word = "search"

    /// The values of the key.
    static let values = AcceptedValues.any(
        of: [["enum": [.string(word), nil]], ScenarioLimits.schema],
        "\"search\", null, or an object with macs, params and latency as in search.limits")

    /// Reads the value of a key that is no object of limits: a word, or `null`; nil where it is neither.
    init?(_ json: JSONValue) {
        switch json {
        case .string(Self.word): self = .search
        case .null: self = .none
        default: return nil
        }
    }

    /// The value of the key.
    var json: JSONValue {
        switch self {
        case .search: .string(Self.word)
        case .none: .null
        case .own(let limits): limits.json
        }
    }

    /// The key that decides.
    var key: String { self == .search ? "search.limits" : "supernet.limits" }

    /// The limits, given those of the search.
    func limits(search: ScenarioLimits) -> ScenarioLimits {
        switch self {
        case .search: search
        case .none: ScenarioLimits()
        case .own(let limits): limits
        }
    }
}
