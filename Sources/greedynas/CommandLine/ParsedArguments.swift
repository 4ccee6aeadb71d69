import Exchange

/// The options and positional arguments of one call, still as texts.
struct ParsedArguments: Sendable {
    /// The values of each option by its name, in the order given; a flag that is given has one empty value.
    var values: [String: [String]] = [:]
    /// The arguments that are not options, in their order.
    var positionals: [String] = []

    /// The processes that carry the call out together, of which this is the first; nil for one alone.
    var ranks: Ranks?

    /// Whether a flag is given.
    func isGiven(_ option: CommandLineOption) -> Bool { values[option.name] != nil }

    /// The value of an option, nil where it is not given.
    func value(_ option: CommandLineOption) -> String? { values[option.name]?.last }

    /// All values of an option that may be repeated.
    func values(_ option: CommandLineOption) -> [String] { values[option.name] ?? [] }

    /// The value of an option as a whole number, nil where it is not given.
    func integer(_ option: CommandLineOption, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
        guard let text = value(option) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            // Where there is no other end, only what is too large for any number has to hear of it.
            let isTooLarge = Int(text) == nil && !text.isEmpty && text.allSatisfy { ("0"..."9").contains($0) }
            let upper = range.upperBound == .max && !isTooLarge ? "" : " to \(range.upperBound)"
            throw UsageError(
                "--\(option.name) is \"\(text)\"; expected a whole number from \(range.lowerBound)\(upper)")
        }
        return number
    }

    /// The value of an option as a share, nil where it is not given.
    func share(_ option: CommandLineOption) throws(UsageError) -> Double? {
        guard let text = value(option) else { return nil }
        guard let number = Double(text), (0...1).contains(number) else {
            throw UsageError("--\(option.name) is \"\(text)\"; expected a number from 0 to 1")
        }
        return number
    }

    /// The value of an option that must be one of its words, nil where it is not given.
    func word(_ option: CommandLineOption) throws(UsageError) -> String? {
        guard let text = value(option) else { return nil }
        guard option.words.contains(text) else {
            throw UsageError("--\(option.name) is \"\(text)\"; expected one of \(option.words.joined(separator: ", "))")
        }
        return text
    }

    /// The value of an option that must be one of the words of a type, nil where it is not given.
    ///
    /// - Precondition: The option is made by `CommandLineOption.choice` of that type.
    func choice<Choice: RawRepresentable<String>>(
        _ option: CommandLineOption, of type: Choice.Type = Choice.self
    ) throws(UsageError) -> Choice? {
        try word(option).flatMap { Choice(rawValue: $0) }
    }
}

extension ParsedArguments {
    /// The value of an option that cannot be left out.
    func required<Value>(_ option: CommandLineOption, _ value: Value?) throws(UsageError) -> Value {
        guard let value else { throw UsageError("\(option.usage) is missing; it has no default") }
        return value
    }

    /// Refuses options that another one, which is given, leaves without effect.
    func refuse(_ options: [CommandLineOption], with other: CommandLineOption) throws(UsageError) {
        if let option = (options.first { isGiven($0) }) {
            throw UsageError("--\(option.name) is given with --\(other.name); expected one of the two")
        }
    }
}
