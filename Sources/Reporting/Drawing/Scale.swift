import Foundation

/// Takes the values of an axis to places between 0 and 1, and chooses the values that are marked.
public struct Scale: Sendable, Hashable {
    /// The values at places 0 and 1.
    public let domain: ClosedRange<Double>
    /// The distance of two marked values: 1, 2 or 5 times a power of ten.
    public let step: Double

    /// A scale that holds some values.
    ///
    /// Values that are not finite, or beyond 1e300, are left out of account. Without any the scale is 0 to 1; around a single
    /// value it leaves room, so that the value lies in the middle.
    ///
    /// - Parameters:
    ///   - values: The values.
    ///   - includesZero: Whether 0 is on the axis too.
    ///   - isTight: Whether the axis ends with the values; otherwise with the marks around them.
    ///   - isWhole: Whether only whole numbers are marked.
    ///   - bounds: What the axis never goes beyond, unless values do; nil for no bounds.
    public init(
        covering values: [Double], includesZero: Bool = false, isTight: Bool = false, isWhole: Bool = false,
        within bounds: ClosedRange<Double>? = nil
    ) {
        let usable = values.filter { $0.isFinite && $0.magnitude <= 1e300 } + (includesZero ? [0] : [])
        var low = usable.min() ?? 0
        var high = usable.max() ?? 1
        // So close that their difference is rounding rather than a figure.
        if high - low <= max(low.magnitude, high.magnitude) * 1e-9 {
            let room = isWhole ? 1 : low == 0 ? 1 : low.magnitude / 10
            (low, high) = (low - room, high + room)
        }
        if let bounds, bounds.contains(usable.min() ?? low), bounds.contains(usable.max() ?? high) {
            (low, high) = (max(low, bounds.lowerBound), min(high, bounds.upperBound))
        }
        let step = Self.step(for: high - low, isWhole: isWhole)
        self.step = step
        domain = isTight ? low...high : ((low / step).rounded(.down) * step)...((high / step).rounded(.up) * step)
    }

    /// The place of a value, 0 at the lower end and 1 at the upper one.
    public func place(of value: Double) -> Double {
        (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    }

    /// The marked values, ascending: the multiples of `step` on the axis.
    public var ticks: [Double] {
        let slack = step * 1e-6
        let first = ((domain.lowerBound - slack) / step).rounded(.up)
        let last = ((domain.upperBound + slack) / step).rounded(.down)
        guard last >= first, last - first < 100 else { return [] }
        // Never -0, which would be written with its sign.
        return (0...Int(last - first)).map { (first + Double($0)) * step + 0 }
    }

    /// A marked value as text, with as many digits as tell it from its neighbours.
    public func label(of tick: Double) -> String { NumberText.tick(tick, step: step) }

    /// The step that gives 4 to 8 marks or so.
    private static func step(for span: Double, isWhole: Bool) -> Double {
        let power = pow(10, log10(span / 5).rounded(.down))
        let step = power * ([1, 2, 5].first { span / (power * $0) <= 6 } ?? 10)
        return isWhole ? max(1, step.rounded()) : step
    }
}
