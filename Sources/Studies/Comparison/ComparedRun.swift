import Documents
import RunFiles
import Scenarios

/// A finished run as a comparison sees it: what it was told, and what came out.
struct ComparedRun {
    /// The folder, as it was named.
    let folder: String
    /// The scenario's name.
    let name: String
    /// The seed that the summary names: the run's, or that of a retraining of its own.
    let seed: Int
    /// The seeds of the run, its search and its retraining.
    let seeds: [Int]
    /// Every key that decides the results, seeds excepted; then the network, `found` where a search found it, and the phases that the run went through.
    let keys: [(key: String, value: JSONValue)]
    /// What came out; a measure of a phase that the run did not reach is not there.
    let values: [ComparedMeasure: Double]

    /// Reads `scenario.json`, `summary.json` and `environment.json` of a folder, and `front.json` where there are
    /// latencies.
    ///
    /// - Throws: `Refusal` or `ScenarioError` for a folder that is no run, a run that did not come to its end, and a
    ///   file that lacks a key.
    init(_ folder: String) throws {
        guard FolderContents.isFolder(folder) else {
            throw Refusal("\(folder) is not a folder; expected that of a finished run")
        }
        guard FolderContents.exists("\(folder)/\(RunFileName.scenario)") else {
            throw Refusal(
                "\(folder) is no run, since it has no scenario.json; expected the folder of a finished run")
        }
        guard FolderContents.exists("\(folder)/\(RunFileName.summary)") else {
            throw Refusal(
                "\(folder) has no \(RunFileName.summary), so that the run did not come to its end; expected a finished "
                    + "run")
        }
        let scenario = try ScenarioFile.read("\(folder)/\(RunFileName.scenario)")
        let summary = try JSONSection(of: "\(folder)/\(RunFileName.summary)", what: "the summary of a run")
        let environment = try JSONSection(of: "\(folder)/\(RunFileName.environment)", what: "the environment of a run")
        let workers = try min(environment.integer("workers"), environment.integer("cores"))
        self.folder = folder
        name = scenario.name
        seed = try summary.integer("seed")
        seeds = [scenario.seed, scenario.search.seed ?? scenario.seed, scenario.retrain.seed ?? scenario.seed]
        var phases: [String] = []
        var values: [ComparedMeasure: Double] = [:]
        // A search or a retraining of its own has trained no supernet.
        if let supernet = summary.object["supernet"], supernet["sha256"] == nil {
            phases.append("supernet")
            values = try Self.values(ofSupernet: summary.section("supernet"))
        }
        if summary.object["search"] != nil {
            phases.append("search")
            values[.searchCoreHours] = try summary.section("search").number("seconds") * Double(workers) / 3600
            if scenario.search.latencyTable != nil {
                values[.latency] = try Self.latency(of: summary.section("architecture"), in: folder)
            }
        }
        if summary.object["architecture"] != nil {
            values[.macs] = try summary.section("architecture").number("macs")
        }
        if summary.object["retrain"] != nil {
            phases.append("retrain")
            let retrain = try summary.section("retrain")
            values[.top1] = try retrain.number("test_top1")
            if retrain.object["test_top5"] != .null { values[.top5] = try retrain.number("test_top5") }
        }
        guard !phases.isEmpty else { throw summary.wrong("supernet", expected: "an object") }
        self.values = values
        let network = phases == ["retrain"] ? try Self.network(of: summary, in: folder) : "found"
        keys =
            Self.keys(of: scenario.resolved, matches: scenario.supernet.budget?.matching != nil)
            + [("network", .string(network)), ("phases", .string(phases.joined(separator: "+")))]
    }

    private static func values(ofSupernet supernet: JSONSection) throws(Refusal) -> [ComparedMeasure: Double] {
        var values: [ComparedMeasure: Double] = [
            .optimizationImages: try supernet.number("optimization_images"),
            .evaluationImages: try supernet.number("evaluation_images"),
            .correctedImages: try supernet.number("corrected_optimization_images"),
            .trainingCoreHours: try supernet.number("core_seconds") / 3600,
        ]
        // Null where nothing was trained.
        if let macs = supernet.object["mean_macs_trained"], macs != .null {
            values[.meanMacsTrained] = try supernet.number("mean_macs_trained")
        }
        return values
    }

    /// The latency of the network that was found, as the front has it; nil where the search had none.
    private static func latency(of architecture: JSONSection, in folder: String) throws(Refusal) -> Double? {
        let choices = try architecture.integers("choices")
        for member in try JSONSection(of: "\(folder)/\(RunFileName.front)", what: "the front of a run").sections(
            "members")
        where try member.integers("choices") == choices {
            return member.object["latency_seconds"] == nil ? nil : try member.number("latency_seconds")
        }
        return nil
    }

    /// Which network a retraining of its own trained: the notation of one that was given, which is not of the scenario but
    /// decides all; the word for a reference; `found` for one that a search found.
    private static func network(of summary: JSONSection, in folder: String) throws(Refusal) -> String {
        let file = "\(folder)/\(RunFileName.architecture)"
        guard FolderContents.exists(file) else { return try summary.section("architecture").text("notation") }
        let provenance = try JSONSection(of: file, what: "the architecture.json of a run").section("provenance")
        return provenance.object["reference"] == nil ? "found" : try provenance.text("reference")
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
