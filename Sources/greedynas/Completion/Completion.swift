import ScenarioKeys
import Scenarios

/// What a shell offers where a value is typed, as the placeholder in the help tells it.
enum Completion: Hashable, Sendable {
    /// One of some words.
    case words([String])
    /// Keys of a scenario, each with something behind it.
    case keys(suffix: String)
    /// Files, and the names of the scenarios in the folder `Scenarios`.
    case scenarios
    /// Files.
    case files
    /// Folders.
    case folders
    /// Nothing.
    case nothing

    /// What a placeholder stands for: `DIR`, `[PREFIX]`, `train|score|round`.
    init(of placeholder: String) {
        let text = placeholder.filter { !"[].".contains($0) }
        let parts = text.split(separator: "|").map { String($0) }
        func has(_ words: String...) -> Bool { words.contains { word in parts.contains { $0.contains(word) } } }
        if parts.count > 1, text == text.lowercased() {
            self = .words(parts)
        } else if has("KEY") {
            self = .keys(suffix: "=")
        } else if has("PREFIX") {
            self = .keys(suffix: "")
        } else if has("SCENARIO") {
            self = .scenarios
        } else if has("FILE", "NETWORK") {
            self = .files
        } else if has("DIR", "FOLDER") {
            self = .folders
        } else {
            self = .nothing
        }
    }

    /// The words of which one can be typed; none for files and folders.
    var words: [String] {
        switch self {
        case .words(let words): words
        case .keys(let suffix): Scenario.keys.map { $0.path + suffix }
        case .scenarios, .files, .folders, .nothing: []
        }
    }
}

extension Command {
    /// What is offered for the first argument that is no option; nil where the command takes none.
    var completion: Completion? { positionals.first.map { Completion(of: $0) } }
}

extension CommandLineOption {
    /// What is offered for the value; nil for a flag.
    var completion: Completion? { value.map { Completion(of: $0) } }

    /// The ways to write the option.
    var spellings: [String] { (letter.map { ["-\($0)"] } ?? []) + ["--\(name)"] }
}
