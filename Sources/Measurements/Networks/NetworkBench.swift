import Analysis
import Architecture
public import Documents
import Foundation
import Host
import Layout
public import NetworkFiles
import NeuralNetwork
import Optimizers
import RunFiles
import Workers

/// How fast this machine trains one network, or classifies with it.
public struct NetworkBench: Sendable {
    private let network: GivenNetwork
    private let layout: NetworkLayout
    private let mode: BenchPlan.Mode
    private let pictures: Int
    private let workers: Int
    private let repetitions: Int

    /// Prepares a measurement.
    ///
    /// - Parameters:
    ///   - network: The network.
    ///   - mode: One training step with momentum, or a pass forward; a round is one of many paths.
    ///   - pictures: Pictures of the step or the pass.
    ///   - workers: Threads that compute; nil for the cores at hand.
    ///   - repetitions: Repetitions that count.
    /// - Throws: `Refusal` for the mode `round`, a network that cannot be trained, or too little memory.
    public init(
        _ network: GivenNetwork, mode: BenchPlan.Mode, pictures: Int, workers: Int?, repetitions: Int
    ) throws(Refusal) {
        guard mode != .round else {
            throw Refusal("the mode round is one of many paths; expected train or score for a single network")
        }
        do throws(NetworkLayoutError) {
            layout = try NetworkLayout(network.blueprint)
        } catch {
            throw Refusal("\(error)")
        }
        self.network = network
        self.mode = mode
        self.pictures = pictures
        self.workers = workers ?? Processor.cores
        self.repetitions = repetitions
        let (needed, present) = (bytes, Int(ProcessInfo.processInfo.physicalMemory))
        guard needed <= present else {
            throw Refusal(
                "the work needs about \(needed >> 30) GiB of memory, and this machine has \(present >> 30); expected "
                    + "fewer pictures in --images or --batch")
        }
    }

    private var bytes: Int {
        let blueprint = network.blueprint
        let (job, thread) = layout.subnet.passBytes(pictures: pictures, isTraining: mode == .train)
        let floats = 3 * layout.table.count + pictures * blueprint.side * blueprint.side * blueprint.channels
        return floats * MemoryLayout<Float>.stride + job + workers * thread
    }

    /// Measures, after one pass that does not count.
    ///
    /// - Parameter report: Called with a line after each repetition.
    @concurrent
    public func run(report: @Sendable (String) -> Void = { _ in }) async throws -> NetworkBenchResult {
        let team = WorkerTeam(width: workers)
        let memory = PassMemory(width: workers)
        let batch = RandomPictures(count: pictures, for: network.blueprint).batch(pictures)
        let weights = layout.table.initialWeights(seed: 1)
        let gradients = FloatBuffer(count: layout.table.count)
        let rule = Optimizer.sgd(SGD(momentum: 0.9, weightDecay: 4e-5, isNesterov: true))
        let state = rule.firstState(count: layout.table.count)
        let (subnet, isTraining, count) = (layout.subnet, mode == .train, pictures)
        let clock = ContinuousClock()
        var seconds: [Double] = []
        var outcome = PassOutcome.none
        for repetition in 0...repetitions {
            let start = clock.now
            outcome = try await team.run { crew in
                guard isTraining else {
                    return subnet.score(batch, group: 0..<count, weights: weights, crew: crew, memory: memory)
                }
                let outcome = subnet.addGradient(
                    of: batch, group: 0..<count, labelSmoothing: 0, scale: 1 / Float(count), weights: weights,
                    into: gradients, crew: crew, memory: memory)
                rule.step(
                    subnet.parameters, weights: weights, gradients: gradients, state: state, rate: 0.01, crew: crew)
                return outcome
            }
            // The first pass lets memory grow.
            if repetition == 0 { continue }
            seconds.append((clock.now - start).inSeconds)
            report("repetition \(repetition) of \(repetitions): \(seconds[repetition - 1].decimal(places: 3)) s")
        }
        return NetworkBenchResult(
            network: network, mode: mode, pictures: pictures, workers: workers, allSeconds: seconds, loss: outcome.loss,
            peakMemory: PeakMemory.mebibytes)
    }
}
