import Documents
import ScenarioKeys
import Supernet

extension Scenario {
    /// What only the strategy `greedy` reads, keys that follow others aside.
    private static let greedyKeys = [
        "supernet.m", "supernet.k", "supernet.score", "supernet.sampling", "supernet.epsilon.schedule",
        "supernet.epsilon.maximum", "supernet.epsilon.warmup", "supernet.pool.size", "supernet.pool.admit",
        "supernet.alpha", "supernet.cooldown",
    ]

    /// That keys were given which the strategy does not read; nothing where all have their defaults.
    ///
    /// - Parameters:
    ///   - resolved: The scenario with every key.
    ///   - strategy: Its strategy.
    static func idleKeyWarnings(in resolved: JSONValue, strategy: SupernetSettings.Strategy) -> [String] {
        guard strategy != .greedy else { return [] }
        let given = keys.filter { key in
            greedyKeys.contains(key.path) && resolved.value(at: key.path) != key.defaultValue
        }.map(\.path)
        guard let last = given.last else { return [] }
        let names = given.count == 1 ? last : given.dropLast().joined(separator: ", ") + " and " + last
        return [
            "supernet.strategy is \"\(strategy.rawValue)\", which has no filter and no pool, so \(names) "
                + "\(given.count == 1 ? "has" : "have") no effect"
        ]
    }
}
