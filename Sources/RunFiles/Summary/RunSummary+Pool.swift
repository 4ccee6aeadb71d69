package import Architecture
import Documents
public import Supernet

extension RunSummary {
    /// The candidate pool at the end.
    public struct Pool: Hashable, Sendable {
        /// The number of members.
        public var size: Int
        /// The lowest loss of a member; nil where there is none.
        public var bestLoss: Double?
        /// The operations of the member with that loss; nil where there is none, and in a simulation.
        public var bestNames: String?
        /// How the pool compares with uniform paths; nil without members, and in a simulation.
        public var standing: PoolStanding?
        /// What the landscape says about the members; nil where weights were trained.
        public var truth: PoolTruth?
    }

    /// What the landscape of a simulation says about the members of a pool.
    public struct PoolTruth: Hashable, Sendable {
        /// The share of good paths; nil of an empty pool.
        public var purity: Double?
        /// The members' mean quality, in standard deviations above the space; nil of an empty pool.
        public var meanQuality: Double?
        /// The quality of the member with the best score; nil of an empty pool.
        public var firstQuality: Double?
        /// The quality of the best member; nil of an empty pool.
        public var bestQuality: Double?

        /// Takes the qualities of a pool's members, best score first.
        package init(purity: Double?, qualities: [Double]) {
            self.purity = purity
            meanQuality = qualities.isEmpty ? nil : qualities.reduce(0, +) / Double(qualities.count)
            firstQuality = qualities.first
            bestQuality = qualities.max()
        }
    }
}

extension RunSummary.Pool {
    /// Takes the plain numbers of a trained pool.
    package init(_ pool: PoolState, space: SearchSpace, standing: PoolStanding?) {
        let best = pool.members.first
        self.init(
            size: pool.members.count, bestLoss: best?.loss, bestNames: best.map { space.names(of: $0.path) },
            standing: standing)
    }

    /// Takes the plain numbers of a simulated pool.
    package init(_ pool: PoolState, truth: RunSummary.PoolTruth) {
        self.init(size: pool.members.count, bestLoss: pool.members.first?.loss, truth: truth)
    }

    var json: JSONValue {
        let json: JSONValue = [RunKey.size: .integer(size), RunKey.bestLoss: JSONValue(bestLoss)]
        if let truth { return json.joined(with: truth.json) }
        return json.joined(with: [
            "best_names": bestNames.map { .string($0) } ?? .null, RunKey.standing: standing?.json ?? .null,
        ])
    }

    init(_ section: JSONSection, format: Int) throws(Refusal) {
        self.init(
            size: try section.count(RunKey.size), bestLoss: try section.numberIfAny(RunKey.bestLoss),
            bestNames: try section.textIfAny(format < 2 ? "best_path" : "best_names"),
            standing: try section.sectionIfAny(RunKey.standing).map { standing throws(Refusal) in
                try PoolStanding(standing)
            },
            truth: section.object[RunKey.purity] == nil ? nil : try RunSummary.PoolTruth(section))
    }
}

extension RunSummary.PoolTruth {
    fileprivate var json: JSONValue {
        [
            RunKey.purity: JSONValue(purity), RunKey.meanQuality: JSONValue(meanQuality),
            RunKey.firstQuality: JSONValue(firstQuality), "best_quality": JSONValue(bestQuality),
        ]
    }

    fileprivate init(_ section: JSONSection) throws(Refusal) {
        purity = try section.numberIfAny(RunKey.purity)
        meanQuality = try section.numberIfAny(RunKey.meanQuality)
        firstQuality = try section.numberIfAny(RunKey.firstQuality)
        bestQuality = try section.numberIfAny("best_quality")
    }
}
