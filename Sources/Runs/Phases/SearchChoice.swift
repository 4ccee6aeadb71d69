import Analysis
import Architecture
import RunFiles
import Search

/// The decisions about the networks that a search has evaluated: the front, an order, and the one that is retrained.
///
/// A supernet's score of a single network is noise around what its operations are worth, so each network gets, beside its
/// scores, what additive models of all scores say of it. A search on predictions is decided by these: the shortlist that they
/// give holds the good networks, where that by scores holds the lucky ones. Other searches are decided by the scores.
struct SearchChoice {
    /// The networks that no other one dominates, in the order of `ParetoFront`.
    let front: [ScoredNetwork]
    /// The networks of which a choice by training takes the first ones: the one that is retrained, then all others within the
    /// limits, each before those that it wins against, whether they are on the front or not.
    ///
    /// Of paths that are the same network the first alone is there. Training asks how good a network is, not how small; the
    /// far end of a front are small and bad ones.
    let order: [ScoredNetwork]
    /// What each operation is worth; nil where fewer than two networks are evaluated.
    let effects: OperationEffects?

    /// The choice among the networks of a search.
    ///
    /// - Parameters:
    ///   - networks: What was evaluated, each path once.
    ///   - domain: The paths that may be asked for.
    ///   - objectives: What the search minimises.
    ///   - isPredicted: Whether predictions decide.
    /// - Throws: `SearchError` where a prediction is not finite.
    init(
        of networks: [ScoredNetwork], in domain: SearchDomain, objectives: [Objective], byPrediction isPredicted: Bool
    ) throws(SearchError) {
        var networks = networks
        let paths = networks.map(\.path)
        var effects: OperationEffects?
        if networks.count > 1 {
            let accuracy = AdditiveModel(domain.space, paths: paths, scores: networks.map(\.accuracy))
            let loss = AdditiveModel(domain.space, paths: paths, scores: networks.map(\.loss))
            for (place, path) in paths.enumerated() {
                networks[place].predicted = PredictedScores(
                    accuracy: accuracy.score(of: path), loss: loss.score(of: path))
            }
            effects = OperationEffects(accuracy: accuracy, loss: loss, paths: paths, space: domain.space)
        }
        self.effects = effects
        var evaluations: [Evaluation] = []
        for network in networks {
            guard isPredicted, let predicted = network.predicted else {
                evaluations.append(network.evaluation)
                continue
            }
            evaluations.append(
                try domain.evaluation(
                    of: network.path, accuracy: predicted.accuracy, loss: predicted.loss, objectives: objectives))
        }
        let byPath = Dictionary(networks.map { ($0.path, $0) }) { first, _ in first }
        front = ParetoFront(of: evaluations).members.compactMap { byPath[$0.path] }
        func wins(_ first: ScoredNetwork, _ second: ScoredNetwork) -> Bool {
            first.wins(against: second, by: objectives, predicted: isPredicted)
        }
        let winner = front.min(by: wins)
        let others = networks.filter { $0.evaluation.isFeasible && $0.path != winner?.path }
        let all = [winner].compactMap(\.self) + others.sorted(by: wins)
        order = DistinctNetworks(all.map(\.path), of: domain.space).encodings.map { all[$0[0]] }
    }
}
