import Architecture
import Documents
import Foundation
import RunFiles
import Scenarios
import Search

/// All that the folder of a run says about it, whether the run has come to its end or not.
struct RunRecords: Sendable {
    /// A path with what its network scored and costs: a member of the pool or of the front.
    struct Member: Sendable {
        let path: Path
        let loss: Double
        let accuracy: Double
        let macs: Int
        /// The round in which it came into the pool; nil on a front.
        let admittedRound: Int?
    }

    let scenario: Scenario
    /// The space of the pictures at hand, as far as the folder tells it.
    let space: SearchSpace
    let metrics: MetricsLines
    /// The final pool, best first; nil where none is written.
    let pool: [Member]?
    /// The front; nil where the search has not come to its end.
    let front: [Member]?
    /// The network that was found or retrained, picture to classes.
    let network: Blueprint?
    /// The path of the network, where a search found it.
    let path: Path?
    /// `environment.json`.
    let environment: JSONSection?
    /// `summary.json`; nil where the run has not come to its end.
    let summary: JSONSection?

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
        scenario = try ScenarioFile.read("\(folder)/\(RunFileName.scenario)")
        summary = try Self.document(RunFileName.summary, in: folder, what: "the summary of a run")
        environment = try Self.document(RunFileName.environment, in: folder, what: "the environment of a run")
        let file = "\(folder)/\(RunFileName.architecture)"
        let found = FolderContents.exists(file) ? try FoundArchitecture(file: file) : nil
        let space = found?.space ?? scenario.searchSpace
        self.space = space
        path = found?.path
        network = try found.map { $0.space.blueprint(of: $0.path) } ?? Self.network(of: summary)
        metrics = try MetricsLines(of: folder, space: space)
        pool = try Self.document(RunFileName.pool, in: folder, what: "the pool of a run")
            .map { document throws(Refusal) in try Self.members(of: document, space: space) }
        front = try Self.document(RunFileName.front, in: folder, what: "the front of a run")
            .map { document throws(Refusal) in try Self.members(of: document, space: space) }
    }

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

    /// A section of the summary; nil where the run has not come to its end, or had no such phase.
    func summary(_ key: String) throws(Refusal) -> JSONSection? { try summary?.sectionIfAny(key) }

    /// What the summary says about the training of the supernet; nil where it was trained in another run.
    func supernet() throws(Refusal) -> JSONSection? {
        guard let supernet = try summary("supernet"), supernet.object["sha256"] == nil else { return nil }
        return supernet
    }

    private static func document(_ name: String, in folder: String, what: String) throws(Refusal) -> JSONSection? {
        let file = "\(folder)/\(name)"
        return FolderContents.exists(file) ? try JSONSection(of: file, what: what) : nil
    }

    private static func members(of document: JSONSection, space: SearchSpace) throws(Refusal) -> [Member] {
        try document.sections("members").map { member throws(Refusal) in
            let path: Path
            do {
                path = try space.path(from: member.integers("choices"))
            } catch {
                throw Refusal("\(document.file): \(member.path): \(error)")
            }
            return Member(
                path: path, loss: try member.number("loss"), accuracy: try member.number("accuracy"),
                macs: try member.integer("macs"), admittedRound: try member.integerIfAny("admitted_round"))
        }
    }

    /// The network of a retraining that was given one.
    private static func network(of summary: JSONSection?) throws(Refusal) -> Blueprint? {
        guard let architecture = try summary?.sectionIfAny("architecture"),
            let notation = try architecture.textIfAny("notation")
        else { return nil }
        do {
            return try Blueprint(notation: notation)
        } catch {
            throw Refusal("\(architecture.file): architecture.notation: \(error)")
        }
    }
}
