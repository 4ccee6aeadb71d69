package import Architecture
package import Documents
package import Search

/// A generation of the search that is over.
package struct GenerationEvent: RunEvent, Hashable {
    /// The least value of an objective so far.
    package struct Best: Hashable, Sendable {
        /// The objective's name.
        package let objective: String
        /// Its least value.
        package let value: Double
    }

    /// Its lines are those of generations.
    package static let kind = RunEventKind.generation

    /// The generation, counted from 1.
    package let generation: Int
    /// Networks evaluated so far.
    package let evaluated: Int
    /// The networks that this generation evaluated, in the order in which the search asked for them.
    package let paths: [Path]
    /// Their losses on the search part.
    package let losses: [Double]
    /// Their accuracies on the search part.
    package let accuracies: [Double]
    /// Their latencies for one picture in seconds by the latency table; nil without one, and in earlier lines.
    package let latencies: [Double]?
    /// The front has a member with each of these values, which are scores; a search on predictions ends with a front by what is
    /// predicted.
    package let best: [Best]
    /// Networks on the front so far, likewise by their scores.
    package let front: Int
    /// Picture passes of the search so far.
    package let images: Int
    /// Seconds since the search began.
    package let seconds: Double

    /// The event as a line has it.
    package var json: JSONValue {
        let scores: JSONValue = [
            RunKey.generation: .integer(generation), RunKey.evaluated: .integer(evaluated),
            RunKey.paths: .array(paths.map { JSONValue($0) }), RunKey.losses: JSONValue(losses),
            RunKey.accuracies: JSONValue(accuracies),
        ]
        let latencies: JSONValue = latencies.map { [Self.latenciesKey: JSONValue($0)] } ?? .object([])
        return scores.joined(with: latencies).joined(with: [
            "best": .object(best.map { JSONValue.Member($0.objective, JSONValue($0.value)) }),
            RunKey.front: .integer(front), RunKey.images: .integer(images), RunKey.seconds: JSONValue(seconds),
        ])
    }

    private static let latenciesKey = "latencies_seconds"
}

extension GenerationEvent {
    /// Reads a line.
    ///
    /// - Throws: `Refusal` where it lacks a key, or names a path that the space has not.
    init(_ line: JSONSection, space: SearchSpace) throws(Refusal) {
        let paths = try line.paths(RunKey.paths, of: space)
        let best = try line.section("best")
        guard case .object(let members) = best.object else { throw line.wrong("best", expected: "an object") }
        self.init(
            generation: try line.count(RunKey.generation), evaluated: try line.count(RunKey.evaluated),
            paths: paths,
            losses: try line.numbers(RunKey.losses, count: paths.count),
            accuracies: try line.numbers(RunKey.accuracies, count: paths.count),
            latencies: line.object[Self.latenciesKey] == nil
                ? nil : try line.numbers(Self.latenciesKey, count: paths.count),
            best: try members.map { member throws(Refusal) in
                Best(objective: member.key, value: try best.number(member.key))
            },
            front: try line.count(RunKey.front),
            images: try line.count(RunFormat.of(line) < 2 ? "search_images" : RunKey.images),
            seconds: try line.number(RunKey.seconds))
    }

    /// Takes the plain numbers of a generation.
    ///
    /// - Parameters:
    ///   - generation: The generation, counted from 1.
    ///   - networks: What it evaluated.
    ///   - evaluated: Networks evaluated so far.
    ///   - objectives: What the search minimises.
    ///   - front: The front so far.
    ///   - images: Picture passes of the search so far.
    ///   - seconds: Seconds since the search began.
    package init(
        generation: Int, networks: [ScoredNetwork], evaluated: Int, objectives: [Objective], front: ParetoFront,
        images: Int, seconds: Double
    ) {
        self.init(
            generation: generation, evaluated: evaluated, paths: networks.map(\.path), losses: networks.map(\.loss),
            accuracies: networks.map(\.accuracy), latencies: Self.all(networks.map(\.cost.latency)),
            best: objectives.enumerated().map { index, objective in
                let value = front.members.map { $0.objectives[index] }.min() ?? .nan
                // One less a share of pictures has few digits, which binary fractions hide.
                let shown = objective == .error ? (value * 1e12).rounded() / 1e12 : value
                return Best(objective: objective.rawValue, value: shown)
            },
            front: front.members.count, images: images, seconds: seconds)
    }
    /// The latencies of all networks; nil where one has none, or there is none.
    private static func all(_ latencies: [Double?]) -> [Double]? {
        let known = latencies.compactMap(\.self)
        return known.isEmpty || known.count < latencies.count ? nil : known
    }
}
