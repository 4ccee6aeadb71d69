import Documents
import Reporting
public import RunFiles
import Scenarios

/// A column of a sweep's table: a figure of the summaries, and how it is written.
public struct SweepMeasure: Sendable {
    /// What kind of figure it is, which decides how people read it.
    public enum Kind: Hashable, Sendable {
        /// A word.
        case text
        /// Images, rounds, MACs.
        case count
        /// A loss or another figure without a unit.
        case number
        /// A share in [0, 1], which people read in percent.
        case share
        /// Seconds.
        case seconds
    }

    /// The name of the figure in `summary.json`, its section in front; it heads the columns of CSV and JSON.
    public let name: String
    /// The head of the column for people, with the unit.
    public let title: String
    /// How it is written.
    public let kind: Kind
    /// Whether the page has a chart of it.
    public let isPlotted: Bool
    /// The figure of a summary; nil where it has none.
    let value: @Sendable (RunSummary) -> JSONValue?

    /// Describes a figure.
    ///
    /// - Parameters:
    ///   - name: The section and the key in `summary.json`, divided by a dot.
    ///   - title: The head for people.
    ///   - kind: How the figure is written.
    ///   - isPlotted: Whether the page has a chart of it.
    ///   - figure: Finds it; nil where a summary has none.
    /// - Precondition: The kind is not a text.
    public init(
        _ name: String, _ title: String, _ kind: Kind, isPlotted: Bool = false,
        figure: @escaping @Sendable (RunSummary) -> Double?
    ) {
        precondition(kind != .text, "a text is no figure")
        self.name = name
        self.title = title
        self.kind = kind
        self.isPlotted = isPlotted
        value = { figure($0).map { JSONValue($0) } }
    }

    /// Describes a word, which is not plotted.
    ///
    /// - Parameters:
    ///   - name: The section and the key in `summary.json`, divided by a dot.
    ///   - title: The head for people.
    ///   - word: Finds it; nil where a summary has none.
    public init(_ name: String, _ title: String, word: @escaping @Sendable (RunSummary) -> String?) {
        self.name = name
        self.title = title
        kind = .text
        isPlotted = false
        value = { word($0).map { .string($0) } }
    }

    /// The figure of a summary as a number; nil where it has none.
    func number(in summary: RunSummary) -> Double? {
        switch value(summary) {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// What is plotted: percent where it is a share, as the title says.
    func plotted(_ number: Double) -> Double { kind == .share ? number * 100 : number }

    /// What was recorded of what is plotted.
    func recorded(_ number: Double) -> Double { kind == .share ? number / 100 : number }

    /// The title as a heading begins.
    var heading: String { title.prefix(1).uppercased() + title.dropFirst() }

    /// The axis of its charts.
    var axis: Axis { kind == .share ? .percent(title) : Axis(title) }

    /// Whether it says how good what came out is, and not what it cost.
    var isOutcome: Bool { isPlotted && (kind == .number || kind == .share) }

    /// The figure of a summary for people; "-" where it has none.
    func text(in summary: RunSummary) -> String {
        if kind != .text, let number = number(in: summary) { return text(mean: number, deviation: nil) }
        guard let value = value(summary) else { return "-" }
        // Enough of a digest to tell it from others.
        if case .string(let text) = value, text.utf8.count == 64, text.allSatisfy(\.isHexDigit) {
            return String(text.prefix(12))
        }
        return SweepCombination.word(value)
    }

    /// A mean in the column's unit, with the sample deviation in the same unit where there is one.
    func text(mean: Double, deviation: Double?) -> String { unit(of: mean).text(mean: mean, deviation: deviation) }

    private func unit(of mean: Double) -> MeasureUnit {
        switch kind {
        case .share: MeasureUnit(divisor: 0.01, places: 2)
        case .seconds: MeasureUnit(places: mean < 100 ? 1 : 0)
        case .number, .text: MeasureUnit(places: mean.magnitude < 100 ? 3 : 1)
        case .count: .count(mean, below: 1e5)
        }
    }
}

/// Columns are the same where their heads are; what finds a figure cannot be compared.
extension SweepMeasure: Hashable {
    /// Whether the heads are the same.
    public static func == (first: SweepMeasure, second: SweepMeasure) -> Bool { first.head == second.head }

    /// Feeds the head.
    public func hash(into hasher: inout Hasher) { hasher.combine(head) }

    private var head: [String] { [name, title, "\(kind)", "\(isPlotted)"] }
}
