import Architecture
import Host
import LatencyTables
import Layout
import NeuralNetwork
import Workers

/// Measures networks beside one another: how long a pass takes that computes the logits of a batch.
///
/// All networks are measured in turn, again and again, so that whatever else the machine does for a while falls on all of
/// them and not on one.
struct LatencyProbe: Sendable {
    private let team: WorkerTeam
    private let memory: PassMemory
    private let batch: Int
    private let sweeps: Int
    private let timer: CallTimer
    /// Whether the only thread is bound to one core.
    let isPinned: Bool

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - threads: The number that compute a network together; a lone one is bound to a core where the system allows it.
    ///   - batch: Pictures that go through at once.
    ///   - sweeps: How often each network has its turn.
    ///   - budget: Seconds that a turn may take; 0 for a single sample.
    init(threads: Int, batch: Int, sweeps: Int, budget: Double) async throws {
        team = WorkerTeam(width: threads)
        memory = PassMemory(width: threads)
        self.batch = batch
        self.sweeps = sweeps
        timer = CallTimer(budget: budget)
        isPinned = threads == 1 ? try await team.run { _ in ThreadAffinity.bindToOneCore() } : false
    }

    /// The times of networks for one picture: the median over the turns of each turn's median, after calls that do not
    /// count.
    func times(of blueprints: [Blueprint], report: (String) -> Void) async throws -> [MeasuredTime] {
        let networks = blueprints.map { Network($0, batch: batch) }
        var seconds = [[Double]](repeating: [], count: networks.count)
        for sweep in 1...sweeps {
            for (index, network) in networks.enumerated() {
                let (memory, batch, timer) = (memory, batch, timer)
                let median = try await team.run { crew in
                    timer.measure {
                        _ = network.subnet.logits(
                            network.pictures, group: 0..<batch, weights: network.weights, crew: crew, memory: memory)
                    }.median
                }
                seconds[index].append(median / Double(batch))
            }
            report("pass \(sweep) of \(sweeps) over \(networks.count) networks")
        }
        return seconds.map { MeasuredTime(samples: $0) }
    }

    /// A network with initial weights and with pictures.
    private struct Network: Sendable {
        let subnet: Subnet
        let weights: FloatBuffer
        let pictures: PictureBatch

        init(_ blueprint: Blueprint, batch: Int) {
            let (subnet, table) = Subnet.standalone(blueprint)
            self.subnet = subnet
            weights = table.initialWeights(seed: 1)
            let size = blueprint.side * blueprint.side * blueprint.channels
            // Values spread evenly: what the pictures show does not change the time.
            pictures = unsafe PictureBatch(labels: [Int](repeating: 0, count: batch)) { picture, target in
                for place in 0..<size { unsafe target[place] = Float((place &* 37 &+ picture) % 101) / 50 - 1 }
            }
        }
    }
}
