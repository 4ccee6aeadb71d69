import Architecture
import Documents
import Reproducibility
import RunFiles
import Scenarios
import Search

/// Everything that the folder of a run says about it, finished or not.
struct RunRecords: Sendable {
    let scenario: Scenario
    /// The search space, as the folder tells it.
    let space: SearchSpace
    /// Whether it is that of the pictures the run had, and not of the nominal ones.
    private let knowsPictures: Bool
    let metrics: MetricsLines
    /// The members of `pool.json`, best first; nil where it is not there.
    let pool: [PoolFile.Member]?
    /// Whether the training of the supernet has ended; then all members of its pool are scored on the search part.
    let isTrained: Bool
    /// Why the run stopped; nil if its folder does not say.
    let brokenOff: String?
    /// `front.json`; nil if the search is not finished.
    let frontFile: FrontFile?
    /// The network that was found or retrained; nil where none is known yet.
    let network: Blueprint?
    /// The path of the network; nil where no search has found it.
    let path: Path?
    /// `environment.json`; nil where it is not there.
    let environment: WrittenEnvironment?
    /// `summary.json`; nil if the run is not finished.
    let summary: RunSummary?

    /// Reads a folder.
    ///
    /// - Throws: `Refusal` or `ScenarioError` where the folder is not that of a run, or a file in it is not as a run
    ///   writes it.
    init(of folder: String) throws {
        try GivenFolder.checkBegan(folder)
        scenario = try ScenarioFile.read(ofRun: folder)
        summary = try FinishedRun.summary(of: folder)
        environment = try WrittenEnvironment(ifAnyOf: folder)
        let origin = try FolderSpace(of: folder, scenario: scenario)
        let space = origin.space
        self.space = space
        knowsPictures = origin.knowsPictures
        path = origin.path
        network = try path.map { space.blueprint(of: $0) } ?? summary?.givenNetwork(in: folder)
        metrics = try MetricsLines(of: folder, space: space)
        let poolFile = try Self.document(RunFileName.pool, in: folder, what: "the pool of a run")
            .map { document throws(Refusal) in try PoolFile(document, space: space) }
        pool = poolFile?.members
        isTrained = poolFile?.scoredOn == PoolFile.finalPictures
        brokenOff = try BrokenOff.reason(in: folder)
        frontFile = try Self.document(RunFileName.front, in: folder, what: "the front of a run")
            .map { document throws(Refusal) in try FrontFile(document, space: space) }
    }

    /// The front; nil if the search is not finished.
    var front: [FrontFile.Member]? { frontFile?.members }

    /// The rounds in groups for curves.
    var roundGroups: RoundGroups { RoundGroups(metrics.rounds) }

    /// What the space's paths cost; nil where the size of the pictures is not known, as of an unfinished search over IDX files.
    var costs: CostTable? {
        let costs = CostTable(of: space)
        if knowsPictures { return costs }
        guard let member = pool?.first, costs.cost(of: member.path).macs == member.macs else { return nil }
        return costs
    }

    /// Random paths within the limits of the training, to take means over.
    ///
    /// Empty where nothing is limited, since the means over the whole space are known exactly; nil where the limits cannot
    /// be applied, as when the latency table is gone.
    var uniformDraws: [Path]? {
        do {
            guard let domain = try scenario.trainedDomain(of: space) else { return [] }
            return (0..<Self.draws).map { index in
                var stream = RandomStream(seed: UInt64(scenario.seed), purpose: .planning, index: index)
                return domain.randomPath(using: &stream)
            }
        } catch {
            return nil
        }
    }

    /// The number of these paths, enough to know a mean to a few percent of the spread.
    private static let draws = 1_000

    private static func document(_ name: String, in folder: String, what: String) throws(Refusal) -> JSONSection? {
        let file = "\(folder)/\(name)"
        return FolderContents.exists(file) ? try JSONSection(ofRunFile: file, what: what) : nil
    }
}
