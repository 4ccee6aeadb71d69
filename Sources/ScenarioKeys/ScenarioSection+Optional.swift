package import Documents

/// Values that may be `null`, each of which means what `absent` says then.
extension ScenarioSection {
    /// Reads a whole number or `null`.
    package func optionalInteger(
        _ key: String, _ standard: Int? = nil, in range: ClosedRange<Int>, null absent: String, _ meaning: String
    ) throws(ScenarioError) -> Int? {
        try read(
            key, standard, follows: absent, values: .integers(range), meaning,
            parse: { Self.integer($0, in: range).map { .some($0) } }, write: { $0.map { .integer($0) } ?? .null })
    }

    /// Reads a number or `null`.
    package func optionalNumber(
        _ key: String, in range: NumberRange, null absent: String, _ meaning: String
    ) throws(ScenarioError) -> Double? {
        try read(
            key, nil, follows: absent, values: .numbers(range), meaning,
            parse: { Self.number($0, in: range).map { .some($0) } }, write: { $0.map { JSONValue($0) } ?? .null })
    }

    /// Reads a whole number from an amount, usually a text with a unit, or `null`.
    package func optionalAmount(
        _ key: String, in scale: UnitScale, null absent: String, _ meaning: String
    ) throws(ScenarioError) -> Int? {
        try read(
            key, nil, follows: absent, values: .amounts(scale.words), meaning,
            parse: { value in scale.value(of: value).map { .some($0) } },
            write: { $0.map { .string(scale.text(of: $0)) } ?? .null })
    }

    /// Reads the path of a file or folder, or `null` for none.
    ///
    /// - Parameters:
    ///   - folder: What a relative path begins in; nil for the working directory.
    ///   - values: What should be there, in words.
    /// - Returns: The path, absolute where the folder is given; nil for none.
    package func optionalPath(
        _ key: String, in folder: String?, values: String, _ meaning: String
    ) throws(ScenarioError) -> String? {
        try read(
            key, nil, follows: "none", values: .texts(values), meaning,
            parse: { value in
                guard case .string(let text) = value, !text.isEmpty else { return nil }
                return .some(FilePath.absolute(text, in: folder))
            }, write: { $0.map { .string($0) } ?? .null })
    }
}
