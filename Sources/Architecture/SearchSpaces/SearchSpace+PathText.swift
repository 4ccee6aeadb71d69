extension SearchSpace {
    /// The path's operations by name, divided by blanks: `k3e3 k5e6 id`.
    ///
    /// - Precondition: The space contains the path.
    public func names(of path: Path) -> String {
        precondition(contains(path), "the search space has no path \(path)")
        return path.choices.map { operations[Int($0)].name }.joined(separator: " ")
    }

    /// The path of choices given as numbers, first layer first.
    ///
    /// - Throws: `ArchitectureError` naming the layer where a choice is out of range or not on offer, or the two lengths.
    public func path(from choices: [Int]) throws(ArchitectureError) -> Path {
        guard choices.count == layers.count else {
            throw .pathLength(found: choices.count, expected: layers.count)
        }
        for (index, choice) in choices.enumerated() {
            guard operations.indices.contains(choice) else {
                throw .choiceOutOfRange(layer: index, choice: choice, operationCount: operations.count)
            }
            guard layers[index].choices.contains(UInt8(choice)) else {
                throw .choiceNotAllowed(
                    layer: index, operation: operations[choice],
                    allowed: layers[index].choices.map { operations[Int($0)] })
            }
        }
        return Path(choices: choices.map { UInt8($0) })
    }

    /// Reads a path in any of the ways in which people write one.
    ///
    /// Numbers or names divided by commas or blanks (`0,3,6`, `[0, 3, 6]`, `k3e3 k5e6 id`); `|`, the stage border, counts
    /// as a blank. In a space of at most 10 operations also one run of digits (`22212220`).
    ///
    /// - Throws: `ArchitectureError` naming the layer whose choice is unknown, out of range or not on offer, or the two
    ///   lengths.
    public func path(from text: String) throws(ArchitectureError) -> Path {
        let words = try Self.words(of: text)
        if words.count == 1, layers.count > 1, words[0].utf8.count > 1, words[0].utf8.allSatisfy(Self.isDigit) {
            guard operations.count <= 10 else { throw .ambiguousDigits(operationCount: operations.count) }
            return try path(from: words[0].utf8.map { Int($0 - UInt8(ascii: "0")) })
        }
        guard words.count == layers.count else { throw .pathLength(found: words.count, expected: layers.count) }
        var choices: [Int] = []
        for (index, word) in words.enumerated() {
            var reader = WordReader(word)
            if let number = reader.number(), reader.isAtEnd {
                choices.append(number)
            } else if let operation = Operation(name: word), let choice = operations.firstIndex(of: operation) {
                choices.append(choice)
            } else {
                throw .unknownChoice(layer: index, text: word, operations: operations)
            }
        }
        return try path(from: choices)
    }

    private static func words(of text: String) throws(ArchitectureError) -> [String] {
        var text = text[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        if text.first == "[", text.last == "]" { text = text.dropFirst().dropLast() }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        var words: [String] = []
        for part in parts {
            let found = part.split { $0.isWhitespace || $0 == "|" }
            if found.isEmpty, parts.count > 1 { throw .emptyChoice(layer: words.count) }
            words += found.map { String($0) }
        }
        return words
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
