import Architecture
import Documents
import Reproducibility
import RunFiles
import Scenarios
import Search

/// All that the folder of a run says about it, whether the run has come to its end or not.
struct RunRecords: Sendable {
    let scenario: Scenario
    /// The space of the pictures at hand, as far as the folder tells it.
    let space: SearchSpace
    let metrics: MetricsLines
    /// The pool, best first, as training has left it; nil where none is written.
    let pool: [PoolFile.Member]?
    /// Whether the training of the supernet came to its end, so that it left its pool scored on the search part.
    let isTrained: Bool
    /// Why the run broke off; nil where its folder does not say.
    let brokenOff: String?
    /// `front.json`; nil where the search has not come to its end.
    let frontFile: FrontFile?
    /// The network that was found or retrained, picture to classes.
    let network: Blueprint?
    /// The path of the network, where a search found it.
    let path: Path?
    /// `environment.json`.
    let environment: WrittenEnvironment?
    /// `summary.json`; nil where the run has not come to its end.
    let summary: RunSummary?

    /// Reads a folder.
    ///
    /// - Throws: `Refusal` or `ScenarioError` for a folder that is none of a run, and for a file in it that is not as a
    ///   run writes it.
    init(of folder: String) throws {
        guard FolderContents.isFolder(folder) else {
            throw Refusal("\(folder) is not a folder; expected that of a run")
        }
        guard FolderContents.exists("\(folder)/\(RunFileName.scenario)") else {
            throw Refusal("\(folder) is no run, since it has no scenario.json; expected the folder of a run")
        }
        scenario = try ScenarioFile.read(ofRun: folder)
        summary = try FinishedRun.summary(of: folder)
        environment = try WrittenEnvironment(ifAnyOf: folder)
        let architecture = "\(folder)/\(RunFileName.architecture)"
        let found = FolderContents.exists(architecture) ? try FoundArchitecture(file: architecture) : nil
        let space = found?.space ?? scenario.searchSpace
        self.space = space
        path = found?.path
        network = try found.map { $0.space.blueprint(of: $0.path) } ?? summary?.givenNetwork(in: folder)
        metrics = try MetricsLines(of: folder, space: space)
        let poolFile = try Self.document(RunFileName.pool, in: folder, what: "the pool of a run")
            .map { document throws(Refusal) in try PoolFile(document, space: space) }
        pool = poolFile?.members
        isTrained = poolFile?.scoredOn == PoolFile.finalPictures
        brokenOff = try BrokenOff.reason(in: folder)
        frontFile = try Self.document(RunFileName.front, in: folder, what: "the front of a run")
            .map { document throws(Refusal) in try FrontFile(document, space: space) }
    }

    /// The front; nil where the search has not come to its end.
    var front: [FrontFile.Member]? { frontFile?.members }

    /// The rounds in groups for curves.
    var roundGroups: RoundGroups { RoundGroups(metrics.rounds) }

    /// What the space's paths cost; nil where the pictures' size is not known for certain, as of an unfinished run over IDX
    /// files.
    var costs: CostTable? {
        let costs = CostTable(of: space)
        if path != nil || scenario.data.set != .idx { return costs }
        guard let member = pool?.first, costs.cost(of: member.path).macs == member.macs else { return nil }
        return costs
    }

    /// Paths drawn as uniform ones are in training: none without limits, where means over the space are known exactly; nil
    /// where the limits cannot be looked at, as without the latency table.
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

    /// So many draws tell a mean to a few percent of the spread.
    private static let draws = 1_000

    private static func document(_ name: String, in folder: String, what: String) throws(Refusal) -> JSONSection? {
        let file = "\(folder)/\(name)"
        return FolderContents.exists(file) ? try JSONSection(ofRunFile: file, what: what) : nil
    }
}
