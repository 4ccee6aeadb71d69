import Architecture
public import Documents
import Host
public import LatencyTables
import Layout
public import NetworkFiles
import RunFiles

/// How long one network takes for a picture on this machine.
public struct NetworkLatency: Sendable {
    /// The network.
    public let network: GivenNetwork
    /// Under what conditions the time holds.
    public let conditions: LatencyConditions
    /// The time for one picture.
    public let time: MeasuredTime

    /// Measures a network, as a whole.
    ///
    /// - Parameters:
    ///   - network: The network.
    ///   - threads: Threads that compute it together.
    ///   - batch: Pictures that go through at once.
    ///   - sweeps: How often it has its turn.
    ///   - budget: Seconds that a turn may take; 0 for a single sample.
    ///   - report: Called with a line after each sweep.
    /// - Throws: `Refusal` where it cannot be computed.
    @concurrent
    public static func measured(
        _ network: GivenNetwork, threads: Int = 1, batch: Int = 1, sweeps: Int = 9, budget: Double = 0.5,
        report: @Sendable (String) -> Void = { _ in }
    ) async throws -> NetworkLatency {
        do throws(NetworkLayoutError) { _ = try NetworkLayout(network.blueprint) } catch { throw Refusal("\(error)") }
        let probe = try await LatencyProbe(threads: threads, batch: batch, sweeps: sweeps, budget: budget)
        let times = try await probe.times(of: [network.blueprint], report: report)
        return NetworkLatency(
            network: network,
            conditions: LatencyConditions(
                processor: Processor.model, threads: threads, batch: batch, isPinned: probe.isPinned),
            time: times[0])
    }

    /// The measurement as one JSON document, in seconds for one picture.
    public var json: JSONValue {
        let name: JSONValue = network.name.map { [RunKey.name: .string($0)] } ?? .object([])
        return name.joined(with: [
            RunKey.notation: .string(network.blueprint.description), RunKey.macs: .integer(network.blueprint.macs),
            "processor": .string(conditions.processor), "threads": .integer(conditions.threads),
            "batch": .integer(conditions.batch), "pinned": .bool(conditions.isPinned),
            RunKey.latencySeconds: JSONValue(time.seconds), "spread": JSONValue(time.spread),
        ])
    }

    /// The measurement for people.
    public var text: String {
        let blueprint = network.blueprint
        return "\(network.name ?? "the network"): \((time.seconds * 1000).decimal(places: 3)) ms "
            + "± \((time.spread * 1000).decimal(places: 3)) for one picture of "
            + "\(blueprint.channels)x\(blueprint.side)x\(blueprint.side), \(blueprint.macs) MACs, on \(conditions.processor), "
            + "\(conditions.threads.counted("thread")), batch of \(conditions.batch), normalised by its own statistics"
    }
}
