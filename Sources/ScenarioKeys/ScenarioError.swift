import Architecture
public import Documents

/// Why a scenario cannot be used, as one sentence: what, where, and what was expected.
///
/// `place` is the scenario file, or the setting of the command line that brought the value; nil where neither is known.
public enum ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file cannot be read.
    case unreadable(file: String, reason: String)
    /// The text is no JSON.
    case syntax(place: String?, JSONSyntaxError)
    /// A key that no scenario has, with the nearest one, or else all keys that its section has.
    case unknownKey(place: String?, key: String, nearest: String?, known: [String])
    /// A value of the wrong type or outside its range.
    case wrongValue(place: String?, key: String, found: String, expected: String)
    /// Values that are possible each, but not together.
    case conflict(place: String?, sentence: String)
    /// A combination of a sweep, as its keys and values, that makes no scenario.
    indirect case combination(String, ScenarioError)
    /// A `--set` that is not `key.path=value`, or leads into something that has no keys.
    case malformedSetting(setting: String, problem: String)

    /// The sentence.
    public var description: String { ForeignText.line(sentence) }

    private var sentence: String {
        switch self {
        case .unreadable(let file, let reason):
            "the scenario \(file) cannot be read: \(reason)"
        case .syntax(let place, let error):
            Self.prefix(place) + error.description
        case .unknownKey(let place, let key, let nearest?, _):
            Self.prefix(place) + "\(Self.clipped(key)) is not a key of a scenario; the nearest one is \(nearest)"
        case .unknownKey(let place, let key, nil, let known):
            Self.prefix(place)
                + "\(Self.clipped(key)) is not a key of a scenario; expected one of \(known.joined(separator: ", "))"
        case .wrongValue(let place, let key, let found, let expected):
            Self.prefix(place) + "\(key) is \(found); expected \(expected)"
        case .conflict(let place, let sentence):
            Self.prefix(place) + sentence
        case .combination(let values, let error):
            "the combination \(ForeignText.line(values, atMost: 300)): \(error.sentence)"
        case .malformedSetting(let setting, let problem):
            "--set \(Self.clipped(setting)): \(problem)"
        }
    }

    private static func prefix(_ place: String?) -> String {
        place.map { ForeignText.line($0, atMost: 500) + ": " } ?? ""
    }

    /// Enough of a key to know it by.
    private static func clipped(_ key: String) -> String { ForeignText.line(key, atMost: 200) }
}
