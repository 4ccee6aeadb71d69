import Documents
public import NeuralNetwork
import ScenarioKeys
public import Search

/// How a scenario searches for networks in its trained supernet.
public struct ScenarioSearch: Hashable, Sendable {
    /// How networks are proposed.
    public enum Method: String, CaseIterable, Hashable, Sendable {
        /// NSGA-II (Deb et al., 2002).
        case nsga2
        /// Independent draws, as many as the other methods would evaluate.
        case random
        /// NSGA-II on the predictions of an additive model that is fitted to the scores.
        case predictor
        /// From a network to the best of those that differ in one layer.
        case local

        /// Whether children are bred of parents.
        var breeds: Bool { self == .nsga2 || self == .predictor }
    }

    /// Where the first population comes from.
    public enum Start: String, CaseIterable, Hashable, Sendable {
        /// The candidate pool, topped up with random networks where it has too few.
        case pool
        /// Random networks.
        case random
    }

    /// How networks are proposed.
    public let method: Method
    /// Networks of a generation.
    public let population: Int
    /// Generations, the first population being the first of them.
    public let generations: Int
    /// What is minimised, at least one, each once.
    public let objectives: [Objective]
    /// Where the first population comes from.
    public let start: Start
    /// The random networks that the model of the method `predictor` is first fitted to; nil for `sample(in:)`.
    public let givenSample: Int?
    /// The probability that a layer of a child is drawn again.
    public let mutation: Double
    /// The probability that a child mixes the layers of two parents.
    public let crossover: Double
    /// What a network may cost.
    public let limits: ScenarioLimits
    /// The file with the time of each operation, absolute where the scenario came from a file; nil where none is given.
    public let latencyTable: String?
    /// The SHA-256 of that file; nil where it is not to be compared.
    public let latencySHA256: String?
    /// The threads on which networks are meant to run: those that the latency table must be measured with.
    public let latencyThreads: Int
    /// Pictures of the search part that score a network; nil for all of them.
    public let images: Int?
    /// The largest group of these pictures that is normalised together.
    public let scoringBatch: Int
    /// The numbers that scores are computed from.
    public let precision: ScoringPrecision
    /// The seed of the search's own draws; nil for the run's seed.
    public let seed: Int?

    init(_ section: ScenarioSection, supernet: ScenarioSupernet, folder: String?) throws(ScenarioError) {
        method = try section.choice("method", .nsga2, "the search algorithm")
        population = try section.integer("population", 50, in: 2...100_000, "networks of a generation")
        generations = try section.integer(
            "generations", 20, in: 1...100_000, "generations; population x generations networks are evaluated at most")
        objectives = try section.read(
            "objectives", [.error, .macs],
            values: .lists(
                of: AcceptedValues.choice(Objective.allCases.map(\.rawValue)).schema,
                "a list without repetitions of "
                    + AcceptedValues.quoted(Objective.allCases.map(\.rawValue)), isSet: true),
            elements: ListElements("one of " + AcceptedValues.quoted(Objective.allCases.map(\.rawValue))) {
                if case .string(let word) = $0 { Objective(rawValue: word) != nil } else { false }
            },
            "what the search minimises: error, loss, macs, params, latency", parse: Self.objectives(of:),
            write: { .array($0.map { .string($0.rawValue) }) })
        start = try section.choice("start", .pool, "where the first population comes from")
        givenSample = try section.optionalInteger(
            "sample", in: 1...100_000_000,
            null: "300, or half of population x generations if that is less, but enough for the model",
            "number of random networks that \"predictor\" scores to fit its model")
        mutation = try section.number(
            "mutation", 0.1, in: .from(0, to: 1), "probability that a layer of a child is redrawn")
        crossover = try section.number(
            "crossover", 0.9, in: .from(0, to: 1), "probability that a child mixes the layers of two parents")
        limits = try section.section("limits") { section throws(ScenarioError) in try ScenarioLimits(section) }
        latencyTable = try section.optionalPath(
            "latency_table", in: folder, values: "a file",
            "the latency table, a file of `greedynas latency`, relative to the scenario file; --set: to the working "
                + "directory")
        latencySHA256 = try section.read(
            "latency_sha256", nil, follows: "not compared",
            values: .texts("a string of 64 hexadecimal digits", pattern: "^[0-9A-Fa-f]{64}$"),
            "SHA-256 of that file, written by a run into its copy of the scenario; another table is then refused",
            parse: { value in
                guard case .string(let text) = value, text.utf8.count == 64, text.allSatisfy(\.isHexDigit) else {
                    return nil
                }
                return .some(text)
            }, write: { $0.map { .string($0) } ?? .null })
        latencyThreads = try section.integer(
            "latency_threads", 1, in: 1...1024,
            "number of threads the table must have been measured with (independent of --workers)")
        images = try section.optionalInteger(
            "images", in: 2...10_000_000, null: "all of data.search",
            "pictures of the search part on which a network is scored"
        )
        scoringBatch = try section.integer(
            "scoring_batch", supernet.scoringGroup, in: 2...10_000_000,
            follows: "supernet.normalization_batch where given, else supernet.scoring_pictures / scoring_parts",
            "largest group of these pictures that shares batch-norm statistics")
        precision = try section.choice(
            "precision", .float32, "as supernet.scoring_precision, for the scores of the search and of `correlate`")
        seed = try section.optionalInteger(
            "seed", in: 0...Int.max, null: "the run's seed", "seed of the search alone")
        try check(section)
    }

    private func check(_ section: ScenarioSection) throws(ScenarioError) {
        if method.breeds && mutation == 0 && crossover == 0 {
            throw section.conflict(
                "search.mutation and search.crossover are both 0; expected one of them above 0, or no child is new")
        }
        if usesLatency && latencyTable == nil {
            let user =
                objectives.contains(.latency) ? "search.objectives has \"latency\"" : "search.limits.latency is given"
            throw section.conflict(
                "\(user) and search.latency_table is not given; expected the file of a latency table")
        }
    }

    /// Whether the search must know how long networks take.
    public var usesLatency: Bool { objectives.contains(.latency) || limits.latencyNanoseconds != nil }

    private static func objectives(of value: JSONValue) -> [Objective]? {
        guard case .array(let elements) = value else { return nil }
        let objectives = elements.compactMap { element in
            if case .string(let word) = element { Objective(rawValue: word) } else { nil }
        }
        guard !objectives.isEmpty, objectives.count == elements.count, Set(objectives).count == objectives.count else {
            return nil
        }
        return objectives
    }
}
