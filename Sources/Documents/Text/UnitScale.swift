/// Whole numbers as texts with a unit: `330M`, `5.3M`, `10ms`.
///
/// The unit must be there, since a limit that is a thousand times too large or too small looks like any other number. What
/// is read is exact: `5.3M` is 5,300,000, and `0.0001K` is nothing.
package struct UnitScale {
    /// The units in ascending order, each with the decimal digits it stands before.
    private let units: [(name: String, digits: Int)]
    /// What a text must look like, in words.
    package let words: String

    /// Counts, in ones.
    package static let count = UnitScale(
        units: [("K", 3), ("M", 6), ("G", 9)],
        words: "a count with a unit, K, M or G, such as \"330M\"")
    /// Times, in nanoseconds.
    package static let time = UnitScale(
        units: [("us", 3), ("ms", 6), ("s", 9)],
        words: "a time with a unit, us, ms or s, such as \"10ms\"")

    /// The number that a text stands for: digits, perhaps a point and more digits, and a unit without a blank before it;
    /// nil where the text is not of that kind, or the number is 0, not whole or beyond `Int`.
    package func value(of text: String) -> Int? {
        let number = text.prefix { $0.isNumber || $0 == "." }
        guard let unit = units.first(where: { $0.name == text[number.endIndex...] }) else { return nil }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        var fraction = parts.count == 2 ? String(parts[1]) : ""
        while fraction.last == "0" { fraction.removeLast() }
        guard fraction.count <= unit.digits else { return nil }
        let zeros = String(repeating: "0", count: unit.digits - fraction.count)
        guard let value = Int(parts[0] + fraction + zeros), value > 0 else { return nil }
        return value
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
