import Documents

/// Divides the words of a command line into options and positional arguments.
///
/// `--name VALUE` or `--name=VALUE`, flags as `--name`, in any order; `-o VALUE` where an option has a letter; `--` ends the
/// options.
struct CommandLineParser {
    let options: [CommandLineOption]

    /// Reads the words that follow a command's name.
    ///
    /// - Throws: `UsageError` for an unknown option (with the nearest one), a missing or superfluous value, or one given
    ///   twice.
    func parse(_ words: [String]) throws(UsageError) -> ParsedArguments {
        var arguments = ParsedArguments()
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                arguments.positionals += rest
                break
            }
            if word.hasPrefix("--") {
                try parse(option: word, rest: &rest, into: &arguments)
            } else if word.hasPrefix("-"), word.count > 1 {
                guard let option = options.first(where: { $0.letter.map { "-\($0)" } == word }) else {
                    throw UsageError(
                        "unknown option \(word); expected \(letters), or a long option that begins with \"--\"")
                }
                try parse(option: "--\(option.name)", rest: &rest, into: &arguments)
            } else {
                arguments.positionals.append(word)
            }
        }
        return arguments
    }

    /// The options that have a letter.
    private var letters: String {
        options.compactMap { option in option.letter.map { "-\($0)" } }.joined(separator: ", ")
    }

    private func parse(
        option word: String, rest: inout ArraySlice<String>, into arguments: inout ParsedArguments
    ) throws(UsageError) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let option = options.first(where: { $0.name == name }) else {
            let nearest = NearestName.to(name, among: options.map(\.name)).map { "; the nearest one is --\($0)" }
            let all = options.map { "--\($0.name)" }.joined(separator: ", ")
            throw UsageError("unknown option --\(name)" + (nearest ?? "; expected one of \(all)"))
        }
        if arguments.values[name] != nil && !option.isRepeatable {
            throw UsageError("--\(name) is given twice; expected it once")
        }
        let given: String? = parts.count == 2 ? String(parts[1]) : nil
        switch (option.value, given) {
        case (nil, let given?):
            throw UsageError("--\(name) takes no value; found \"\(given)\"")
        case (nil, nil):
            arguments.values[name] = [""]
        case (.some, let given?):
            arguments.values[name, default: []].append(given)
        case (let value?, nil):
            // Another option in its place means that the value was forgotten.
            guard let next = rest.first, !next.hasPrefix("--") else {
                throw UsageError("--\(name) needs a value; expected --\(name) \(value)")
            }
            rest.removeFirst()
            arguments.values[name, default: []].append(next)
        }
    }
}
