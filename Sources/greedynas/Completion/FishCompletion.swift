/// Completion in fish: a line for each command and each option.
struct FishCompletion {
    private let commands: [any Command]

    init(_ commands: [any Command]) { self.commands = commands }

    var lines: [String] {
        var lines = [
            "# greedynas in fish; to load it: greedynas completion fish | source",
            "complete -c greedynas -f",
            "complete -c greedynas -n __fish_use_subcommand -l help -d \(Shell.quoted(SharedOptions.help.meaning))",
            "complete -c greedynas -n __fish_use_subcommand -l version",
        ]
        lines += commands.firstWords.map { word in
            let summary = commands.first { $0.name == word }?.summary
            return "complete -c greedynas -n __fish_use_subcommand -a \(word)"
                + (summary.map { " -d \(Shell.quoted($0))" } ?? "")
        }
        for group in commands.groups {
            let names = group.members.map { $0.words[1] }.joined(separator: " ")
            lines += group.members.map { member in
                "complete -c greedynas -n '__fish_seen_subcommand_from \(group.name); and not __fish_seen_subcommand_from \(names)' "
                    + "-a \(member.words[1]) -d \(Shell.quoted(member.summary))"
            }
        }
        for command in commands {
            let condition = command.words.map { "__fish_seen_subcommand_from \($0)" }.joined(separator: "; and ")
            let head = "complete -c greedynas -n \(Shell.quoted(condition))"
            if let completion = command.completion, completion != .nothing { lines.append(head + offer(completion)) }
            lines += command.allOptions.map { option in
                let letter = option.letter.map { " -s \($0)" } ?? ""
                let value = option.completion.map { [.files, .scenarios].contains($0) ? " -r" : " -x" } ?? ""
                let offered = option.completion.map(offer) ?? ""
                return "\(head)\(letter) -l \(option.name)\(value)\(offered) -d \(Shell.quoted(option.meaning))"
            }
        }
        return lines
    }

    private func offer(_ completion: Completion) -> String {
        switch completion {
        case .nothing: ""
        case .folders: " -a '(__fish_complete_directories)'"
        case .files: " -F"
        case .scenarios:
            " -F -a '(for file in Scenarios/*.json; string replace -r \".*/(.*)[.]json\" \"\\$1\" $file; end)'"
        case .words, .keys: " -a \(Shell.quoted(completion.words.joined(separator: " ")))"
        }
    }
}
