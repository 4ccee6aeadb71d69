/// A part of a sweep's runs: those whose place, counted from 0, leaves the remainder `number` - 1 divided by `count`.
public struct SweepShard: Hashable, Sendable {
    /// Which part, counted from 1.
    public let number: Int
    /// How many parts there are.
    public let count: Int

    /// The only part.
    public static let whole = SweepShard(number: 1, count: 1)

    private init(number: Int, count: Int) {
        self.number = number
        self.count = count
    }

    /// Reads `i/n`, i from 1 to n; nil where the text is none.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1, number <= count else {
            return nil
        }
        self.init(number: number, count: count)
    }

    /// Whether a run belongs to this part.
    ///
    /// - Parameter index: Its place in the sweep, counted from 0.
    public func contains(_ index: Int) -> Bool { index % count == number - 1 }
}
