/// An option of a command: `--name VALUE`, or a flag `--name`.
struct CommandLineOption: Hashable, Sendable {
    /// The name without dashes.
    let name: String
    /// What stands for the value in the help; nil for a flag.
    let value: String?
    /// Whether it may be given more than once.
    let isRepeatable: Bool
    /// What it does, for the help.
    let meaning: String

    /// An option with a value.
    static func option(_ name: String, _ value: String, repeatable: Bool = false, _ meaning: String) -> Self {
        CommandLineOption(name: name, value: value, isRepeatable: repeatable, meaning: meaning)
    }

    /// An option without a value.
    static func flag(_ name: String, _ meaning: String) -> Self {
        CommandLineOption(name: name, value: nil, isRepeatable: false, meaning: meaning)
    }

    /// The option as it is written: `--output DIR`.
    var usage: String { "--\(name)" + (value.map { " \($0)" } ?? "") }
}
