import Documents
import ScenarioKeys
import Scenarios

/// The keys of a sweep in words, for titles and the heads of columns.
struct SweepWords {
    private let keys: [String]

    init(_ keys: [String]) { self.keys = keys }

    /// A key without its section where that tells it from the others: `m`, `epsilon maximum`.
    func name(of key: String) -> String {
        let name = Self.words(key.split(separator: ".").dropFirst())
        let isAlone = keys.allSatisfy { $0 == key || Self.words($0.split(separator: ".").dropFirst()) != name }
        return !name.isEmpty && isAlone ? name : Self.words(key.split(separator: ".")[...])
    }

    /// A key with what it means: `m, paths drawn in a round`.
    func title(of key: String) -> String {
        let meaning = Scenario.keys.first { $0.path == key }?.meaning ?? ""
        // What is behind the first clause is for whoever sets it.
        let clause = meaning.prefix { !";:,".contains($0) }
        return name(of: key) + (clause.isEmpty ? "" : ", \(clause)")
    }

    /// The values of some keys: `m 10, k 5`.
    func values(_ keys: [String], _ values: [JSONValue]) -> String {
        zip(keys, values).map { "\(name(of: $0)) \(SweepCombination.word($1))" }.joined(separator: ", ")
    }

    private static func words(_ parts: ArraySlice<Substring>) -> String {
        parts.joined(separator: " ").replacing("_", with: " ")
    }
}
