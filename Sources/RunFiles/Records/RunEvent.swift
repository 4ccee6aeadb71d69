package import Documents

/// What happens in a run, a line of `metrics.jsonl` each.
package protocol RunEvent: Sendable {
    /// What kind of event it is.
    static var kind: RunEventKind { get }

    /// The keys of the event's own.
    var json: JSONValue { get }
}

extension RunEvent {
    /// The line.
    package var line: JSONValue {
        let head: JSONValue = [RunKey.kind: .string(Self.kind.rawValue), "phase": .string(Self.kind.phase)]
        return head.joined(with: json).withFormat
    }
}

/// The kinds of lines in `metrics.jsonl`.
package enum RunEventKind: String {
    /// A round of the supernet's training.
    case round
    /// A generation of the search.
    case generation
    /// An epoch of the retraining.
    case epoch
    /// An epoch of a network that may be chosen for the retraining.
    case candidate
    /// How such a network did on held-out pictures at the end of a rung.
    case judgement

    /// The phase that it belongs to, by the name of its section in `summary.json`.
    var phase: String {
        switch self {
        case .round: RunKey.supernet
        case .generation: RunKey.search
        case .epoch, .candidate, .judgement: RunKey.retrain
        }
    }
}
