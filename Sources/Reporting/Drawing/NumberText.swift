import Foundation

/// Numbers as people read them, the same everywhere and whatever the system's language.
public enum NumberText {
    /// A number with some significant digits, without zeros behind; "-" where it is not finite.
    public static func significant(_ number: Double, digits: Int = 4) -> String {
        guard number.isFinite else { return "-" }
        if let whole = Int(exactly: number) { return grouped(whole) }
        if number.magnitude >= pow(10, Double(digits)), number.magnitude < 1e15 {
            return grouped(Int(number.rounded()))
        }
        return String(format: "%.\(digits)g", number)
    }

    /// The numbers of a column with the same digits behind the point: as many as the one that has most of them.
    ///
    /// Where one is so large or so small that it needs another form, each has its own.
    public static func column(_ numbers: [Double], digits: Int = 4) -> [String] {
        let texts = numbers.map { significant($0, digits: digits) }
        let finite = zip(numbers, texts).filter { $0.0.isFinite }
        guard finite.allSatisfy({ $0.0.magnitude < 1e4 && !$0.1.contains("e") }) else { return texts }
        let decimals = finite.map { $0.1.split(separator: ".").dropFirst().first?.count ?? 0 }.max() ?? 0
        guard decimals > 0 else { return texts }
        return zip(numbers, texts).map { $0.isFinite ? String(format: "%.\(decimals)f", $0) : $1 }
    }

    /// A cross-entropy with three digits behind the point; "-" where it is not finite.
    public static func loss(_ nats: Double) -> String { nats.isFinite ? String(format: "%.3f", nats) : "-" }

    /// A whole number, its thousands set apart by thin spaces, at which no line ends.
    public static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3), digits.count > 4 { text += "\u{202F}" }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + text
    }

    /// A share as a percentage with two digits behind the point; "-" where it is not finite.
    public static func percent(_ share: Double) -> String {
        share.isFinite ? String(format: "%.2f %%", share * 100) : "-"
    }

    /// A count with three digits or so and the letter of its unit: `985`, `366k`, `1.31M`; "-" where it is not finite.
    public static func count(_ number: Double) -> String {
        guard number.isFinite else { return "-" }
        return short(number, units: [(1, ""), (1e3, "k"), (1e6, "M"), (1e9, "G"), (1e12, "T")])
    }

    /// A short time with three digits or so and its unit: `20 us`, `1.5 ms`, `2.3 s`; "-" where it is not finite.
    public static func time(_ seconds: Double) -> String {
        guard seconds.isFinite else { return "-" }
        return short(seconds, units: [(1e-6, " us"), (1e-3, " ms"), (1, " s")])
    }

    /// A number in the largest unit that it reaches, rounded before the unit is chosen: 999,900 is `1M`.
    private static func short(_ number: Double, units: [(size: Double, name: String)]) -> String {
        let rounded = Double(String(format: "%.2e", number)) ?? number
        let unit = units.last { rounded.magnitude >= $0.size } ?? units[0]
        return String(format: "%.3g", rounded / unit.size) + unit.name
    }

    /// Seconds as people count them: `0.4 s`, `59 s`, `1 min 5 s`, `2 h 3 min`, `2.5 days`.
    public static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds.magnitude < 1e12 else { return "-" }
        if seconds < 9.95 { return String(format: "%.1f s", seconds) }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        if whole < 2 * 86_400 { return "\(whole / 3600) h \(whole / 60 % 60) min" }
        return String(format: whole < 10 * 86_400 ? "%.1f days" : "%.0f days", seconds / 86_400)
    }

    /// A marked value of an axis: thousands and millions by their letters, and no more digits than the step has.
    static func tick(_ number: Double, step: Double) -> String {
        let largest = max(number.magnitude, step)
        if largest >= 1e15 || (step < 1e-6 && number != 0) { return String(format: "%.3g", number) }
        let units = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]
        let (unit, letter) = units.first { largest >= $0.0 * (($0.0 == 1e3) ? 10 : 1) } ?? (1, "")
        let decimals = max(0, Int(-log10(step / unit * 1.0001).rounded(.down)))
        return number == 0 ? "0" : String(format: "%.\(min(decimals, 9))f", number / unit) + letter
    }
}
