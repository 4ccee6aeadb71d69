import Documents
import ScenarioKeys

/// One member of a `sweep` object: a key and its values, or keys that are varied together and their tuples.
struct SweepAxis: Hashable, Sendable {
    /// The keys, each with the sections it lies in, divided by dots.
    let keys: [String]
    /// The values, in the order of the keys, one list for each step of the sweep.
    let tuples: [[JSONValue]]

    /// Reads a member: `"supernet.m": [5, 10]` or `"supernet.m,supernet.k": [[5, 2], [10, 5]]`.
    ///
    /// - Parameters:
    ///   - member: The member.
    ///   - place: Where the object stands, for the sentences.
    /// - Throws: `ScenarioError` for a key that no scenario has, and for values that are no list, or not as many as keys.
    init(_ member: JSONValue.Member, place: String?) throws(ScenarioError) {
        let keys = member.key.split(separator: ",", omittingEmptySubsequences: false).map { part in
            String(String(part.drop { $0 == " " }.reversed()).drop { $0 == " " }.reversed())
        }
        let check = ScenarioKeyCheck(Scenario.keys)
        for key in keys { try check.check(key: key, place: place) }
        self.keys = keys
        let name = keys.joined(separator: ",")
        guard case .array(let steps) = member.value else {
            throw .wrongValue(
                place: place, key: name, found: member.value.kind,
                expected: keys.count == 1 ? "a list of values" : "a list of tuples of \(keys.count) values")
        }
        guard !steps.isEmpty else {
            throw .conflict(
                place: place,
                sentence: "the list of \(name) is empty; expected at least one value")
        }
        tuples = try steps.map { step throws(ScenarioError) in
            if keys.count == 1 { return [step] }
            guard case .array(let tuple) = step, tuple.count == keys.count else {
                throw .wrongValue(
                    place: place, key: name, found: "a list with \(SweepCombination.word(step)) in it",
                    expected: "a list of tuples of \(keys.count) values, one for each key")
            }
            return tuple
        }
    }
}
