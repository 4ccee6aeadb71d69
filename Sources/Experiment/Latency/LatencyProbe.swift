import Architecture
import Foundation
import Kernels
import NeuralNetwork
import Supernet

/// Measures single networks: how long one pass takes that computes the logits of a batch.
struct LatencyProbe: Sendable {
    private let team: WorkerTeam
    private let memory: PassMemory
    private let batch: Int
    private let budget: Double
    /// Whether the only thread is bound to one core.
    let isPinned: Bool

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - threads: So many compute a network together; a lone one is bound to a core where the system allows it.
    ///   - batch: Pictures that go through at once.
    ///   - budget: Seconds that one measurement may take; 0 for a single sample.
    init(threads: Int, batch: Int, budget: Double) async throws {
        team = WorkerTeam(width: threads)
        memory = PassMemory(width: threads)
        self.batch = batch
        self.budget = budget
        isPinned = threads == 1 ? try await team.run { _ in ThreadAffinity.bindToOneCore() } : false
    }

    /// The time of a network for one picture, after passes that do not count.
    func time(of blueprint: Blueprint) async throws -> MeasuredTime {
        let (subnet, table) = Subnet.standalone(blueprint)
        let (memory, batch, budget) = (memory, batch, budget)
        return try await team.run { crew in
            let weights = table.initialWeights(seed: 1)
            let pictures = Self.pictures(batch, for: blueprint)
            let seconds = CallTimer(budget: budget).measure {
                _ = subnet.logits(pictures, group: 0..<batch, weights: weights, crew: crew, memory: memory)
            }
            return MeasuredTime(
                seconds: seconds.median / Double(batch), spread: seconds.deviation / Double(batch))
        }
    }

    /// Pictures whose values are spread evenly: what they show does not change the time.
    private static func pictures(_ count: Int, for blueprint: Blueprint) -> PictureBatch {
        let size = blueprint.side * blueprint.side * blueprint.channels
        return PictureBatch(labels: [Int](repeating: 0, count: count)) { picture, target in
            for place in 0..<size { target[place] = Float((place &* 37 &+ picture) % 101) / 50 - 1 }
        }
    }
}
