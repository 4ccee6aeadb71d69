/// How the figures of a column are written: in what unit, with how many digits, and with what behind them.
package struct MeasureUnit: Hashable, Sendable {
    /// What a figure is divided by.
    package var divisor = 1.0
    /// Digits behind the point.
    package var places: Int
    /// What follows the number.
    package var suffix = ""

    /// A unit that divides figures by `divisor` and writes so many digits behind the point.
    package init(divisor: Double = 1, places: Int, suffix: String = "") {
        self.divisor = divisor
        self.places = places
        self.suffix = suffix
    }

    /// The unit of a count: itself below `smallest`, then thousands, millions and more.
    ///
    /// A mean that is not whole has a digit behind the point where that is seen, below a thousand.
    package static func count(_ mean: Double, below smallest: Double) -> MeasureUnit {
        switch mean.magnitude {
        case ..<smallest: MeasureUnit(places: mean == mean.rounded() || mean.magnitude >= 1e3 ? 0 : 1)
        case ..<1e6: MeasureUnit(divisor: 1e3, places: 1, suffix: "k")
        case ..<1e9: MeasureUnit(divisor: 1e6, places: 2, suffix: "M")
        default: MeasureUnit(divisor: 1e9, places: 2, suffix: "G")
        }
    }

    /// A mean in the unit, with the deviation in the same unit where there is one.
    package func text(mean: Double, deviation: Double?) -> String {
        guard let deviation else { return words(mean) }
        return words(mean) + " ± " + (deviation == 0 ? "0" : words(deviation))
    }

    private func words(_ number: Double) -> String { (number / divisor).decimal(places: places) + suffix }
}
