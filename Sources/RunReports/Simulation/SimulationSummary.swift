import Architecture
public import Documents
import Reporting
import Reproducibility
package import Scenarios
package import Simulation
package import Supernet

/// What came out of a simulation.
public struct SimulationSummary: Sendable {
    let scenario: Scenario
    let landscape: MarkedLandscape
    let settings: SupernetSettings
    let result: SupernetResult<Void>
    let windows: [SimulationWindow]
    /// Seconds that the simulation took.
    let seconds: Double

    /// Takes every part as given.
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

    /// The share of all rounds in which at least k of the m drawn paths were good.
    var hitRate: Double {
        windows.reduce(0) { $0 + $1.hitRate * Double($1.rounds.count) } / Double(max(1, result.rounds))
    }

    /// The share of good paths in the final pool; nil where it is empty.
    var purity: Double? {
        let members = result.pool.members
        guard !members.isEmpty else { return nil }
        return Double(members.count { landscape.isGood($0.path) }) / Double(members.count)
    }

    /// SHA-256 over the final pool, in its order: the same scenario and seed give the same one.
    package var digest: String {
        var hash = SHA256()
        for member in result.pool.members {
            member.path.choices.withUnsafeBytes { hash.update($0) }
            hash.update(member.loss.bitPattern)
            hash.update(member.admittedRound)
        }
        hash.update(result.rounds)
        return hash.hexadecimal
    }

    /// The document `summary.json`.
    public var json: JSONValue {
        let qualities = poolQualities
        return [
            "scenario": .string(scenario.name),
            "seed": .integer(scenario.seed),
            "digest": .string(digest),
            "simulation": [
                "landscape": .string(scenario.simulation.landscape.rawValue),
                "has_signal": .bool(landscape.hasSignal),
                "good_share": JSONValue(landscape.measuredShare),
                "m": .integer(settings.sampledPaths),
                "k": .integer(settings.keptPaths),
                "hit_rate": JSONValue(hitRate),
                "seconds": JSONValue(seconds),
                "windows": .array(windows.map(\.json)),
            ],
            "supernet": [
                "strategy": .string(settings.strategy.rawValue),
                "rounds": .integer(result.rounds),
                "epochs": JSONValue(epochs),
                "stopped_by": .string(result.stoppedBy.rawValue),
                "optimization_images": .integer(result.cost.optimizationImages),
                "evaluation_images": .integer(result.cost.evaluationImages),
                "corrected_optimization_images": JSONValue(result.cost.correctedOptimizationImages),
            ],
            "pool": [
                "size": .integer(result.pool.members.count),
                "best_loss": result.pool.members.first.map { JSONValue($0.loss) } ?? .null,
                "purity": purity.map { JSONValue($0) } ?? .null,
                "mean_quality": qualities.isEmpty
                    ? .null : JSONValue(qualities.reduce(0, +) / Double(qualities.count)),
                "first_quality": qualities.first.map { JSONValue($0) } ?? .null,
                "best_quality": qualities.max().map { JSONValue($0) } ?? .null,
            ],
        ]
    }

    /// The summary as lines for people.
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
            return "\npool       \(qualities.count) paths, \(NumberText.percent(purity)) good, mean quality \(mean) "
                + "standard deviations above the space"
        }
        return """
            simulation of \(scenario.name), seed \(scenario.seed): \(space.pathCount) paths, \
            q \(NumberText.percent(landscape.measuredShare)), m \(settings.sampledPaths), k \(settings.keptPaths)\(signal)

            \(table.text)

            stopped by \(result.stoppedBy.rawValue) after \(result.rounds) rounds, \
            \(NumberText.significant(epochs)) epochs\(final ?? "")
            digest     \(digest)
            """
    }
}

extension SimulationWindow {
    /// The names of `cells` are those of the text's columns.
    fileprivate var cells: [String] {
        func share(_ value: Double) -> String { value.decimal(places: 3) }
        return [
            "\(rounds.lowerBound)-\(rounds.upperBound)", epoch.decimal(places: 1), share(epsilon), share(purity),
            share(expectedShare), share(drawnShare), share(keptShare), share(hitRate), share(theorem),
            share(idealTheorem), share(freshShare), share(recordsAlone),
            bestLoss.map { $0.decimal(places: 4) } ?? "-",
        ]
    }

    fileprivate var json: JSONValue {
        [
            "first_round": .integer(rounds.lowerBound),
            "last_round": .integer(rounds.upperBound),
            "epoch": JSONValue(epoch),
            "epsilon": JSONValue(epsilon),
            "pool_size": .integer(poolSize),
            "purity": JSONValue(purity),
            "expected_share": JSONValue(expectedShare),
            "ideal_share": JSONValue(idealShare),
            "drawn_share": JSONValue(drawnShare),
            "kept_share": JSONValue(keptShare),
            "hit_rate": JSONValue(hitRate),
            "theorem": JSONValue(theorem),
            "ideal_theorem": JSONValue(idealTheorem),
            "pi": JSONValue(freshShare),
            "pi_of_records_alone": JSONValue(recordsAlone),
            "pool_quality": JSONValue(poolQuality),
            "best_loss": bestLoss.map { JSONValue($0) } ?? .null,
        ]
    }
}
