import Exchange
import NeuralNetwork
import Workers

extension TrainingStep {
    /// Takes the step on every rank: each computes some parts of the gradient, and all add them in the same order.
    ///
    /// - Throws: On every rank what it throws on one.
    func run(
        _ arenas: ParameterStore.Arenas, team: WorkerTeam, memory: PassMemory, over ranks: Ranks
    ) async throws -> PassOutcome {
        let parts = parts
        let sum = sum(of: parts, over: ranks)
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
