import Foundation

/// How much a network may cost at most.
public struct CostLimits: Sendable, Hashable {
    /// The most multiply-accumulates for one picture, or nil for any number.
    public var macs: Int?
    /// The most trainable parameters, or nil for any number.
    public var params: Int?
    /// The most seconds for one picture, or nil for any time.
    public var latency: Double?

    /// Limits for what is given, and none for the rest; whether they can be kept, `SearchDomain` says.
    public init(macs: Int? = nil, params: Int? = nil, latency: Double? = nil) {
        self.macs = macs
        self.params = params
        self.latency = latency
    }

    /// Whether nothing is limited.
    public var isEmpty: Bool { self == CostLimits() }

    /// By how much a network goes beyond the limits: the sum of the excesses, each as a share of its limit.
    ///
    /// 0 for a network within all limits, and for no other.
    ///
    /// - Precondition: The limits are above 0, and the costs have a latency where it is limited.
    public func violation(of cost: PathCost) -> Double {
        var sum = 0.0
        // Whole numbers are subtracted before they are rounded, so that an excess of one is seen at any size.
        if let macs, cost.macs > macs { sum += Double(cost.macs - macs) / Double(macs) }
        if let params, cost.params > params { sum += Double(cost.params - params) / Double(params) }
        if let latency {
            guard let seconds = cost.latency else { preconditionFailure("a limited latency is not known") }
            if seconds > latency { sum += (seconds - latency) / latency }
        }
        return sum
    }

    /// What a time is called in sentences.
    static let latencyName = "latency"

    /// Refuses limits that are not above 0.
    func check() throws(SearchError) {
        if let macs, macs <= 0 { throw .limitOutOfRange(what: "MACs", value: "\(macs)") }
        if let params, params <= 0 { throw .limitOutOfRange(what: "parameters", value: "\(params)") }
        // Below the least normal number the shares would overflow.
        if let latency, !latency.isNormal || latency < 0 {
            throw .limitOutOfRange(what: "latency", value: "\(latency) s")
        }
    }

    /// The limits that there are, beside what a network costs, in words for a sentence.
    func parts(with cost: PathCost) -> [(what: String, limit: String, cost: String, isKept: Bool)] {
        var parts: [(what: String, limit: String, cost: String, isKept: Bool)] = []
        if let macs { parts.append(("MACs", "\(macs)", "\(cost.macs)", cost.macs <= macs)) }
        if let params { parts.append(("parameters", "\(params)", "\(cost.params)", cost.params <= params)) }
        if let latency, let seconds = cost.latency {
            // Two that three digits do not tell apart are written out.
            let isNear = latency != seconds && Self.text(latency) == Self.text(seconds)
            let words =
                isNear ? ["\(latency) s", "\(seconds) s"] : [Self.text(latency, digits: 6), Self.text(seconds)]
            parts.append((Self.latencyName, words[0], words[1], seconds <= latency))
        }
        return parts
    }

    /// Seconds for a sentence.
    package static func text(_ seconds: Double, digits: Int = 3) -> String {
        let (size, unit) = seconds >= 1 ? (1, "s") : seconds >= 1e-3 ? (1e-3, "ms") : (1e-6, "us")
        return String(format: "%.\(digits)g ", seconds / size) + unit
    }
}
