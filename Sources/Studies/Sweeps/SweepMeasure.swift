import Documents
import Scenarios

/// A column of a sweep's table: a figure of the summaries, and how it is written.
public struct SweepMeasure: Hashable, Sendable {
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

    /// The key in `summary.json` with the objects it lies in, divided by dots; it heads the columns of CSV and JSON.
    public let path: String
    /// The head of the column for people, with the unit.
    public let title: String
    /// How it is written.
    public let kind: Kind
    /// Whether the page has a chart of it.
    public let isPlotted: Bool

    /// Describes a figure.
    ///
    /// - Precondition: Only figures are plotted, no texts.
    public init(_ path: String, _ title: String, _ kind: Kind, isPlotted: Bool = false) {
        precondition(kind != .text || !isPlotted, "a text cannot be plotted")
        self.path = path
        self.title = title
        self.kind = kind
        self.isPlotted = isPlotted
    }

    /// How long the rounds went on, and what they cost: in the summaries of runs and of simulations alike.
    static let course = [
        SweepMeasure("supernet.stopped_by", "stopped by", .text),
        SweepMeasure("supernet.rounds", "rounds", .count, isPlotted: true),
        SweepMeasure("supernet.epochs", "epochs", .number),
        SweepMeasure("supernet.optimization_images", "#optimization", .count),
        SweepMeasure("supernet.evaluation_images", "#evaluation", .count),
        SweepMeasure("supernet.corrected_optimization_images", "corrected", .count, isPlotted: true),
    ]

    /// The figure of a summary; nil where it has none.
    func value(in summary: JSONValue) -> JSONValue? {
        guard let value = summary.value(at: path), value != .null else { return nil }
        return value
    }

    /// The figure of a summary as a number; nil where it has none.
    func number(in summary: JSONValue) -> Double? {
        switch value(in: summary) {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// What is plotted: percent where it is a share, as the title says.
    func plotted(_ number: Double) -> Double { kind == .share ? number * 100 : number }

    /// The figure of a summary for people; "-" where it has none.
    func text(in summary: JSONValue) -> String {
        if kind != .text, let number = number(in: summary) { return text(mean: number, deviation: nil) }
        guard let value = value(in: summary) else { return "-" }
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
