/// An option of a command: `--name VALUE`, or a flag `--name`.
struct CommandLineOption: Hashable, Sendable {
    /// The name without dashes.
    let name: String
    /// The letter that stands for it after a single dash; nil for none.
    var letter: Character?
    /// What stands for the value in the help, words divided by `|` where it must be one of them; nil for a flag.
    let value: String?
    /// Whether it may be given more than once.
    let isRepeatable: Bool
    /// What it does, for the help.
    let meaning: String

    /// An option with a value.
    static func option(_ name: String, _ value: String, repeatable: Bool = false, _ meaning: String) -> Self {
        CommandLineOption(name: name, value: value, isRepeatable: repeatable, meaning: meaning)
    }

    /// An option whose value is one of the words of a type.
    static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, of type: Choice.Type, _ meaning: String
    ) -> Self {
        option(name, type.allCases.map(\.rawValue).joined(separator: "|"), meaning)
    }

    /// An option without a value.
    static func flag(_ name: String, _ meaning: String) -> Self {
        CommandLineOption(name: name, value: nil, isRepeatable: false, meaning: meaning)
    }

    /// The same option with a letter of its own.
    func lettered(_ letter: Character) -> Self {
        var option = self
        option.letter = letter
        return option
    }

    /// The option as it is written: `--output DIR`.
    var usage: String { "--\(name)" + (value.map { " \($0)" } ?? "") }

    /// The words of which the value must be one; none where it may be anything.
    var words: [String] {
        value.map { $0.contains("|") ? $0.split(separator: "|").map { String($0) } : [] } ?? []
    }
}
