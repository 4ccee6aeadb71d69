/// Completion in bash: one function that looks at the command and the word before.
struct BashCompletion {
    private let commands: [any Command]

    init(_ commands: [any Command]) { self.commands = commands }

    var lines: [String] {
        let groups = commands.groups
        let top = commands.firstWords + ["--help", "--version"]
        var lines = [
            "# greedynas in bash; to load it: source <(greedynas completion bash)",
            "_greedynas() {",
            "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}",
            "    local command=${COMP_WORDS[1]} first=2",
            "    COMPREPLY=()",
            "    case $command in",
        ]
        lines += groups.map { "    \($0.name)) command=\"$command ${COMP_WORDS[2]}\" first=3 ;;" }
        lines += ["    esac", "    if ((COMP_CWORD == 1)); then", "        \(offer(.words(top)))"]
        lines += ["    elif ((COMP_CWORD < first)); then", "        case $previous in"]
        lines += groups.map { "        \($0.name)) \(offer(.words($0.members.map { $0.words[1] }))) ;;" }
        lines += ["        esac", "    fi", "    if ((COMP_CWORD < first)); then return; fi"]
        lines += ["    case \"$command $previous\" in"]
        for command in commands {
            for option in command.options {
                guard let completion = option.completion else { continue }
                let patterns = option.spellings.map { "\"\(command.name) \($0)\"" }.joined(separator: " | ")
                lines.append("    \(patterns)) \(offer(completion)); return ;;")
            }
        }
        lines += ["    esac", "    case \"$command $current\" in"]
        for command in commands {
            let spellings = command.allOptions.map { "--\($0.name)" }
            lines.append("    \"\(command.name) -\"*) \(offer(.words(spellings))) ;;")
            guard let completion = command.completion, completion != .nothing else { continue }
            lines.append("    \"\(command.name) \"*) \(offer(completion)) ;;")
        }
        return lines + ["    esac", "}", "complete -F _greedynas greedynas"]
    }

    /// What fills `COMPREPLY`.
    private func offer(_ completion: Completion) -> String {
        func fill(_ choice: String) -> String { "mapfile -t COMPREPLY < <(compgen \(choice) -- \"$current\")" }
        switch completion {
        case .nothing: return ":"
        case .folders: return "compopt -o filenames; \(fill("-d"))"
        case .files: return "compopt -o filenames; \(fill("-f"))"
        case .scenarios:
            let names = "$(cd Scenarios 2>/dev/null && compgen -G '*.json' | sed 's/\\.json$//')"
            return "compopt -o filenames; \(fill("-f -W \"\(names)\""))"
        case .words, .keys:
            let words = fill("-W " + Shell.quoted(completion.words.joined(separator: " ")))
            return completion == .keys(suffix: "=") ? "compopt -o nospace; \(words)" : words
        }
    }
}
