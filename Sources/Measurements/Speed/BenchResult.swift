import Analysis
import Architecture
public import Documents
import Host
import NeuralNetwork

/// What a measurement found.
public struct BenchResult: Hashable, Sendable {
    /// What was measured.
    public let plan: BenchPlan
    /// The processes that did it together.
    public let ranks: Int
    /// The share of its time that the first of them spent in exchanges with the others, the waiting for them included.
    public let exchangeShare: Double
    /// The seconds of each repetition, in their order.
    public let allSeconds: [Double]
    /// The mean loss of the pictures of the last repetition; the same for any number of workers.
    public let loss: Double
    /// The most memory that the process occupied, in MiB.
    public let peakMemory: Double

    /// The median of the repetitions' seconds.
    public var seconds: Double { allSeconds.median }

    /// Pictures a second that pass through one path, those of all ranks together.
    public var imagesPerSecond: Double { Double(plan.picturePasses) / seconds }

    /// Floating-point operations a second, in 10^9: 2 a multiply-accumulate, training as much as three times forward.
    public var gigaflops: Double { plan.operations / seconds / 1e9 }

    /// The result as one JSON document.
    public var json: JSONValue {
        [
            "mode": .string(plan.mode.rawValue), "macro": .string(plan.space.macro.name),
            "width": JSONValue(plan.space.width), "batch": .integer(plan.batch), "images": .integer(plan.images),
            "scoring_group": plan.scored.isEmpty ? .null : .integer(plan.scoringGroup),
            "precision": plan.scored.isEmpty ? .null : .string(plan.precision.rawValue),
            "group": plan.trained.isEmpty ? .null : .integer(plan.trainingGroup),
            "workers": .integer(plan.workers), "ranks": .integer(ranks),
            "exchange_share": ranks > 1 ? JSONValue(exchangeShare) : .null, "paths": .integer(plan.paths.count),
            "repetitions": .integer(plan.repetitions), "images_per_second": JSONValue(imagesPerSecond),
            "gflops": JSONValue(gigaflops), "seconds": JSONValue(seconds),
            "all_seconds": .array(allSeconds.map { JSONValue($0) }), "loss": JSONValue(loss),
            "peak_rss_mb": JSONValue(peakMemory), "processor": .string(Processor.model),
        ]
    }

    /// The result as lines for people.
    public var text: String {
        let work =
            switch plan.mode {
            case .train: "\(plan.paths.count.counted("path")) trained one step on \(plan.batch) pictures"
            case .score:
                "\(plan.paths.count.counted("path")) scored on \(plan.images) pictures in groups of at most \(plan.scoringGroup)"
            case .round:
                "\(plan.paths.count.counted("path")) scored on \(plan.images) pictures, \(plan.trained.count) trained one step on "
                    + "\(plan.batch)"
            }
        let isExact = plan.scored.isEmpty || plan.precision == .float32
        let numbers = isExact ? "" : "; scores are computed from \(plan.precision.rawValue)"
        let together =
            ranks > 1
            ? "\(ranks.counted("rank")) of \(plan.workers.counted("worker")), "
                + "\((100 * exchangeShare).decimal(places: 1)) % of the time in the exchange and waiting for it"
            : plan.workers.counted("worker")
        let times = allSeconds.map { $0.decimal(places: 3) }.joined(separator: ", ")
        return """
            \(plan.mode.rawValue) at \(plan.space.macro.name), width \(JSONValue(plan.space.width)): \(work)\(numbers)
            \(together) on \(Processor.model)
            \(seconds.decimal(places: 3)) s (median of \(times))
            \(imagesPerSecond.decimal(places: 1)) pictures a second, \(gigaflops.decimal(places: 1)) GFLOP/s
            peak memory \(peakMemory.decimal(places: 0)) MiB
            """
    }
}
