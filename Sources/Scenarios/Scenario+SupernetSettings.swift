public import Architecture
public import Documents
package import Search
public import Supernet

extension Scenario {
    /// The training of the supernet as settings of the engine.
    ///
    /// - Parameters:
    ///   - trainingPictures: The pictures that the weights are trained on.
    ///   - space: The search space for the pictures' real size.
    /// - Throws: `Refusal` where limits on the networks that are trained leave too few, or need a latency table that does
    ///   not hold for them.
    public func supernetSettings(trainingPictures: Int, space: SearchSpace) throws(Refusal) -> SupernetSettings {
        supernetSettings(trainingPictures: trainingPictures, space: space, domain: try trainedDomain(of: space))
    }

    /// The training of the supernet as settings of the engine.
    ///
    /// - Parameters:
    ///   - trainingPictures: The pictures that the weights are trained on.
    ///   - space: The search space for the pictures' real size.
    ///   - domain: The networks of it that are trained, as `trainedDomain(of:)` says; nil for all of them.
    package func supernetSettings(
        trainingPictures: Int, space: SearchSpace, domain: SearchDomain?
    ) -> SupernetSettings {
        let rounds = supernet.rounds(trainingPictures: trainingPictures, in: space)
        let kept = max(1, supernet.keptPaths(in: space))
        return SupernetSettings(
            strategy: supernet.strategy, seed: UInt64(seed), plannedRounds: rounds.planned, roundLimit: rounds.paid,
            sampledPaths: supernet.strategy == .greedy ? supernet.m : kept, keptPaths: kept,
            stepsPerPath: supernet.stepsPerPath, unscoredRounds: rounds.unscored, domain: domain, batch: supernet.batch,
            normalizationBatch: supernet.normalizationBatch, scoringPictures: supernet.scoringPictures,
            scoringParts: supernet.scoringParts, scoringPrecision: supernet.scoringPrecision, score: supernet.score,
            filter: supernet.filter == .memory ? .memory(supernet.memory) : .loss,
            sampling: supernet.sampling, epsilon: supernet.epsilon.schedule(over: rounds),
            poolSize: supernet.pool.size, admission: supernet.pool.admit, alpha: supernet.alpha,
            steadinessRounds: supernet.steadinessRounds, cooldown: supernet.cooldown,
            optimizer: supernet.optimizer.rule,
            learningRate: supernet.optimizer.learningRate(plannedSteps: rounds.planned * supernet.updatesPerRound),
            labelSmoothing: Float(supernet.optimizer.labelSmoothing), initialization: supernet.initialization)
    }
}
