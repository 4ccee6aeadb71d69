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

    /// Describes an axis.
    public init(_ title: String, includesZero: Bool = false, isTight: Bool = false, isWhole: Bool = false) {
        self.title = title
        self.includesZero = includesZero
        self.isTight = isTight
        self.isWhole = isWhole
    }

    /// The scale for some values.
    func scale(covering values: [Double]) -> Scale {
        Scale(covering: values, includesZero: includesZero, isTight: isTight, isWhole: isWhole)
    }
}
