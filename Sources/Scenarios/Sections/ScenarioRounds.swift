public import Architecture
import Supernet

/// How many rounds the training of a supernet has.
public struct ScenarioRounds: Hashable, Sendable {
    /// The planned ones, which the schedules span; 0 where nothing is trained.
    public let planned: Int
    /// Those that the budget pays; nil without one.
    public let paid: Int?
    /// The first ones, which score nothing.
    public let unscored: Int

    /// The last round there can be.
    public var last: Int { min(planned, paid ?? .max) }
}

extension ScenarioSupernet {
    /// The rounds of the training.
    ///
    /// A budget that is planned for decides them.
    ///
    /// - Parameters:
    ///   - trainingPictures: The pictures that the weights are trained on; an epoch's remainder makes no batch.
    ///   - space: The search space.
    public func rounds(trainingPictures: Int, in space: SearchSpace) -> ScenarioRounds {
        let passes = trainedPasses(in: space)
        guard passes > 0 else { return ScenarioRounds(planned: 0, paid: budget.map { _ in 0 }, unscored: 0) }
        // More than whole numbers hold, where a budget is looked for that ends within many rounds of little cost.
        func cost(_ rounds: Int, unscored: Int) -> (optimization: Double, evaluation: Double) {
            (Double(rounds) * Double(passes * batch), Double(max(0, rounds - unscored)) * Double(scoredImagesPerRound))
        }
        if let budget, budget.mode == .planned {
            let paid = budget.rounds { rounds in cost(rounds, unscored: unscoredRounds(of: rounds)) }
            return ScenarioRounds(planned: paid, paid: paid, unscored: unscoredRounds(of: paid))
        }
        let planned =
            switch length {
            case .rounds(let rounds): rounds
            case .epochs(let epochs):
                max(1, Int((epochs * Double(trainingPictures / batch) / Double(passes)).rounded(.up)))
            }
        let unscored = unscoredRounds(of: planned)
        return ScenarioRounds(
            planned: planned, paid: budget.map { $0.rounds { rounds in cost(rounds, unscored: unscored) } },
            unscored: unscored)
    }

    private func unscoredRounds(of planned: Int) -> Int {
        strategy == .greedy ? Int((filterAfter * Double(planned)).rounded()) : 0
    }
}
