import Analysis
import Architecture
public import Documents
import Host
import NetworkFiles
import RunFiles

/// How fast a network was trained, or classified.
public struct NetworkBenchResult: Sendable {
    let network: GivenNetwork
    let mode: BenchPlan.Mode
    let pictures: Int
    let workers: Int
    /// The seconds of each repetition, in their order.
    public let allSeconds: [Double]
    /// The mean loss of the last repetition's pictures; the same for any number of workers.
    public let loss: Double
    let peakMemory: Double

    /// The median of the repetitions' seconds.
    public var seconds: Double { allSeconds.median }

    /// Pictures a second.
    public var imagesPerSecond: Double { Double(pictures) / seconds }

    /// Floating-point operations a second, in 10^9: 2 a multiply-accumulate, training as much as three times forward.
    public var gigaflops: Double {
        Double(network.blueprint.macs) * (mode == .train ? 6 : 2) * imagesPerSecond / 1e9
    }

    /// The result as one JSON document.
    public var json: JSONValue {
        let name: JSONValue = network.name.map { [RunKey.name: .string($0)] } ?? .object([])
        return name.joined(with: [
            "mode": .string(mode.rawValue), RunKey.notation: .string(network.blueprint.description),
            RunKey.macs: .integer(network.blueprint.macs), "images": .integer(pictures), "workers": .integer(workers),
            "repetitions": .integer(allSeconds.count), "images_per_second": JSONValue(imagesPerSecond),
            "gflops": JSONValue(gigaflops), RunKey.seconds: JSONValue(seconds), "all_seconds": JSONValue(allSeconds),
            RunKey.loss: JSONValue(loss), "peak_rss_mb": JSONValue(peakMemory), "processor": .string(Processor.model),
        ])
    }

    /// The result as lines for people.
    public var text: String {
        let blueprint = network.blueprint
        let work = mode == .train ? "one step on" : "forward on"
        let times = allSeconds.map { $0.decimal(places: 3) }.joined(separator: ", ")
        return """
            \(mode.rawValue) \(network.name ?? "the network"): \(work) \(pictures) pictures of \
            \(blueprint.channels)x\(blueprint.side)x\(blueprint.side), \(blueprint.macs) MACs each
            \(workers.counted("worker")) on \(Processor.model)
            \(seconds.decimal(places: 3)) s (median of \(times))
            \(imagesPerSecond.decimal(places: 1)) pictures a second, \(gigaflops.decimal(places: 1)) GFLOP/s
            peak memory \(peakMemory.decimal(places: 0)) MiB
            """
    }
}
