/// A shell that completes command lines.
enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// The script that tells the shell how, made of some commands.
    func script(_ commands: [any Command]) -> String {
        let lines =
            switch self {
            case .bash: BashCompletion(commands).lines
            case .zsh: ZshCompletion(commands).lines
            case .fish: FishCompletion(commands).lines
            }
        return lines.joined(separator: "\n")
    }

    /// A text in single quotes, as all three read it.
    static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}

extension [any Command] {
    /// The commands of one word, and the first words of the others, each once.
    var firstWords: [String] {
        var words: [String] = []
        for command in self {
            let word = command.words[0]
            if !words.contains(word) { words.append(word) }
        }
        return words
    }

    /// The first words that a second one follows, each with its second words.
    var groups: [(name: String, members: [any Command])] {
        firstWords.compactMap { word in
            let members = filter { $0.words.count > 1 && $0.words[0] == word }
            return members.isEmpty ? nil : (word, members)
        }
    }
}

extension Command {
    /// The words of its name.
    var words: [String] { name.split(separator: " ").map { String($0) } }

    /// What it takes, `--help` included.
    var allOptions: [CommandLineOption] { options + [SharedOptions.help] }
}
