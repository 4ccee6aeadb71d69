public import Documents

/// `summary.json`: the results of a run, of a standalone search or retraining, or of a simulation.
///
/// Everything that writes or reads such results uses this record, with a section for each phase.
public struct RunSummary: Hashable, Sendable {
    /// The scenario's name.
    public var scenario: String
    /// The seed: the run's, or that of a standalone retraining.
    public var seed: Int
    /// SHA-256 over all results.
    public var digest: String
    /// The simulated landscape and what was drawn from it; nil where weights were trained.
    public var simulation: Simulation?
    /// The training of the supernet; nil where none was trained.
    public var supernet: Supernet?
    /// The SHA-256 of the weights that a standalone search has read; nil for all others.
    public var supernetSHA256: String?
    /// The candidate pool; nil where no supernet was trained.
    public var pool: Pool?
    /// The search; nil where there was none.
    public var search: Search?
    /// The network that was found, or given to a retraining; nil where there is none.
    public var architecture: Network?
    /// The retraining; nil where there was none.
    public var retrain: Retrain?
    /// The builds that have computed, in their order, where there are several.
    public var builds: [String] = []
    /// How often the test set was opened; nil of a simulation, which has none.
    public var testOpenings: Int?

    /// The SHA-256 of the folder's other files; none of a simulation, and of a folder of an earlier build.
    public var files: [KeptFile] = []

    /// Begins the summary of results without a section.
    package init(scenario: String, seed: Int, digest: String) {
        self.scenario = scenario
        self.seed = seed
        self.digest = digest
    }

    /// The document.
    public var json: JSONValue {
        let head: JSONValue = [
            RunKey.scenario: .string(scenario), RunKey.seed: .integer(seed), RunKey.digest: .string(digest),
        ]
        let weights = supernetSHA256.map { JSONValue.object([.init(Self.sha256, .string($0))]) }
        let rest: [(String, JSONValue?)] = [
            (RunKey.simulation, simulation?.json), (RunKey.supernet, supernet?.json ?? weights),
            (RunKey.pool, pool?.json), (RunKey.search, search?.json), (RunKey.architecture, architecture?.json),
            (RunKey.retrain, retrain?.json), (RunKey.builds, builds.isEmpty ? .none : .some(JSONValue(builds))),
            ("test_openings", testOpenings.map { .integer($0) }), (Self.filesKey, Self.json(files)),
        ]
        return head.joined(with: .object(rest.compactMap { key, value in value.map { .init(key, $0) } })).withFormat
            .withChecksum
    }

    /// Reads a document.
    ///
    /// - Throws: `Refusal` where it lacks a key, has a format that is not known here, or was changed since it was written.
    package init(_ document: JSONSection) throws(Refusal) {
        let format = try RunFormat.of(document)
        try Self.checkUnchanged(document)
        self.init(
            scenario: try document.text(RunKey.scenario), seed: try document.integer(RunKey.seed),
            digest: try document.text(RunKey.digest))
        if let section = try document.sectionIfAny(RunKey.simulation) { simulation = try Simulation(section) }
        if let section = try document.sectionIfAny(RunKey.supernet) {
            if section.object[Self.sha256] != nil {
                supernetSHA256 = try section.text(Self.sha256)
            } else {
                supernet = try Supernet(section)
            }
        }
        if let section = try document.sectionIfAny(RunKey.pool) { pool = try Pool(section, format: format) }
        if let section = try document.sectionIfAny(RunKey.search) { search = try Search(section) }
        if let section = try document.sectionIfAny(RunKey.architecture) { architecture = try Network(section) }
        if let section = try document.sectionIfAny(RunKey.retrain) { retrain = try Retrain(section, format: format) }
        builds = document.object[RunKey.builds] == nil ? [] : try document.texts(RunKey.builds)
        testOpenings = try document.integerIfAny("test_openings")
        files = try Self.files(document)
    }

    /// Refuses a document that somebody has changed, which would be compared and reported like any other; one of an earlier
    /// build has no checksum.
    private static func checkUnchanged(_ document: JSONSection) throws(Refusal) {
        guard let checksum = try document.textIfAny(JSONValue.checksumKey) else { return }
        guard checksum == document.object.checksum else {
            throw Refusal(
                "\(document.file) has changed since it was written: its checksum does not match; expected the original file"
            )
        }
    }

    private static let sha256 = "sha256"
}
