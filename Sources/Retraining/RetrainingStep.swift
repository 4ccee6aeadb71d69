import Exchange
import Layout
import NeuralNetwork
import Optimizers
import Workers

/// One update of a network's weights, as one synchronous job of the team.
struct RetrainingStep: Sendable {
    let subnet: Subnet
    let batch: PictureBatch
    let settings: RetrainingSettings
    /// The step, counted from 0 through all epochs.
    let step: Int

    /// A number that is not finite, found before the update.
    enum Failure: Error {
        case loss
        case weight(String)
        /// Of the running statistics, those of a batch norm.
        case statistics(String)
    }

    /// What was found of a group.
    private struct Found: Sendable {
        var outcome: PassOutcome
        /// Nil where no running statistics are kept.
        var moments: NetworkMoments?
    }

    /// What a step that was taken gives.
    struct Taken: Sendable {
        let outcome: PassOutcome
        /// The running statistics that follow; nil where none are kept.
        let running: NetworkStatistics?
    }

    /// The groups of the batch; where there are several, each one's gradient is summed up on its own.
    private var groups: [Range<Int>] { batch.groups(of: settings.group) }

    /// Computes the gradient and takes the step; where a number would not be finite the weights stay as they were.
    ///
    /// - Parameters:
    ///   - state: Its arenas are overwritten.
    ///   - gradients: Zero, and zero again after a step that was taken.
    ///   - sums: Used by no other step meanwhile.
    func run(
        _ state: RetrainingState, gradients: FloatBuffer, crew: Crew, memory: PassMemory, sums: SumMemory
    ) throws -> Taken {
        let groups = groups
        let sum = groups.count > 1 ? sum(over: nil, memory: sums) : nil
        let found = add(Array(groups.indices), to: sum, state, gradients: gradients, crew: crew, memory: memory)
        sum?.put(into: gradients)
        return try finish(found, state, gradients: gradients, crew: crew)
    }

    /// Takes the step on every rank: each computes the gradients of some groups, and all add them in the same order.
    ///
    /// - Parameters: As of `run`.
    /// - Throws: On every rank what it throws on one.
    func run(
        _ state: RetrainingState, gradients: FloatBuffer, team: WorkerTeam, memory: PassMemory, sums: SumMemory,
        over ranks: Ranks
    ) async throws -> Taken {
        let sum = sum(over: ranks, memory: sums)
        let own = try await team.run { crew in
            add(Array(sum.own), to: sum, state, gradients: gradients, crew: crew, memory: memory)
        }
        let outcomes = await ranks.gather(own.flatMap(\.outcome.words)).flatMap(PassOutcome.outcomes)
        var moments: [NetworkMoments?] = .init(repeating: nil, count: outcomes.count)
        if state.running != nil {
            let length = 1 + 2 * subnet.normalizedChannels
            moments = await ranks.gather(own.flatMap { $0.moments?.words ?? [] }).flatMap { words in
                stride(from: 0, to: words.count, by: length).map { NetworkMoments(words: words[$0..<$0 + length]) }
            }
        }
        let found = zip(outcomes, moments).map { Found(outcome: $0, moments: $1) }
        await sum.add()
        return try await team.run { crew in
            sum.put(into: gradients)
            return try finish(found, state, gradients: gradients, crew: crew)
        }
    }

    private func sum(over ranks: Ranks?, memory: SumMemory) -> SpreadSum {
        SpreadSum(of: groups.count, ranges: subnet.parameters.map(\.range), over: ranks, memory: memory)
    }

    /// Adds the gradients of some groups to a sum, or, where there is one alone, to the arena.
    ///
    /// - Returns: What was found of each group.
    private func add(
        _ numbers: [Int], to sum: SpreadSum?, _ state: RetrainingState, gradients: FloatBuffer, crew: Crew,
        memory: PassMemory
    ) -> [Found] {
        let groups = groups
        let scale = 1 / Float(batch.count)
        let dropping = settings.dropping(step: step)
        return numbers.map { number in
            defer { sum?.take(number, of: subnet.parameters.map(\.range), from: gradients) }
            guard state.running != nil else {
                let outcome = subnet.addGradient(
                    of: batch, group: groups[number], labelSmoothing: settings.labelSmoothing, scale: scale,
                    weights: state.weights, into: gradients, dropping: dropping, crew: crew, memory: memory)
                return Found(outcome: outcome, moments: nil)
            }
            let (outcome, moments) = subnet.addGradientWithMoments(
                of: batch, group: groups[number], labelSmoothing: settings.labelSmoothing, scale: scale,
                weights: state.weights, into: gradients, dropping: dropping, crew: crew, memory: memory)
            return Found(outcome: outcome, moments: moments)
        }
    }

    /// Takes the step with the sum of all groups' gradients.
    private func finish(
        _ groups: [Found], _ state: RetrainingState, gradients: FloatBuffer, crew: Crew
    ) throws -> Taken {
        let outcome = groups.reduce(.none) { $0 + $1.outcome }
        guard outcome.lossSum.isFinite else { throw Failure.loss }
        var running = state.running
        if case .running(let share) = settings.statistics {
            for moments in groups.compactMap(\.moments) { running?.follow(moments, share: share, of: subnet) }
        }
        if let layer = running?.firstDiverging(of: subnet) { throw Failure.statistics(layer) }
        let rate = Float(settings.learningRate.rate(at: step))
        let diverging = settings.optimizer.firstDiverging(
            subnet.parameters, weights: state.weights, gradients: gradients, state: state.optimizer, rate: rate)
        if let diverging { throw Failure.weight(diverging.name) }
        settings.optimizer.step(
            subnet.parameters, weights: state.weights, gradients: gradients, state: state.optimizer, rate: rate,
            crew: crew)
        if let average = settings.average, let averages = state.averages {
            average.step(
                subnet.parameters, averages: averages, weights: state.weights, afterUpdate: step, crew: crew)
        }
        return Taken(outcome: outcome, running: running)
    }
}
