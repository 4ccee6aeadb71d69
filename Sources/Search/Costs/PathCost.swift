/// What a network costs, known without running it.
public struct PathCost: Sendable, Hashable {
    /// The multiply-accumulates for one picture.
    public var macs: Int
    /// The trainable parameters.
    public var params: Int
    /// The seconds for one picture, where a table says them.
    public var latency: Double?

    /// The costs of a network or of a part of one; no latency where no table says it.
    public init(macs: Int, params: Int, latency: Double? = nil) {
        self.macs = macs
        self.params = params
        self.latency = latency
    }

    /// The costs of two parts together; without a latency where one part has none.
    public static func + (first: PathCost, second: PathCost) -> PathCost {
        var latency: Double?
        if let one = first.latency, let other = second.latency { latency = one + other }
        return PathCost(macs: first.macs + second.macs, params: first.params + second.params, latency: latency)
    }

    /// Each cost where it is smaller.
    static func least(_ first: PathCost, _ second: PathCost) -> PathCost {
        var latency: Double?
        if let one = first.latency, let other = second.latency { latency = min(one, other) }
        return PathCost(
            macs: min(first.macs, second.macs), params: min(first.params, second.params), latency: latency)
    }
}
