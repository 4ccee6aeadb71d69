public import Architecture
public import Documents
public import ScenarioKeys

/// All that decides a run: pictures, search space, training, search, retraining, seed.
///
/// A scenario is read and checked once and then stays as it is. It is made from JSON, in a file or as a tree, so that each
/// value has one way in and the same checks.
public struct Scenario: Hashable, Sendable {
    /// The name, from which the default output folder is named.
    public let name: String
    /// The seed of all random numbers.
    public let seed: Int
    /// The pictures.
    public internal(set) var data: ScenarioData
    /// The search space.
    public let space: ScenarioSpace
    /// The training of the supernet.
    public let supernet: ScenarioSupernet
    /// The search in the trained supernet.
    public let search: ScenarioSearch
    /// The training of the network that was found.
    public let retrain: ScenarioRetrain
    /// The file of published accuracies that scores are compared with, absolute where the scenario came from a file.
    ///
    /// Nil for none; no run reads it.
    public let benchmark: String?
    /// What `simulate` uses instead of pictures and weights.
    public let simulation: ScenarioSimulation
    /// How often the run keeps its state.
    public let checkpoint: ScenarioCheckpoint
    /// The phase with which the run ends.
    public let until: RunPhase
    /// The search space for pictures of the set's nominal size, or of `data.side`; after `measured`, of their own.
    ///
    /// For networks that are built, counted or timed take `measuredSpace`: pictures of a folder may be of another size and
    /// have other classes.
    public private(set) var searchSpace: SearchSpace
    /// What is allowed but probably not meant, a sentence each.
    public private(set) var warnings: [String]
    /// Those of them that concern a standalone search too.
    package let searchWarnings: [String]
    /// The scenario with every key; read again, it gives an equal scenario.
    public let resolved: JSONValue

    /// Every key of a scenario in the order of `resolved`.
    public static let keys: [ScenarioKey] = {
        do throws(ScenarioError) {
            let section = ScenarioSection(try ScenarioTree(root: [:]))
            _ = try Parts(section, standardName: "scenario", folder: nil)
            return section.keys
        } catch {
            preconditionFailure("the defaults of a scenario do not fit together: \(error)")
        }
    }()

    /// Reads a scenario from a tree.
    ///
    /// - Throws: `ScenarioError` for the first unknown key, wrong value or conflict.
    public init(_ json: JSONValue) throws(ScenarioError) {
        try self.init(ScenarioTree(root: json), standardName: "scenario", folder: nil)
    }

    /// Reads a scenario from a tree of known origin.
    ///
    /// - Parameters:
    ///   - tree: The keys given.
    ///   - standardName: The default of `name`.
    ///   - folder: What `data.path`, `space.file`, `search.latency_table`, `supernet.budget.matching` and `benchmark` are relative to.
    init(_ tree: ScenarioTree, standardName: String, folder: String?) throws(ScenarioError) {
        guard tree.value(of: ScenarioTree.sweepKey) == nil else {
            throw .conflict(
                place: tree.place(of: ScenarioTree.sweepKey),
                sentence: "the scenario has a sweep object, so it describes many runs; expected one without, or "
                    + "`greedynas sweep` (`greedynas sweep --plan` to plan)")
        }
        try ScenarioKeyCheck(Self.keys).check(tree)
        let section = ScenarioSection(tree)
        let parts = try Parts(section, standardName: standardName, folder: folder)
        do throws(ArchitectureError) {
            searchSpace = try parts.space.searchSpace(for: parts.data.seenSize)
        } catch {
            throw section.conflict("space: \(error)")
        }
        let check = ScenarioConsistency(
            data: parts.data, supernet: parts.supernet, search: parts.search, retrain: parts.retrain,
            space: searchSpace)
        if let sentence = check.contradiction { throw section.conflict(sentence) }
        let idleSearchKeys = Self.idleKeyWarnings(in: section.resolved, search: parts.search)
        searchWarnings = check.searchWarnings + idleSearchKeys
        warnings =
            check.warnings + idleSearchKeys + Self.idleKeyWarnings(in: section.resolved, supernet: parts.supernet)
        name = parts.name
        seed = parts.seed
        data = parts.data
        space = parts.space
        supernet = parts.supernet
        search = parts.search
        retrain = parts.retrain
        benchmark = parts.benchmark
        simulation = parts.simulation
        checkpoint = parts.checkpoint
        until = parts.until
        resolved = section.resolved
    }

    /// The scenario with the sizes that the pictures in its folder have; as it is where it has no folder.
    ///
    /// - Throws: What keeps the set from being found; `ScenarioError` where its sizes do not fit the scenario.
    public func measured() throws -> Scenario {
        guard var scenario = try sized() else { return self }
        let check = ScenarioConsistency(
            data: scenario.data, supernet: supernet, search: search, retrain: retrain, space: scenario.searchSpace)
        if let sentence = check.contradiction { throw ScenarioError.conflict(place: nil, sentence: sentence) }
        scenario.warnings =
            check.warnings + Self.idleKeyWarnings(in: resolved, search: search)
            + Self.idleKeyWarnings(in: resolved, supernet: supernet)
        return scenario
    }

    /// The search space for the pictures in the scenario's folder, whether they fit the rest of it or not; `searchSpace` where
    /// it has no folder.
    ///
    /// - Throws: What keeps the set from being found; `ScenarioError` where there is no such space.
    public func measuredSpace() throws -> SearchSpace { try sized()?.searchSpace ?? searchSpace }

    /// The scenario with the sizes and the space of the pictures in its folder; nil where it has no folder.
    private func sized() throws -> Scenario? {
        guard let size = try data.size() else { return nil }
        var scenario = self
        scenario.data.measuredSize = size
        do throws(ArchitectureError) {
            scenario.searchSpace = try space.searchSpace(for: scenario.data.seenSize)
        } catch {
            throw ScenarioError.conflict(place: nil, sentence: "space: \(error)")
        }
        return scenario
    }

    /// Packs the pictures of a folder where that has not been done, and only where they fit the scenario.
    ///
    /// - Throws: As `measured`, and what keeps the pictures from being packed.
    package func packPictures() throws {
        if data.isUnpacked { _ = try measured().data.source(seed: seed) }
    }

    /// The capacity of the pool: as asked for, at most the paths that may be drawn.
    public var poolCapacity: Int { poolCapacity(in: searchSpace) }

    /// The same in the space of the pictures at hand.
    package func poolCapacity(in space: SearchSpace) -> Int {
        supernet.poolCapacity(in: space, search: search)
    }

    /// What stands at the top of a scenario.
    private struct Parts {
        let name: String
        let seed: Int
        let data: ScenarioData
        let space: ScenarioSpace
        let supernet: ScenarioSupernet
        let search: ScenarioSearch
        let retrain: ScenarioRetrain
        let benchmark: String?
        let simulation: ScenarioSimulation
        let checkpoint: ScenarioCheckpoint
        let until: RunPhase

        init(_ section: ScenarioSection, standardName: String, folder: String?) throws(ScenarioError) {
            name = try section.read(
                "name", standardName, follows: "the file's name",
                values: .texts(
                    "at most 100 letters, digits, \"-\", \"_\" and \".\", beginning with a letter or digit",
                    pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$"),
                "name of the run, used for the default output folder",
                parse: { value in if case .string(let text) = value, Self.isName(text) { text } else { nil } },
                write: { .string($0) })
            seed = try section.integer("seed", 1, in: 0...Int.max, "seed of all random numbers; --seed overrides it")
            until = try section.choice("until", .last, "last phase of the run; --until overrides it")
            let data = try section.section("data") { section throws(ScenarioError) in
                try ScenarioData(section, folder: folder)
            }
            space = try section.section("space") { section throws(ScenarioError) in
                try ScenarioSpace(section, folder: folder)
            }
            let supernet = try section.section("supernet") { section throws(ScenarioError) in
                try ScenarioSupernet(section, filtering: data.filtering, folder: folder)
            }
            search = try section.section("search") { section throws(ScenarioError) in
                try ScenarioSearch(section, supernet: supernet, folder: folder)
            }
            retrain = try section.section("retrain") { section throws(ScenarioError) in
                try ScenarioRetrain(section, supernet: supernet)
            }
            benchmark = try section.optionalPath(
                "benchmark", in: folder, values: "a file",
                "published accuracies of the space's networks, relative to the scenario file; --set: to the working "
                    + "directory; for `correlate` and "
                    + "`simulate`; a run does not read them")
            simulation = try section.section("simulation") { section throws(ScenarioError) in
                try ScenarioSimulation(section)
            }
            checkpoint = try section.section("checkpoint") { section throws(ScenarioError) in
                try ScenarioCheckpoint(section)
            }
            (self.data, self.supernet) = (data, supernet)
        }

        private static func isName(_ text: String) -> Bool {
            guard let first = text.unicodeScalars.first, text.utf8.count <= 100 else { return false }
            return isLetterOrDigit(first)
                && text.unicodeScalars.allSatisfy { isLetterOrDigit($0) || "-_.".unicodeScalars.contains($0) }
        }

        private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        }
    }
}
