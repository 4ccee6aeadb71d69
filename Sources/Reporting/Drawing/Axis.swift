/// One of the two axes of a chart.
public struct Axis: Sendable, Hashable {
    /// What is measured along it, with its unit.
    public let title: String
    /// Whether 0 is on it whatever the values are.
    public let includesZero: Bool
    /// Whether it ends with the values rather than with the marks around them.
    public let isTight: Bool
    /// Whether only whole numbers are marked.
    public let isWhole: Bool
    /// What it never goes beyond, unless values do; nil for no bounds.
    public let bounds: ClosedRange<Double>?

    /// Describes an axis.
    public init(
        _ title: String, includesZero: Bool = false, isTight: Bool = false, isWhole: Bool = false,
        within bounds: ClosedRange<Double>? = nil
    ) {
        self.bounds = bounds
        self.title = title
        self.includesZero = includesZero
        self.isTight = isTight
        self.isWhole = isWhole
    }

    /// The scale for some values.
    func scale(covering values: [Double]) -> Scale {
        Scale(covering: values, includesZero: includesZero, isTight: isTight, isWhole: isWhole, within: bounds)
    }

    /// The values that a point reaches, as far as the axis may go.
    func reach(of point: Series.Point) -> [Double] {
        guard let spread = point.spread else { return [point.y] }
        return [point.y - spread, point.y + spread].map { value in
            guard let bounds, bounds.contains(point.y) else { return value }
            return min(max(value, bounds.lowerBound), bounds.upperBound)
        }
    }

    /// An axis of shares in percent, which ends at 0 and 100 however much room there would be beyond.
    public static func percent(_ title: String, includesZero: Bool = false) -> Axis {
        Axis(title, includesZero: includesZero, within: 0...100)
    }
}
