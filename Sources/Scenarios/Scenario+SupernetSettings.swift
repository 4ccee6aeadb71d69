package import Architecture
package import Supernet

extension Scenario {
    /// The training of the supernet as the engine wants to know it.
    ///
    /// - Parameters:
    ///   - trainingPictures: The pictures that the weights are trained on.
    ///   - space: The search space for the pictures' real size.
    package func supernetSettings(trainingPictures: Int, space: SearchSpace) -> SupernetSettings {
        let rounds = supernet.plannedRounds(trainingPictures: trainingPictures, in: space)
        let isGreedy = supernet.strategy == .greedy
        let trained = max(1, supernet.trainedPaths(in: space))
        return SupernetSettings(
            strategy: supernet.strategy, seed: UInt64(seed), plannedRounds: rounds,
            roundLimit: supernet.paidRounds(in: space), sampledPaths: isGreedy ? supernet.m : trained,
            keptPaths: trained, batch: supernet.batch, normalizationBatch: supernet.normalizationBatch,
            scoringPictures: supernet.scoringPictures, score: supernet.score, sampling: supernet.sampling,
            epsilon: supernet.epsilon.schedule(plannedRounds: rounds), poolSize: supernet.pool.size,
            admission: supernet.pool.admit, alpha: supernet.alpha, steadinessRounds: supernet.steadinessRounds,
            cooldown: supernet.cooldown, optimizer: supernet.optimizer.rule,
            learningRate: supernet.optimizer.learningRate(plannedSteps: rounds * supernet.updatesPerRound),
            labelSmoothing: Float(supernet.optimizer.labelSmoothing), initialization: supernet.initialization)
    }
}
