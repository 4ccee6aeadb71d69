public import Documents
public import Exchange

/// The network between ranks, by two figures: an exchange takes the latency for each message and the time of its bytes.
public struct Interconnect: Hashable, Sendable {
    /// Bits a second, each way, of the connection of one rank.
    public let bandwidth: Int
    /// Nanoseconds from the sending of a short message to its arrival, what the programs at both ends do included.
    public let latency: Int

    /// A network of two figures.
    ///
    /// - Precondition: Both are positive.
    public init(bandwidth: Int, latency: Int) {
        precondition(bandwidth > 0 && latency > 0)
        self.bandwidth = bandwidth
        self.latency = latency
    }

    /// Ten gigabits a second and 50 microseconds: Ethernet, by TCP.
    public static let ethernet = Interconnect(bandwidth: 10_000_000_000, latency: 50_000)

    /// Reads the two figures as a command line has them.
    ///
    /// - Parameters:
    ///   - bandwidth: Such as `25Gb`; nil for that of `ethernet`.
    ///   - latency: Such as `2us`; nil likewise.
    /// - Throws: `Refusal` where a text is not of that kind.
    public init(bandwidth: String?, latency: String?) throws(Refusal) {
        func value(_ text: String?, of name: String, in scale: UnitScale, else other: Int) throws(Refusal) -> Int {
            guard let text else { return other }
            guard let value = scale.value(of: text) else {
                throw Refusal("--\(name) is \"\(text)\"; expected \(scale.words)")
            }
            return value
        }
        self.init(
            bandwidth: try value(bandwidth, of: "bandwidth", in: .bandwidth, else: Self.ethernet.bandwidth),
            latency: try value(latency, of: "latency", in: .time, else: Self.ethernet.latency))
    }

    /// Seconds of the messages, one after the other.
    public func messageSeconds(_ traffic: Traffic) -> Double { Double(traffic.messages) * Double(latency) / 1e9 }

    /// Seconds of the bytes.
    public func byteSeconds(_ traffic: Traffic) -> Double { Double(traffic.bytes) * 8 / Double(bandwidth) }

    /// The figures in words.
    var text: String {
        "\(UnitScale.bandwidth.text(of: bandwidth))/s and \(UnitScale.time.text(of: latency)) a message"
    }
}
