/// What repeated measurements of one thing say.
public struct MeasuredTime: Hashable, Sendable {
    /// The median, in seconds for one picture.
    public var seconds: Double
    /// The median absolute deviation from it, in seconds for one picture; of a difference, the sum of both sides'.
    public var spread: Double

    /// Names the figures.
    public init(seconds: Double, spread: Double) {
        self.seconds = seconds
        self.spread = spread
    }

    /// What is left of this time without a part of it; noise does not make it less than nothing.
    func without(_ part: MeasuredTime) -> MeasuredTime {
        MeasuredTime(seconds: max(0, seconds - part.seconds), spread: spread + part.spread)
    }

    static func + (first: MeasuredTime, second: MeasuredTime) -> MeasuredTime {
        MeasuredTime(seconds: first.seconds + second.seconds, spread: first.spread + second.spread)
    }
}
