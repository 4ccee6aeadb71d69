/// Whole numbers as texts with a unit: `330M`, `5.3M`, `10ms`; counts also as they are.
///
/// What is read is exact: `5.3M` is 5,300,000, and `0.0001k` is nothing. A blank may stand before the unit. Letters of counts
/// may be small or large; those of times and bandwidths may not, and these are nothing without their unit, since one
/// that is a thousand times too large or too small looks like any other.
package struct UnitScale {
    /// The units in ascending order, each with the decimal digits it stands before.
    private let units: [(name: String, digits: Int)]
    /// Whether the letters' case means nothing, and a number without a unit is one of ones.
    private let isOfCounts: Bool
    /// What a value must look like, in words.
    package let words: String

    /// Counts, in ones.
    package static let count = UnitScale(
        units: [("k", 3), ("M", 6), ("G", 9)], isOfCounts: true,
        words: "a count such as 330000000, or with a unit, k, M or G, such as \"330M\"")
    /// Times, in nanoseconds.
    package static let time = UnitScale(
        units: [("us", 3), ("ms", 6), ("s", 9)], isOfCounts: false,
        words: "a time with a unit, us, ms or s, such as \"10ms\"")

    /// Bandwidths, in bits a second.
    package static let bandwidth = UnitScale(
        units: [("kb", 3), ("Mb", 6), ("Gb", 9)], isOfCounts: false,
        words: "bits a second with a unit, kb, Mb or Gb, such as \"25Gb\"")

    /// The number that a text or a number of a document stands for; nil where it is none.
    package func value(of json: JSONValue) -> Int? {
        switch json {
        case .string(let text): value(of: text)
        case .integer(let number) where isOfCounts && number > 0: number
        default: nil
        }
    }

    /// The number that a text stands for: digits, perhaps a point and more digits, and a unit; nil where the text is not of
    /// that kind, or the number is 0, not whole or beyond `Int`.
    package func value(of text: String) -> Int? {
        let number = text.prefix { $0.isNumber || $0 == "." }
        var name = text[number.endIndex...]
        if name.first == " ", name.count > 1 { name = name.dropFirst() }
        guard let digits = digits(of: String(name)) else { return nil }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        var fraction = parts.count == 2 ? String(parts[1]) : ""
        while fraction.last == "0" { fraction.removeLast() }
        guard fraction.count <= digits else { return nil }
        let zeros = String(repeating: "0", count: digits - fraction.count)
        guard let value = Int(parts[0] + fraction + zeros), value > 0 else { return nil }
        return value
    }

    private func digits(of name: String) -> Int? {
        guard isOfCounts else { return units.first { $0.name == name }?.digits }
        return name.isEmpty ? 0 : units.first { $0.name.uppercased() == name.uppercased() }?.digits
    }

    /// The shortest text in the largest unit that the number reaches, which `value` reads as the same number.
    ///
    /// - Precondition: The number is positive.
    package func text(of value: Int) -> String {
        precondition(value > 0)
        let digits = "\(value)"
        let unit = units.last { digits.count > $0.digits } ?? units[0]
        let padded = String(repeating: "0", count: max(0, unit.digits + 1 - digits.count)) + digits
        var fraction = padded.suffix(unit.digits)
        while fraction.last == "0" { fraction.removeLast() }
        return padded.dropLast(unit.digits) + (fraction.isEmpty ? "" : "." + fraction) + unit.name
    }
}
