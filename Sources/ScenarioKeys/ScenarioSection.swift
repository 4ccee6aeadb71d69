import Architecture
package import Documents

/// Reads the keys of one object of a scenario, each with its default, its range and its meaning.
///
/// What is read is also noted: the notes are the resolved scenario, and the table of all keys. So a key is described in one
/// place only, and none can be missing from either.
package final class ScenarioSection {
    /// The section's own key, empty at the top.
    let path: String
    private let tree: ScenarioTree
    private let object: JSONValue
    package private(set) var keys: [ScenarioKey] = []
    private var members: [JSONValue.Member] = []

    /// Opens the top of a scenario.
    package convenience init(_ tree: ScenarioTree) {
        self.init(path: "", object: tree.root, tree: tree)
    }

    private init(path: String, object: JSONValue, tree: ScenarioTree) {
        self.path = path
        self.object = object
        self.tree = tree
    }

    /// The section as read, with every key that was asked for.
    package var resolved: JSONValue { .object(members) }

    /// Values that are possible each, but not together; the sentence names the keys.
    package func conflict(_ sentence: String) -> ScenarioError {
        .conflict(place: tree.settings(namedIn: sentence) ?? tree.place(of: path), sentence: sentence)
    }

    /// Whether a key has a value other than `null`.
    package func isGiven(_ key: String) -> Bool { object[key].map { $0 != .null } ?? false }

    /// The value that a key has, as it stands; nil where it is not there.
    package func value(_ key: String) -> JSONValue? { object[key] }

    /// Where the value of a key came from; nil where that is not known.
    package func place(of key: String) -> String? { tree.place(of: full(key)) }

    /// Reads an inner section; an absent one has all its defaults.
    package func section<Value>(
        _ key: String, read: (ScenarioSection) throws(ScenarioError) -> Value
    ) throws(ScenarioError) -> Value {
        let path = full(key)
        let inner = object[key] ?? .object([])
        guard case .object = inner else { throw wrong(path, inner, expected: "an object") }
        let section = ScenarioSection(path: path, object: inner, tree: tree)
        let value = try read(section)
        keys += section.keys
        members.append(JSONValue.Member(key, section.resolved))
        return value
    }

    /// Reads the object that a key may have for its value, by the keys of that object.
    ///
    /// They are no keys of the scenario of their own, and are not noted.
    ///
    /// - Returns: Nil where the value is no object.
    package func object<Value>(
        _ key: String, read: (ScenarioSection) throws(ScenarioError) -> Value
    ) throws(ScenarioError) -> Value? {
        guard let inner = object[key], case .object = inner else { return nil }
        let section = ScenarioSection(path: full(key), object: inner, tree: tree)
        let value = try read(section)
        try ScenarioKeyCheck(section.keys).check(inner, path: section.path, tree: tree)
        return value
    }

    /// Reads a whole number.
    ///
    /// `follows` describes a default that is computed from other keys; then `null` asks for the default.
    package func integer(
        _ key: String, _ standard: Int, in range: ClosedRange<Int>, follows: String? = nil, _ meaning: String
    ) throws(ScenarioError) -> Int {
        try read(
            key, standard, follows: follows, values: .integers(range), meaning, parse: { Self.integer($0, in: range) },
            write: { .integer($0) })
    }

    /// Reads a number.
    ///
    /// `follows` describes a default that is computed from other keys; then `null` asks for the default.
    package func number(
        _ key: String, _ standard: Double, in range: NumberRange, follows: String? = nil, _ meaning: String
    ) throws(ScenarioError) -> Double {
        try read(
            key, standard, follows: follows, values: .numbers(range), meaning, parse: { Self.number($0, in: range) },
            write: { JSONValue($0) })
    }

    /// Reads a list of numbers.
    package func numbers(
        _ key: String, _ standard: [Double], in range: NumberRange, _ meaning: String
    ) throws(ScenarioError) -> [Double] {
        try read(
            key, standard, values: .lists(of: range.schema, "a list, each \(range.words)"),
            elements: ListElements(range.words) { Self.number($0, in: range) != nil }, meaning,
            parse: { value in
                guard case .array(let elements) = value else { return nil }
                let numbers = elements.compactMap { Self.number($0, in: range) }
                return numbers.count == elements.count ? numbers : nil
            },
            write: { .array($0.map { JSONValue($0) }) })
    }

    /// Reads `true` or `false`.
    package func flag(_ key: String, _ standard: Bool, _ meaning: String) throws(ScenarioError) -> Bool {
        try read(
            key, standard, values: .flags, meaning,
            parse: { value in if case .bool(let flag) = value { flag } else { nil } }, write: { .bool($0) })
    }

    /// Reads one of some words.
    package func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ standard: Choice, among choices: [Choice] = Array(Choice.allCases), follows: String? = nil,
        _ meaning: String
    ) throws(ScenarioError) -> Choice {
        try read(
            key, standard, follows: follows,
            values: .choice(choices.map(\.rawValue)), meaning,
            parse: { value in
                guard case .string(let word) = value else { return nil }
                return choices.first { $0.rawValue == word }
            },
            write: { .string($0.rawValue) })
    }

    /// Reads any value that `parse` accepts, nil from it meaning that the value is not one of `values`.
    ///
    /// With `follows` given, `null` stands for the default. Of a list, the first element that is not one of `elements` is
    /// named.
    package func read<Value>(
        _ key: String, _ standard: Value, follows: String? = nil, values: AcceptedValues,
        elements: ListElements? = nil, _ meaning: String, parse: (JSONValue) -> Value?, write: (Value) -> JSONValue
    ) throws(ScenarioError) -> Value {
        let path = full(key)
        var value = standard
        if let given = object[key], given != .null || follows == nil {
            guard let parsed = parse(given) else {
                if case .array(let list) = given, let elements,
                    let place = list.firstIndex(where: { !elements.has($0) })
                {
                    throw wrong("\(path)[\(place + 1)]", list[place], of: path, expected: elements.words)
                }
                throw wrong(path, given, expected: follows.map { "\(values.words), or null (\($0))" } ?? values.words)
            }
            value = parsed
        }
        members.append(JSONValue.Member(key, write(value)))
        keys.append(
            ScenarioKey(
                path: path, values: values.words, schema: follows == nil ? values.schema : .orNull(values.schema),
                defaultText: follows ?? write(standard).description, followsOthers: follows != nil, meaning: meaning,
                defaultValue: write(standard)))
        return value
    }

    private func full(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    private func wrong(
        _ path: String, _ found: JSONValue, of key: String? = nil, expected: String
    ) -> ScenarioError {
        var expected = expected
        // A number that only lacks the end of a range without one is beyond what can be read.
        if case .number(let number) = found, number.magnitude >= 0x1p63, expected.hasPrefix("a whole number from "),
            !expected.contains(" to ")
        {
            expected += " to \(Int.max)"
        }
        let found = ForeignText.line(found.description, atMost: 60)
        return .wrongValue(place: tree.place(of: key ?? path), key: path, found: found, expected: expected)
    }

    /// The whole number that a value is; nil outside the range.
    static func integer(_ value: JSONValue, in range: ClosedRange<Int>) -> Int? {
        guard case .integer(let integer) = value, range.contains(integer) else { return nil }
        return integer
    }

    /// The number that a value is; nil outside the range.
    package static func number(_ value: JSONValue, in range: NumberRange) -> Double? {
        switch value {
        case .integer(let integer) where range.contains(Double(integer)): Double(integer)
        case .number(let number) where range.contains(number): number
        default: nil
        }
    }
}
