import Architecture
import Documents
import RunFiles
import Scenarios

/// A finished run as a comparison needs it: its scenario and its results.
struct ComparedRun {
    /// The folder, as it was named.
    let folder: String
    /// The scenario's name.
    let name: String
    /// The seed that the summary names: the run's, or that of a standalone retraining.
    let seed: Int
    /// The seeds of the run, its search and its retraining.
    let seeds: [Int]
    /// Every key that decides the results, seeds excepted; then the network, `found` where a search found it, and the
    /// phases that the run went through.
    let keys: [(key: String, value: JSONValue)]
    /// The results; a measure of a phase that the run did not reach is not there.
    let values: [ComparedMeasure: Double]

    /// Reads `scenario.json`, `summary.json` and `environment.json` of a folder, and `front.json` where there are
    /// latencies.
    ///
    /// - Throws: `Refusal` or `ScenarioError` for a folder that is not a run's, an unfinished run, and a
    ///   file that lacks a key.
    init(_ folder: String) throws {
        try GivenFolder.checkBegan(folder, expected: "a finished run")
        let scenario = try ScenarioFile.read(ofRun: folder)
        guard let summary = try FinishedRun.summary(of: folder) else {
            throw Refusal(
                "\(folder) has no \(RunFileName.summary), so the run is not finished; expected a finished run")
        }
        guard summary.simulation == nil else {
            throw Refusal(
                "\(folder) is the folder of a simulation, which trains no network to compare; expected that of a finished run"
            )
        }
        self.folder = folder
        name = scenario.name
        seed = summary.seed
        seeds = [scenario.seed, scenario.search.seed ?? scenario.seed, scenario.retrain.seed ?? scenario.seed]
        let phases = Self.phases(of: summary)
        guard !phases.isEmpty else {
            throw Refusal(
                "\(folder)/\(RunFileName.summary) has none of the phases of a run; expected that of a run, a search or a "
                    + "retraining")
        }
        values = try Self.values(of: summary, scenario: scenario, in: folder)
        let network = phases == [RunKey.retrain] ? try Self.network(of: summary, in: folder) : Self.found
        keys =
            Self.keys(of: scenario.resolved, matches: scenario.supernet.budget?.matching != nil)
            + [("network", .string(network)), ("phases", .string(phases.joined(separator: "+")))]
        try KeptFiles(of: folder).check([RunFileName.scenario, RunFileName.front])
    }

    /// The phases that a run went through; a standalone search or retraining has trained no supernet.
    private static func phases(of summary: RunSummary) -> [String] {
        [
            summary.supernet == nil ? nil : RunKey.supernet, summary.search == nil ? nil : RunKey.search,
            summary.retrain == nil ? nil : RunKey.retrain,
        ].compactMap(\.self)
    }

    private static func values(
        of summary: RunSummary, scenario: Scenario, in folder: String
    ) throws(Refusal) -> [ComparedMeasure: Double] {
        var values: [ComparedMeasure: Double] = [:]
        if let supernet = summary.supernet {
            values[.optimizationImages] = Double(supernet.optimizationImages)
            values[.evaluationImages] = Double(supernet.evaluationImages)
            values[.correctedImages] = supernet.correctedImages
            values[.trainingCoreHours] = supernet.effort.map { $0.coreSeconds / 3600 }
            values[.meanMacsTrained] = supernet.effort?.meanMacsTrained
        }
        if let search = summary.search {
            let cores = try WrittenEnvironment(of: folder).busyCores
            values[.searchCoreHours] = search.seconds * Double(cores) / 3600
            if scenario.search.latencyTable != nil { values[.latency] = try latency(in: folder) }
        }
        values[.macs] = summary.architecture.map { Double($0.macs) }
        values[.params] = summary.architecture.map { Double($0.params) }
        values[.top1] = summary.retrain?.testTop1
        values[.top5] = summary.retrain?.testTop5
        return values
    }

    /// The latency of the network that was found, as the front or the shortlist has it; nil where the search had none.
    private static func latency(in folder: String) throws(Refusal) -> Double? {
        let found = try FoundArchitecture(of: folder)
        let front = try FrontFile(
            JSONSection(ofRunFile: "\(folder)/\(RunFileName.front)", what: "the front of a run"), space: found.space)
        return front.member(of: found.path)?.latency
    }

    /// What parts the name of a network from its notation.
    static let nameEnd = ": "

    /// The word for a network that a search found.
    private static let found = "found"

    /// Which network a standalone retraining trained: the name, where it has one, and the notation of one that was given, which
    /// is not of the scenario but decides all; the word for a reference; `found` for one that a search found.
    private static func network(of summary: RunSummary, in folder: String) throws(Refusal) -> String {
        if FolderContents.exists("\(folder)/\(RunFileName.architecture)") {
            return try Provenance(of: folder).reference ?? found
        }
        guard let network = summary.architecture, let notation = network.notation else { return found }
        return network.name.map { $0 + nameEnd + notation } ?? notation
    }

    /// Seeds make no row of their own; nor do places on the disk, since digests say what lay there.
    private static let ignored = [
        "seed", "search.seed", "retrain.seed", "data.path", "search.latency_table", "supernet.budget.matching", "until",
        "benchmark",
    ]

    /// The keys of a resolved scenario, one by one.
    ///
    /// - Parameter matches: Whether the budget is what another run has cost, which differs from seed to seed.
    private static func keys(of resolved: JSONValue, matches: Bool) -> [(key: String, value: JSONValue)] {
        resolved.leaves.filter { !ignored.contains($0.key) && !$0.key.hasPrefix("checkpoint.") }.map {
            key, value in
            switch (key, value) {
            case ("supernet.budget.images", _) where matches: (key, "matching")
            case ("supernet.budget.ratio", .string) where matches: (key, "measured")
            default: (key, value)
            }
        }
    }
}
