import Architecture
public import Documents
import Reporting
import Reproducibility
public import RunFiles
package import Scenarios
package import Simulation
public import Supernet

/// The results of a simulation.
public struct SimulationOutcome: Sendable {
    let scenario: Scenario
    let landscape: MarkedLandscape
    let settings: SupernetSettings
    /// Rounds, stop, cost and pool of the training.
    public let result: SupernetResult<Void>
    let windows: [SimulationWindow]
    /// Seconds that the simulation took.
    let seconds: Double

    /// The outcome of a simulation that has ended.
    package init(
        scenario: Scenario, landscape: MarkedLandscape, settings: SupernetSettings, result: SupernetResult<Void>,
        windows: [SimulationWindow], seconds: Double
    ) {
        self.scenario = scenario
        self.landscape = landscape
        self.settings = settings
        self.result = result
        self.windows = windows
        self.seconds = seconds
    }

    /// Passes over the training pictures.
    var epochs: Double { windows.last?.epoch ?? 0 }

    /// The true qualities of the final pool, best score first.
    var poolQualities: [Double] { result.pool.members.map { landscape.standardQuality(of: $0.path) } }

    /// The share of the scored rounds in which at least k of the m drawn paths were good.
    var hitRate: Double {
        let rounds = windows.reduce(0) { $0 + $1.rounds.count }
        return windows.reduce(0) { $0 + $1.hitRate * Double($1.rounds.count) } / Double(max(1, rounds))
    }

    /// The share of good paths in the final pool; nil where it is empty.
    var purity: Double? {
        let members = result.pool.members
        guard !members.isEmpty else { return nil }
        return Double(members.count { landscape.isGood($0.path) }) / Double(members.count)
    }

    /// SHA-256 over the final pool, in its order, and the number of rounds: the same scenario and seed give the same one.
    package var digest: String {
        var hash = SHA256()
        for member in result.pool.members {
            hash.update(member.path.choices.span)
            hash.update(member.loss.bitPattern)
            hash.update(member.admittedRound)
        }
        hash.update(result.rounds)
        return hash.hexadecimal
    }

    /// What `summary.json` holds.
    public var summary: RunSummary {
        var summary = RunSummary(scenario: scenario.name, seed: scenario.seed, digest: digest)
        summary.simulation = RunSummary.Simulation(
            landscape: scenario.simulation.landscape.rawValue, hasSignal: landscape.hasSignal,
            goodShare: landscape.measuredShare, m: settings.sampledPaths, k: settings.keptPaths, hitRate: hitRate,
            seconds: seconds, windows: windows)
        summary.supernet = RunSummary.Supernet(
            result, strategy: settings.strategy, epochs: epochs,
            correctedImages: result.cost.correctedOptimizationImages)
        summary.pool = RunSummary.Pool(
            result.pool, truth: RunSummary.PoolTruth(purity: purity, qualities: poolQualities))
        return summary
    }

    /// The document `summary.json`.
    public var json: JSONValue { summary.json }

    /// The results as lines of text.
    public var text: String {
        var table = TextTable([
            "rounds", "epochs", "epsilon", "purity", "q'", "drawn", "kept", "hits", "Eq. 1", "ideal", "pi", "t/r",
            "loss",
        ])
        for window in windows { table.append(window.cells) }
        let space = scenario.searchSpace
        let signal =
            landscape.hasSignal
            ? "" : "\nno signal: every path is worth the same, and good ones are marked at random"
        let final = purity.map { purity in
            let qualities = poolQualities
            let mean = (qualities.reduce(0, +) / Double(qualities.count)).decimal(places: 2)
            return "\npool       \(qualities.count.counted("path")), \(NumberText.percent(purity)) good, mean quality "
                + "\(mean) standard deviations above the space"
        }
        return """
            simulation of \(scenario.name), seed \(scenario.seed): \(space.pathCount) paths, \
            q \(NumberText.percent(landscape.measuredShare)), m \(settings.sampledPaths), k \(settings.keptPaths)\(signal)

            \(table.text)

            stopped by \(result.stoppedBy.rawValue) after \(result.rounds.counted("round")), \
            \(NumberText.significant(epochs)) epochs\(final ?? "")
            digest     \(digest)
            """
    }
}

extension SimulationWindow {
    /// The window as a row of the table, in the order of its columns.
    fileprivate var cells: [String] {
        func share(_ value: Double) -> String { value.decimal(places: 3) }
        return [
            "\(rounds.lowerBound)-\(rounds.upperBound)", epoch.decimal(places: 1), share(epsilon), share(purity),
            share(expectedShare), share(drawnShare), share(keptShare), share(hitRate), share(theorem),
            share(idealTheorem), share(freshShare), share(recordsAlone),
            bestLoss.map { $0.decimal(places: 4) } ?? "-",
        ]
    }
}
