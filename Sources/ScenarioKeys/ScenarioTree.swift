package import Documents

/// The keys and values of a scenario before they are checked, and where each came from.
package struct ScenarioTree {
    /// All of them, those set by the command line among them.
    private(set) var root: JSONValue
    /// The keys as the file has them.
    private let original: JSONValue
    /// The file, where there is one.
    package let file: String?
    /// Settings of the command line in the order given, each with the key it set.
    private var settings: [(key: String, text: String)] = []

    /// Takes the values of a file, or of a scenario that is in none; the key of its schema is left out.
    ///
    /// - Throws: `ScenarioError` where they are no object.
    package init(root: JSONValue, file: String? = nil) throws(ScenarioError) {
        guard case .object(let members) = root else {
            throw .wrongValue(place: file, key: "the scenario", found: root.kind, expected: "an object")
        }
        let root = JSONValue.object(members.filter { !Self.namesSchema($0) })
        self.root = root
        original = root
        self.file = file
    }

    /// Applies `key.path=value`, where the value is JSON5, or a text where it does not parse.
    package mutating func apply(setting: String) throws(ScenarioError) {
        guard let separator = setting.firstIndex(of: "="), separator > setting.startIndex else {
            throw .malformedSetting(setting: setting, problem: "expected a key and a value separated by \"=\"")
        }
        let text = String(setting[setting.index(after: separator)...])
        let value = (try? JSONValue(parsing: text)) ?? .string(text)
        try set(String(setting[..<separator]), to: value, as: "--set \(setting)")
    }

    /// Sets a key; `text` is how the command line said it.
    package mutating func set(_ key: String, to value: JSONValue, as text: String) throws(ScenarioError) {
        var parts = key.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
        // What the sweep varies are keys with dots in them: sweep.supernet.m is its member "supernet.m".
        if parts.count > 2, parts[0] == Self.sweepKey, parts.allSatisfy({ !$0.isEmpty }) {
            parts = [Self.sweepKey, parts.dropFirst().joined(separator: ".")]
        }
        // No key of a scenario is deeper than a few parts; the limit keeps the recursion below from running out of stack.
        guard parts.count <= 100, parts.allSatisfy({ !$0.isEmpty }) else {
            throw .malformedSetting(setting: key, problem: "expected a key such as supernet.m")
        }
        root = try Self.setting(parts[...], of: root, to: value, at: key)
        settings.append((key, text))
    }

    /// Gives a key that is not there a value; where its section is none, whoever reads that says so.
    package mutating func fill(_ key: String, with value: JSONValue) {
        guard self.value(of: key) == nil else { return }
        let parts = key.split(separator: ".").map { String($0) }
        if let filled = try? Self.setting(parts[...], of: root, to: value, at: key) { root = filled }
    }

    /// Where the value of a key came from.
    package func place(of key: String) -> String? {
        // A setting that leads through a key the file lacks has made that key.
        settings.last { setting in
            key == setting.key || key.hasPrefix(setting.key + ".")
                || setting.key.hasPrefix(key + ".") && Self.value(of: key, in: original) == nil
        }?.text ?? file
    }

    /// What the command line set of the keys that a sentence names; nil where it set none of them.
    package func settings(namedIn sentence: String) -> String? {
        let words = sentence.split { !($0.isLetter || $0.isNumber || "._".contains($0)) }
        let named = settings.indices.filter { place in
            let key = settings[place].key
            // A word such as seed is no key in most sentences, and of two settings of a key the last one counts.
            return key.contains(".") && words.contains { $0 == key || $0.hasPrefix(key + ".") }
                && !settings[(place + 1)...].contains { $0.key == key }
        }
        return named.isEmpty ? nil : named.map { settings[$0].text }.joined(separator: " ")
    }

    /// The value that a key has by now; nil where it is not there.
    package func value(of key: String) -> JSONValue? { Self.value(of: key, in: root) }

    private static func value(of key: String, in tree: JSONValue) -> JSONValue? { tree.value(at: key) }

    /// Takes the `sweep` object out, so that what is left can be a scenario; nil where there is none.
    package mutating func takeSweep() -> JSONValue? {
        guard let sweep = root[Self.sweepKey], case .object(let members) = root else { return nil }
        root = .object(members.filter { $0.key != Self.sweepKey })
        return sweep
    }

    /// The key by which an editor finds the schema of a file.
    package static let schemaKey = "$schema"

    private static func namesSchema(_ member: JSONValue.Member) -> Bool {
        guard member.key == schemaKey, case .string = member.value else { return false }
        return true
    }

    /// The key of the object that makes many runs of a scenario.
    package static let sweepKey = "sweep"

    /// How the command line sets a key, a part of it, or a section that it lies in; nil where it does not.
    package func setting(overlapping key: String) -> String? {
        settings.last { setting in
            setting.key == key || key.hasPrefix(setting.key + ".") || setting.key.hasPrefix(key + ".")
        }?.text
    }

    private static func setting(
        _ parts: ArraySlice<String>, of tree: JSONValue, to value: JSONValue, at key: String
    ) throws(ScenarioError) -> JSONValue {
        guard let first = parts.first else { return value }
        guard case .object = tree else {
            throw .malformedSetting(
                setting: key, problem: "\(tree) is not an object; expected an object before \(first)")
        }
        let inner = try setting(parts.dropFirst(), of: tree[first] ?? .object([]), to: value, at: key)
        return tree.setting(first, to: inner)
    }
}
