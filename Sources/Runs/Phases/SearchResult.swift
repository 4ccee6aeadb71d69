public import Architecture
import Documents
public import RunFiles
public import Scenarios
public import Search

/// What a search found.
public struct SearchResult: Sendable {
    /// The space that was searched.
    public let space: SearchSpace
    /// Who proposed the networks.
    public let method: ScenarioSearch.Method
    /// What the search made small.
    public let objectives: [Objective]
    /// The seed of its draws.
    public let seed: Int
    /// Networks evaluated, each once.
    public let evaluated: Int
    /// Generations, or batches of random networks.
    public let generations: Int
    /// The networks that no other one dominates, in the order of `ParetoFront`.
    public let front: [ScoredNetwork]
    /// Pictures that each network was scored on.
    public let picturesPerNetwork: Int
    /// Image passes: pictures that went forward through one network.
    public let images: Int
    /// Seconds that it took.
    public let seconds: Double
    /// The network that goes on: the member of the front with the lowest error; the lower loss, then fewer MACs, then the
    /// path that comes first decide between equal ones.
    public let winner: ScoredNetwork

    /// The front as `front.json`; `objectives` of a member are in the order of the document's own.
    var frontJSON: JSONValue {
        [
            "space": .string(space.description),
            "fingerprint": .string(space.fingerprint),
            "scored_on": "the search part",
            "images": .integer(picturesPerNetwork),
            "objectives": .array(objectives.map { .string($0.rawValue) }),
            "members": .array(front.map { $0.json(space: space) }),
        ]
    }

    /// The search's part of `summary.json`.
    var json: JSONValue {
        [
            "method": .string(method.rawValue), "seed": .integer(seed), "generations": .integer(generations),
            "evaluated": .integer(evaluated), "front": .integer(front.count), "images": .integer(images),
            "seconds": JSONValue(seconds),
        ]
    }

    /// The winner's part of `summary.json`.
    var architectureJSON: JSONValue {
        [
            "choices": .array(winner.path.choices.map { .integer(Int($0)) }),
            "names": .string(space.names(of: winner.path)), "macs": .integer(winner.cost.macs),
            "params": .integer(winner.cost.params), "accuracy": JSONValue(winner.accuracy),
            "loss": JSONValue(winner.loss),
        ]
    }

    /// The search for people, two lines.
    var lines: [String] {
        let time = ((seconds * 10).rounded() / 10).description
        return [
            "search: \(evaluated) networks in \(generations) generations, \(images) images, \(time) s, "
                + "\(front.count) on the front of \(objectives.map(\.rawValue).joined(separator: ", "))",
            "found: \(space.names(of: winner.path)) (\(winner.cost.macs) MACs, \(winner.cost.params) params), accuracy "
                + "\(Self.rounded(winner.accuracy)) and loss \(Self.rounded(winner.loss)) with the supernet's weights",
        ]
    }

    private static func rounded(_ number: Double) -> String { "\((number * 1000).rounded() / 1000)" }
}
