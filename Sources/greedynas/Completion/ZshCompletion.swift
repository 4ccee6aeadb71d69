/// Completion in zsh: a function for each command, in the words of `_arguments`.
struct ZshCompletion {
    private let commands: [any Command]

    init(_ commands: [any Command]) { self.commands = commands }

    var lines: [String] {
        var lines = [
            "#compdef greedynas",
            "# greedynas in zsh; to load it: source <(greedynas completion zsh)",
            "_greedynas_scenarios() {",
            "    local -a names",
            "    names=(Scenarios/*.json(N:t:r))",
            "    _alternative 'files:file:_files' \"names:name:($names)\"",
            "}",
            "_greedynas() {",
            "    local -a commands",
            "    if ((CURRENT == 2)); then",
            "        commands=(\(commands.firstWords.map(described).joined(separator: " ")))",
            "        _describe command commands",
            "        return",
            "    fi",
        ]
        for group in commands.groups {
            let members = group.members.map { Shell.quoted("\($0.words[1]):\(escaped($0.summary))") }
            lines += [
                "    if [[ $words[2] == \(group.name) ]] && ((CURRENT == 3)); then",
                "        commands=(\(members.joined(separator: " ")))",
                "        _describe command commands",
                "        return",
                "    fi",
            ]
        }
        lines.append("    case \"$words[2] $words[3]\" in")
        for command in commands.sorted(by: { $0.words.count > $1.words.count }) {
            let pattern = command.words.count > 1 ? "\"\(command.name)\"" : "\"\(command.name) \"*"
            lines += ["    \(pattern))", "        _arguments -s \\"]
            let skipped = (1..<command.words.count).map { "            '\($0):command:' \\" }
            let options = command.allOptions.map { "            \(specification($0)) \\" }
            let rest = Shell.quoted("*:argument:\(action(command.completion ?? .nothing))")
            lines += skipped + options + ["            \(rest)"]
            lines.append("        ;;")
        }
        return lines + ["    esac", "}", "compdef _greedynas greedynas"]
    }

    private func described(_ word: String) -> String {
        let summary = commands.first { $0.name == word }?.summary
        return Shell.quoted(summary.map { "\(word):\(escaped($0))" } ?? word)
    }

    private func specification(_ option: CommandLineOption) -> String {
        let value = option.completion.map { ":\(option.value.map(escaped) ?? ""):\(action($0))" } ?? ""
        let end = "[\(escaped(option.meaning))]\(value)"
        let repeats = option.isRepeatable ? "*" : ""
        guard option.letter != nil else { return Shell.quoted("\(repeats)--\(option.name)\(end)") }
        let names = option.spellings
        return "'(\(names.joined(separator: " ")))'{\(names.joined(separator: ","))}\(Shell.quoted(end))"
    }

    private func action(_ completion: Completion) -> String {
        switch completion {
        case .nothing: return " "
        case .folders: return "_files -/"
        case .files: return "_files"
        case .scenarios: return "_greedynas_scenarios"
        case .keys(suffix: "="): return "compadd -S \"\" -- \(completion.words.joined(separator: " "))"
        case .words, .keys: return "(\(completion.words.joined(separator: " ")))"
        }
    }

    private func escaped(_ text: String) -> String {
        text.replacing("[", with: "\\[").replacing("]", with: "\\]").replacing(":", with: "\\:")
    }
}
