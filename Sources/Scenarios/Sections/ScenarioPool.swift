import ScenarioKeys
public import Supernet

/// The candidate pool of a scenario.
public struct ScenarioPool: Hashable, Sendable {
    /// The capacity asked for; the pool never holds more than the space has paths.
    public let size: Int
    /// Who enters.
    public let admit: SupernetSettings.Admission

    init(_ section: ScenarioSection) throws(ScenarioError) {
        size = try section.integer(
            "size", 1_000, in: 1...1_000_000, "capacity P of the pool in paths; at most the paths of the space count")
        admit = try section.choice("admit", .survivors, "which paths of a round enter the pool")
    }
}
