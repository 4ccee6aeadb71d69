import Exchange
import NeuralNetwork
import Workers

extension TrainingStep {
    /// Takes the step on every rank: each computes some parts of the gradient, and all add them in the same order.
    ///
    /// A gradient of one part is computed by every rank for itself: that takes no longer than to compute it once, and nothing
    /// needs to be sent. Where ranks may round differently one computes it for all.
    ///
    /// - Throws: On every rank what it throws on one.
    func run(
        _ arenas: ParameterStore.Arenas, team: WorkerTeam, memory: PassMemory, sums: SumMemory, over ranks: Ranks
    ) async throws -> PassOutcome {
        let parts = parts
        guard parts.count > 1 || ranks.difference != nil else {
            // All hear here whether one was asked to end, and none runs ahead.
            _ = await ranks.gather([])
            return try await team.run { crew in try run(arenas, crew: crew, memory: memory, sums: sums) }
        }
        let sum = sum(of: parts, over: ranks, memory: sums)
        let own = try await team.run { crew in
            add(sum.own.map { parts[$0] }, to: sum, arenas, crew: crew, memory: memory)
        }
        let found = await ranks.gather(own.flatMap { $0.flatMap(\.words) }).flatMap(PassOutcome.outcomes)
        await sum.add()
        return try await team.run { crew in
            sum.put(into: arenas.gradients)
            let outcomes = parts.indices.map { part in
                Array(found[part * subnets.count..<(part + 1) * subnets.count])
            }
            return try finish(outcomes, arenas, crew: crew)
        }
    }
}
