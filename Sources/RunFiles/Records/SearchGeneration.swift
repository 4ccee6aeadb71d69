import Architecture
package import Documents
package import Search

/// A generation of a search that is over, for `metrics.jsonl` and the display of progress.
package struct SearchGeneration: Sendable {
    /// The generation, counted from 1.
    package let number: Int
    /// Generations as planned.
    package let planned: Int
    /// What its networks scored, in the order in which the search asked for them.
    let networks: [ScoredNetwork]
    /// Networks evaluated so far.
    let evaluated: Int
    /// What the search makes small.
    package let objectives: [Objective]
    /// The front so far.
    package let front: ParetoFront
    /// Image passes of the search so far.
    package let images: Int
    /// Seconds since the search began.
    package let seconds: Double

    /// Takes every part as given.
    package init(
        number: Int, planned: Int, networks: [ScoredNetwork], evaluated: Int, objectives: [Objective],
        front: ParetoFront, images: Int, seconds: Double
    ) {
        self.number = number
        self.planned = planned
        self.networks = networks
        self.evaluated = evaluated
        self.objectives = objectives
        self.front = front
        self.images = images
        self.seconds = seconds
    }

    /// The least value of each objective so far; the front has a member with each of them.
    package var best: [Double] {
        objectives.indices.map { index in front.members.map { $0.objectives[index] }.min() ?? .nan }
    }

    /// The generation as a line of `metrics.jsonl`.
    package var json: JSONValue {
        [
            "kind": "generation", "phase": "search", "generation": .integer(number),
            "evaluated": .integer(evaluated),
            "paths": .array(networks.map { .array($0.path.choices.map { .integer(Int($0)) }) }),
            "losses": .array(networks.map { JSONValue($0.loss) }),
            "accuracies": .array(networks.map { JSONValue($0.accuracy) }),
            "best": .object(zip(objectives, best).map { JSONValue.Member($0.rawValue, JSONValue($1)) }),
            "front": .integer(front.members.count),
            "search_images": .integer(images),
            "seconds": JSONValue(seconds),
        ]
    }
}
