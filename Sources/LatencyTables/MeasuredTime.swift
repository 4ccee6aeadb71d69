import Analysis

/// What repeated measurements of one thing say.
public struct MeasuredTime: Hashable, Sendable {
    /// The median, in seconds for one picture.
    public var seconds: Double
    /// The median absolute deviation from it, in seconds for one picture; of a difference or a sum, both sides' together.
    public var spread: Double

    /// A time that was measured elsewhere, or read from a file.
    public init(seconds: Double, spread: Double) {
        self.seconds = seconds
        self.spread = spread
    }

    /// Takes median and deviation of samples.
    ///
    /// - Precondition: There is at least one.
    package init(samples: [Double]) {
        let median = samples.median
        self.init(seconds: median, spread: samples.map { abs($0 - median) }.median)
    }

    /// The time of what is not computed.
    package static let none = MeasuredTime(seconds: 0, spread: 0)

    /// What is left of this time without a part of it; noise does not make it less than nothing.
    package func without(_ part: MeasuredTime) -> MeasuredTime {
        MeasuredTime(seconds: max(0, seconds - part.seconds), spread: spread + part.spread)
    }

    /// The time of two parts together; their spreads add up as if they always went the same way.
    package static func + (first: MeasuredTime, second: MeasuredTime) -> MeasuredTime {
        MeasuredTime(seconds: first.seconds + second.seconds, spread: first.spread + second.spread)
    }
}
