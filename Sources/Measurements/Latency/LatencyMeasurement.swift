public import Architecture
import Foundation
import Host
public import LatencyTables
import Search

/// Measures the operations of a space on this machine, and how well their sum predicts whole networks.
///
/// A block cannot run alone: it reads what the block before has left. So each is measured behind a 1x1 convolution from one
/// channel, which costs little, and the time of that convolution alone is taken off. Equal blocks are measured once. All
/// passes use the statistics of their own pictures, as scoring does.
public struct LatencyMeasurement: Sendable {
    private let space: SearchSpace
    private let threads: Int
    private let batch: Int
    private let sweeps: Int
    private let budget: Double
    private let paths: [Path]

    /// Prepares a measurement.
    ///
    /// - Parameters:
    ///   - space: Whose operations are measured.
    ///   - threads: Threads that compute a network together.
    ///   - batch: Pictures that go through at once.
    ///   - sweeps: How often each network has its turn.
    ///   - budget: Seconds that a turn may take; 0 for a single sample.
    ///   - networks: Random networks measured as a whole, at least 2.
    public init(
        of space: SearchSpace, threads: Int = 1, batch: Int = 1, sweeps: Int = 9, budget: Double = 0.02,
        networks: Int = 10
    ) {
        precondition(threads > 0 && batch > 0 && sweeps > 0 && networks > 1)
        self.space = space
        self.threads = threads
        self.batch = batch
        self.sweeps = sweeps
        self.budget = budget
        paths = BenchPaths.drawn(networks, from: space)
    }

    /// Measures.
    ///
    /// - Parameter report: Called with a line after each sweep.
    @concurrent
    public func run(
        report: @Sendable (String) -> Void = { _ in }
    ) async throws -> (table: LatencyTable, check: LatencyCheck) {
        let probe = try await LatencyProbe(threads: threads, batch: batch, sweeps: sweeps, budget: budget)
        var blueprints: [Blueprint] = []
        var places: [Blueprint: Int] = [:]
        for blueprint in try self.blueprints where places[blueprint] == nil {
            places[blueprint] = blueprints.count
            blueprints.append(blueprint)
        }
        let times = try await probe.times(of: blueprints, report: report)
        func time(_ blueprint: Blueprint) -> MeasuredTime {
            guard let place = places[blueprint] else { preconditionFailure("\(blueprint) was not measured") }
            return times[place]
        }
        let layers = try space.layers.enumerated().map { index, layer in
            try layer.choices.map { choice in
                guard let parts = try parts(layer: index, choice: choice) else { return MeasuredTime.none }
                return time(parts.whole).without(time(parts.source))
            }
        }
        let (entry, head) = (try entry, try head)
        let table = LatencyTable(
            space: space,
            conditions: LatencyConditions(
                processor: Processor.model, threads: threads, batch: batch, isPinned: probe.isPinned),
            fixed: time(entry) + time(head.whole).without(time(head.source)), layers: layers)
        let costs = try table.costs()
        return (
            table,
            LatencyCheck(
                paths: paths, predicted: paths.map { costs.cost(of: $0).latency ?? .nan },
                measured: paths.map { time(space.blueprint(of: $0)) })
        )
    }

    /// All networks to be measured, some of them more than once.
    private var blueprints: [Blueprint] {
        get throws {
            var blueprints = [try entry, try head.whole, try head.source]
            for (index, layer) in space.layers.enumerated() {
                for choice in layer.choices {
                    guard let parts = try parts(layer: index, choice: choice) else { continue }
                    blueprints += [parts.whole, parts.source]
                }
            }
            return blueprints + paths.map { space.blueprint(of: $0) }
        }
    }

    /// Stem and fixed block, with all that a pass takes whatever the network.
    private var entry: Blueprint {
        get throws {
            var blocks: [Blueprint.Block] = [.convolution(space.stem)]
            if let fixed = space.fixedBlock { blocks.append(.invertedBottleneck(fixed)) }
            return try network(blocks)
        }
    }

    /// Head and classifier behind a source, and the source alone.
    private var head: (whole: Blueprint, source: Blueprint) {
        get throws {
            let source = source(channels: space.head.inputChannels, side: space.head.inputSide)
            return (
                try blueprint([source, .convolution(space.head), .classifier(space.classifier)]), try network([source])
            )
        }
    }

    /// An operation behind a source, and the source alone; nil for an identity, which leaves nothing to compute.
    private func parts(layer: Int, choice: UInt8) throws -> (whole: Blueprint, source: Blueprint)? {
        let block = space.block(layer: layer, choice: choice)
        if case .identity = block { return nil }
        let source = source(channels: block.inputChannels, side: block.inputSide)
        return (try network([source, block]), try network([source]))
    }

    /// A convolution that makes an input of some size from pictures of one channel.
    private func source(channels: Int, side: Int) -> Blueprint.Block {
        .convolution(
            Blueprint.Convolution(
                inputChannels: 1, outputChannels: channels, kernel: 1, stride: 1, activation: .none, inputSide: side))
    }

    /// Blocks with the smallest classifier behind them.
    private func network(_ blocks: [Blueprint.Block]) throws -> Blueprint {
        let last = blocks[blocks.count - 1]
        return try blueprint(
            blocks + [
                .classifier(
                    Blueprint.Classifier(inputChannels: last.outputChannels, classes: 1, inputSide: last.outputSide))
            ])
    }

    private func blueprint(_ blocks: [Blueprint.Block]) throws -> Blueprint {
        try Blueprint(
            blocks: blocks, squeezeActivation: SearchSpace.squeezeActivation,
            gateActivation: SearchSpace.gateActivation)
    }
}
