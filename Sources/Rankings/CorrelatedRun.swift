import Architecture
import Documents
import NeuralNetwork
import RunFiles
import Scenarios
import Search
import Supernet

/// A run whose supernet was trained to the end, as `correlate` sees it before anything large is read.
struct CorrelatedRun {
    /// The folder.
    let folder: String
    /// Its scenario, with the sizes of its pictures.
    let scenario: Scenario
    /// The pool's members, best first.
    let pool: [Path]

    /// Reads `scenario.json` and `pool.json`.
    ///
    /// - Parameters:
    ///   - name: The folder.
    ///   - data: Replaces `data.path`, where the pictures have moved; nil for the run's own.
    ///   - precision: Replaces `search.precision`; nil for the run's own.
    /// - Throws: `Refusal` or `ScenarioError` for a folder that is not a run's, or whose training is not finished, or where
    ///   scores at that precision would be slow by this build; an error of the pictures' reader where they are not found.
    init(_ name: String, data: String?, precision: ScoringPrecision? = nil) throws {
        if let shortcoming = precision?.shortcoming(of: "--precision") { throw Refusal(shortcoming) }
        let folder = FilePath.plain(name)
        try GivenFolder.checkBegan(folder)
        try GivenFolder.check(folder, isOf: [.run])
        let settings = precision.map { ["search.precision=\"\($0.rawValue)\""] }
        let scenario = try ScenarioFile.read(ofRun: folder, settings: settings ?? [], data: data)
        for file in [RunFileName.supernetWeights, RunFileName.pool] where !FolderContents.exists("\(folder)/\(file)") {
            throw Refusal(
                "\(folder) has no \(file), so its supernet is not fully trained; expected a run whose training is "
                    + "finished")
        }
        self.scenario = try scenario.measured()
        pool = try PoolFile.paths(of: "\(folder)/\(RunFileName.pool)", space: self.scenario.searchSpace)
        try KeptFiles(of: folder).check([RunFileName.scenario, RunFileName.pool])
        self.folder = folder
    }

    /// How the supernet was trained.
    var strategy: SupernetSettings.Strategy { scenario.supernet.strategy }

    /// The held-out pictures of both parts.
    var heldOut: Int { scenario.data.heldOut }

    /// The paths that the supernet was trained on; nil where these are all of the space.
    func domain() throws(Refusal) -> SearchDomain? { try scenario.trainedDomain(of: scenario.searchSpace) }

    /// The numbers that scores are computed from.
    var precision: ScoringPrecision { scenario.search.precision }

    /// Refuses a run that cannot stand beside another one.
    ///
    /// - Throws: `Refusal` where spaces, limits in training, pictures or the precision of scores differ.
    func check(against first: CorrelatedRun) throws(Refusal) {
        let (space, other) = (first.scenario.searchSpace, scenario.searchSpace)
        guard space.fingerprint == other.fingerprint else {
            throw Refusal(
                "\(first.folder) and \(folder) are of different spaces, the first one with "
                    + "\(SpaceDifference.words(space.description, other.description)); expected runs of one space")
        }
        let limits = try [first, self].map { run throws(Refusal) in try run.domain()?.limits }
        guard limits[0] == limits[1] else {
            throw Refusal(
                "\(first.folder) and \(folder) were trained within different limits (supernet.limits); expected runs that "
                    + "were trained on the same networks")
        }
        guard precision == first.precision else {
            throw Refusal(
                "\(first.folder) and \(folder) have scores of different precision: search.precision is "
                    + "\"\(first.precision.rawValue)\" and \"\(precision.rawValue)\"; expected one precision for all, which "
                    + "--precision sets")
        }
        for key in Self.pictureKeys {
            let values = [first, self].map { $0.value(of: key) }
            guard values[0] != values[1] else { continue }
            throw Refusal(
                "\(first.folder) and \(folder) use different pictures: \(key) is \(Self.short(values[0])) and "
                    + "\(Self.short(values[1])); expected runs of the same pictures")
        }
    }

    /// Which pictures there are and how many of them are held out; which ones these are, a run's own seed decides.
    private static let pictureKeys = [
        "data.set", "data.files", "data.training_pictures", "data.generated.training", "data.shared_holdout",
        "data.filtering", "data.search",
    ]

    private func value(of key: String) -> JSONValue {
        key.split(separator: ".").reduce(scenario.resolved) { $0[String($1)] ?? .null }
    }

    private static func short(_ value: JSONValue) -> String {
        ForeignText.line(value.description, atMost: 60)
    }
}
