/// Something that a search makes as small as it can.
public enum Objective: String, Sendable, Hashable, CaseIterable {
    /// One minus the accuracy, in [0, 1].
    case error
    /// The mean cross-entropy.
    case loss
    /// The multiply-accumulates for one picture, as `Blueprint.macs` counts them.
    case macs
    /// The trainable parameters, as `Blueprint.params` counts them.
    case params
    /// The seconds for one picture, from a table.
    case latency

    /// Whether a path must be run before the value is known; the others follow from a `CostTable`.
    public var needsEvaluation: Bool { self == .error || self == .loss }

    /// The value of a network, smaller being better.
    ///
    /// - Parameters:
    ///   - accuracy: The share of pictures that it classified correctly.
    ///   - loss: Its mean cross-entropy.
    ///   - cost: What it costs.
    /// - Throws: `SearchError.latencyMissing` where the latency is asked for and the costs have none.
    public func value(accuracy: Double, loss: Double, cost: PathCost) throws(SearchError) -> Double {
        switch self {
        case .error: return 1 - accuracy
        case .loss: return loss
        case .macs: return Double(cost.macs)
        case .params: return Double(cost.params)
        case .latency:
            guard let latency = cost.latency else { throw .latencyMissing(user: "the objective \"latency\"") }
            return latency
        }
    }
}
