import Architecture

extension JSONSection {
    /// Refuses the first key that is not one of some, with the nearest one.
    package func refuseKeys(beyond known: [String]) throws(Refusal) {
        guard case .object(let members) = object, let unknown = members.first(where: { !known.contains($0.key) }) else {
            return
        }
        let nearest =
            NearestName.to(unknown.key, among: known).map { "; the nearest one is \($0)" }
            ?? "; expected one of \(known.joined(separator: ", "))"
        let place = path.isEmpty ? "\(file): " : "\(file): \(path)."
        throw Refusal(place + "\(ForeignText.line(unknown.key, atMost: 100)) is no key here" + nearest)
    }

    /// A number that may be missing or null.
    package func numberIfAny(_ key: String) throws(Refusal) -> Double? { try isMissing(key) ? nil : number(key) }

    /// A whole number that may be missing or null.
    package func integerIfAny(_ key: String) throws(Refusal) -> Int? { try isMissing(key) ? nil : integer(key) }

    /// A text that may be missing or null.
    package func textIfAny(_ key: String) throws(Refusal) -> String? { try isMissing(key) ? nil : text(key) }

    /// An inner object that may be missing or null.
    package func sectionIfAny(_ key: String) throws(Refusal) -> JSONSection? { try isMissing(key) ? nil : section(key) }

    private static let mostCounted = (1 << 60) - 1

    /// A whole number that is not negative.
    package func count(_ key: String) throws(Refusal) -> Int {
        let number = try integer(key)
        // So far from the largest number that sums do not overflow.
        guard number >= 0 else { throw wrong(key, expected: "a whole number of at least 0") }
        guard number <= Self.mostCounted else { throw wrong(key, expected: "at most \(Self.mostCounted)") }
        return number
    }

    /// A number in [0, 1].
    package func share(_ key: String) throws(Refusal) -> Double {
        let number = try number(key)
        guard (0...1).contains(number) else { throw wrong(key, expected: "a number from 0 to 1") }
        return number
    }

    /// A number in [0, 1] that may be missing or null.
    package func shareIfAny(_ key: String) throws(Refusal) -> Double? { try isMissing(key) ? nil : share(key) }

    /// A list of lists of whole numbers.
    package func integerRows(_ key: String) throws(Refusal) -> [[Int]] {
        guard case .array(let rows)? = object[key] else { throw wrong(key, expected: "a list of lists") }
        return try rows.map { row throws(Refusal) in
            guard case .array(let elements) = row else { throw wrong(key, expected: "a list of lists") }
            return try elements.map { element throws(Refusal) in
                guard case .integer(let number) = element else {
                    throw wrong(key, expected: "a list of lists of whole numbers")
                }
                return number
            }
        }
    }

    private func isMissing(_ key: String) -> Bool { object[key] == nil || object[key] == .null }
}
