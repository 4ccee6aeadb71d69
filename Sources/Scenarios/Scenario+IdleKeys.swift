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
    /// What only the filter `memory` reads.
    private static let memoryKeys = ["supernet.memory.weight", "supernet.memory.retention", "supernet.memory.penalty"]
    /// What only a search reads that breeds networks.
    private static let breedingKeys = ["search.mutation", "search.crossover"]

    /// That keys were given which the training does not read; nothing where all have their defaults.
    ///
    /// - Parameters:
    ///   - resolved: The scenario with every key.
    ///   - supernet: Its training.
    static func idleKeyWarnings(in resolved: JSONValue, supernet: ScenarioSupernet) -> [String] {
        guard supernet.strategy == .greedy else {
            return idleKeyWarnings(
                of: greedyKeys + memoryKeys, in: resolved,
                since: "supernet.strategy is \"\(supernet.strategy.rawValue)\", which has no filter and no pool")
        }
        guard supernet.filter != .memory else { return [] }
        return idleKeyWarnings(
            of: memoryKeys, in: resolved,
            since: "supernet.filter is \"\(supernet.filter.rawValue)\", which remembers no scores")
    }

    /// The same of keys that the search does not read.
    static func idleKeyWarnings(in resolved: JSONValue, search: ScenarioSearch) -> [String] {
        guard !search.method.breeds else { return [] }
        return idleKeyWarnings(
            of: breedingKeys, in: resolved,
            since: "search.method is \"\(search.method.rawValue)\", which breeds no networks")
    }

    private static func idleKeyWarnings(
        of idle: [String], in resolved: JSONValue, since reason: String
    ) -> [String] {
        let given = keys.filter { key in
            idle.contains(key.path) && resolved.value(at: key.path) != key.defaultValue
        }.map(\.path)
        guard let last = given.last else { return [] }
        let names = given.count == 1 ? last : given.dropLast().joined(separator: ", ") + " and " + last
        return ["\(reason), so \(names) \(given.count == 1 ? "has" : "have") no effect"]
    }
}
