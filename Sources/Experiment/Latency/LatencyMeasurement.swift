public import Architecture
import Foundation
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
    private let budget: Double
    private let networks: Int

    /// Prepares a measurement.
    ///
    /// - Parameters:
    ///   - space: Whose operations are measured.
    ///   - threads: Threads that compute a network together.
    ///   - batch: Pictures that go through at once.
    ///   - budget: Seconds that each of the measurements may take.
    ///   - networks: Random networks measured as a whole, at least 2.
    public init(of space: SearchSpace, threads: Int = 1, batch: Int = 1, budget: Double = 0.2, networks: Int = 10) {
        precondition(threads > 0 && batch > 0 && networks > 1)
        self.space = space
        self.threads = threads
        self.batch = batch
        self.budget = budget
        self.networks = networks
    }

    /// Measures.
    ///
    /// - Parameter report: Called with a line after each layer.
    @concurrent
    public func run(
        report: @Sendable (String) -> Void = { _ in }
    ) async throws -> (table: LatencyTable, check: LatencyCheck) {
        let probe = try await LatencyProbe(threads: threads, batch: batch, budget: budget)
        var known: [Blueprint.Block: MeasuredTime] = [:]
        func time(of block: Blueprint.Block) async throws -> MeasuredTime {
            if let time = known[block] { return time }
            let time = try await self.time(of: block, by: probe)
            known[block] = time
            return time
        }
        let fixed = try await fixedTime(by: probe)
        report("measured the parts that all networks share")
        var layers: [[MeasuredTime]] = []
        for (index, layer) in space.layers.enumerated() {
            var row: [MeasuredTime] = []
            for choice in layer.choices { row.append(try await time(of: space.block(layer: index, choice: choice))) }
            layers.append(row)
            report("measured layer \(index + 1) of \(space.layers.count)")
        }
        let table = LatencyTable(
            space: space,
            conditions: LatencyConditions(
                processor: Processor.model, threads: threads, batch: batch, isPinned: probe.isPinned),
            fixed: fixed, layers: layers)
        return (table, try await check(table, by: probe, report: report))
    }

    /// Stem and fixed block with the network's start, then head and classifier behind a convolution that does not count.
    private func fixedTime(by probe: LatencyProbe) async throws -> MeasuredTime {
        var entry: [Blueprint.Block] = [.convolution(space.stem)]
        if let fixed = space.fixedBlock { entry.append(.invertedBottleneck(fixed)) }
        let start = try await probe.time(of: network(entry))
        let source = source(channels: space.head.inputChannels, side: space.head.inputSide)
        let whole = try await probe.time(
            of: blueprint([source, .convolution(space.head), .classifier(space.classifier)]))
        return start + whole.without(try await probe.time(of: network([source])))
    }

    private func time(of block: Blueprint.Block, by probe: LatencyProbe) async throws -> MeasuredTime {
        // The identity leaves nothing to compute.
        if case .identity = block { return MeasuredTime(seconds: 0, spread: 0) }
        let source = source(channels: block.inputChannels, side: block.inputSide)
        let both = try await probe.time(of: network([source, block]))
        return both.without(try await probe.time(of: network([source])))
    }

    private func check(
        _ table: LatencyTable, by probe: LatencyProbe, report: (String) -> Void
    ) async throws -> LatencyCheck {
        let costs = try table.costs()
        let paths = BenchPaths.drawn(networks, from: space)
        var measured: [MeasuredTime] = []
        for (index, path) in paths.enumerated() {
            measured.append(try await probe.time(of: space.blueprint(of: path)))
            report("measured network \(index + 1) of \(paths.count)")
        }
        return LatencyCheck(
            paths: paths, predicted: paths.map { costs.cost(of: $0).latency ?? .nan }, measured: measured)
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
