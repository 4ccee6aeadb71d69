import Documents
import ScenarioKeys

/// A scenario with a `sweep` object: all combinations of the values that it gives for some keys.
///
/// Every combination is read and checked as a scenario of its own before any of them runs. They stand in the file's
/// order, the first key varying slowest.
public struct ScenarioSweep: Hashable, Sendable {
    /// The scenario's name.
    public let name: String
    /// The keys that are varied, in the file's order.
    public let keys: [String]
    /// The runs, at least one, no two the same.
    public let combinations: [SweepCombination]

    /// At most this many runs need no confirmation.
    public static let limit = 100
    /// More runs are no sweep.
    public static let largest = 10_000

    /// What is allowed but probably not meant, a sentence each, with the first combination that it is said of.
    public var warnings: [String] {
        var seen: Set<String> = []
        return combinations.flatMap { combination in
            combination.scenario.warnings.filter { seen.insert($0).inserted }.map { "\(combination.name): \($0)" }
        }
    }

    /// Reads the `sweep` object of a scenario, and every combination.
    ///
    /// - Parameters:
    ///   - tree: The scenario.
    ///   - standardName: The default of `name`.
    ///   - folder: What paths in the scenario are relative to.
    ///   - allowsMany: Whether more than `limit` runs are meant.
    /// - Throws: `ScenarioError` for a scenario without the object, keys that no scenario has, lists that are empty, a key
    ///   that is varied twice or set by the command line too, too many runs, a combination that makes no scenario, and
    ///   two that make the same.
    init(
        _ tree: ScenarioTree, standardName: String, folder: String?, allowsMany: Bool
    ) throws(ScenarioError) {
        var tree = tree
        let place = tree.place(of: ScenarioTree.sweepKey)
        let axes = try Self.axes(of: tree.takeSweep(), place: place)
        let keys = axes.flatMap(\.keys)
        for (index, key) in keys.enumerated() {
            guard !keys[..<index].contains(key) else {
                throw .conflict(place: place, sentence: "the sweep varies \(key) twice; expected it once")
            }
            if let setting = tree.setting(overlapping: key) {
                throw .conflict(
                    place: setting, sentence: "\(key) is set and also varied by the sweep; expected one of the two")
            }
        }
        try Self.check(axes.map(\.tuples.count), place: place, allowsMany: allowsMany)
        self.keys = keys
        let names = SweepFolderNames(keys)
        var combinations: [SweepCombination] = []
        var seen: [Scenario: Int] = [:]
        for (index, values) in Self.product(of: axes).enumerated() {
            let scenario: Scenario
            do throws(ScenarioError) {
                var own = tree
                for (key, value) in zip(keys, values) { try own.set(key, to: value, as: tree.file ?? "the sweep") }
                scenario = try Scenario(own, standardName: standardName, folder: folder)
            } catch .malformedSetting(let key, let problem) {
                throw .conflict(place: tree.file, sentence: "the sweep varies \(key), but \(problem)")
            } catch {
                throw .combination(SweepCombination.words(keys, values), error)
            }
            if let earlier = seen.updateValue(index, forKey: scenario) {
                throw .conflict(
                    place: place,
                    sentence: "two combinations are the same run, "
                        + "\(SweepCombination.words(keys, combinations[earlier].values)) and "
                        + "\(SweepCombination.words(keys, values)); expected each once")
            }
            combinations.append(
                SweepCombination(index: index, values: values, name: names.name(of: values), scenario: scenario))
        }
        self.combinations = combinations
        name = combinations[0].scenario.name
    }

    private static func axes(of sweep: JSONValue?, place: String?) throws(ScenarioError) -> [SweepAxis] {
        guard let sweep else {
            throw .conflict(
                place: place,
                sentence: "the scenario has no sweep object; expected one such as sweep: {\"supernet.m\": [5, 10]}, or "
                    + "`greedynas run` for a single run")
        }
        guard case .object(let members) = sweep else {
            throw .wrongValue(
                place: place, key: ScenarioTree.sweepKey, found: sweep.kind,
                expected: "an object of keys such as \"supernet.m\" and lists of their values")
        }
        guard !members.isEmpty else {
            throw .conflict(
                place: place,
                sentence: "the sweep object is empty; expected keys and lists of values")
        }
        let axes = try members.map { member throws(ScenarioError) in
            try SweepAxis(member, place: place.map { "\($0), sweep" } ?? "sweep")
        }
        guard !axes.contains(where: { $0.keys.contains("name") }) else {
            throw .conflict(
                place: place,
                sentence: "the sweep varies name, which has no effect; expected other keys")
        }
        return axes
    }

    /// Refuses too many runs before their list is made.
    private static func check(_ counts: [Int], place: String?, allowsMany: Bool) throws(ScenarioError) {
        let count = counts.reduce(1) { count, factor in
            let (product, isTooLarge) = count.multipliedReportingOverflow(by: factor)
            return isTooLarge ? .max : product
        }
        guard count > (allowsMany ? largest : limit) else { return }
        let number = count == .max ? "more runs than can be counted" : "\(count.counted("run"))"
        throw .conflict(
            place: place,
            sentence: count > largest
                ? "the sweep is of \(number); expected at most \(largest)"
                : "the sweep has \(number); expected at most \(limit), or --yes to confirm")
    }

    /// All combinations, the first axis varying slowest.
    private static func product(of axes: [SweepAxis]) -> [[JSONValue]] {
        axes.reduce([[]]) { combinations, axis in
            combinations.flatMap { values in axis.tuples.map { values + $0 } }
        }
    }
}
