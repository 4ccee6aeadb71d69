public import Architecture
import Documents
import Reporting
public import RunFiles
public import Scenarios
public import Search

/// What a search found.
public struct SearchResult: Sendable {
    /// The space that was searched.
    public let space: SearchSpace
    /// What proposed the networks: the method's name.
    public let method: ScenarioSearch.Method
    /// What the search minimised.
    public let objectives: [Objective]
    /// The seed of its draws.
    public let seed: Int
    /// Networks evaluated, each once.
    public let evaluated: Int
    /// Generations, or batches of random networks.
    public let generations: Int
    /// The networks that no other one dominates, in the order of `ParetoFront`; by what is predicted where the method is
    /// `predictor`, by the scores otherwise.
    public let front: [ScoredNetwork]
    /// The networks of which a choice by training takes the first ones: the winner, then all others within the limits by
    /// what decided for it, no two the same network.
    public let order: [ScoredNetwork]
    /// What each operation is worth; nil where fewer than two networks were evaluated.
    public let effects: OperationEffects?
    /// Pictures that each network was scored on.
    public let picturesPerNetwork: Int
    /// Picture passes: pictures that went forward through one network.
    public let images: Int
    /// Seconds that it took.
    public let seconds: Double
    /// The network that is retrained: the member of the front with the lowest error, or the lowest loss where the search makes
    /// that small and not the error, or names it before.
    ///
    /// The other one of both, then fewer MACs, then the path that comes first decide between equal ones. Error and loss are
    /// the predicted ones where the method is `predictor`.
    public let winner: ScoredNetwork

    /// The front as `front.json` holds it.
    var frontFile: FrontFile {
        FrontFile(
            front, order: order, effects: effects, objectives: objectives, space: space, pictures: picturesPerNetwork)
    }

    /// The search's part of `summary.json`.
    var summary: RunSummary.Search {
        RunSummary.Search(
            method: method.rawValue, seed: seed, generations: generations, evaluated: evaluated, front: front.count,
            images: images, seconds: seconds)
    }

    /// The search for people, two lines.
    var lines: [String] {
        return [
            "search: \(evaluated.counted("network")) in \(generations.counted("generation")), "
                + "\(images.counted("picture")), \(NumberText.duration(seconds)), "
                + "\(front.count) on the front of \(objectives.map(\.rawValue).joined(separator: ", "))",
            "found: \(space.names(of: winner.path)) (\(winner.cost.macs) MACs, \(winner.cost.params) params\(time)), accuracy "
                + "\(NumberText.percent(winner.accuracy)) and loss \(winner.loss.decimal(places: 3)) with the supernet's weights"
                + prediction,
        ]
    }

    /// The network's time by the table; empty where there is none.
    private var time: String { winner.cost.latency.map { ", \(NumberText.time($0))" } ?? "" }

    /// What the model says of the network, where it was chosen for that.
    private var prediction: String {
        guard method == .predictor, let predicted = winner.predicted else { return "" }
        return ", predicted \(NumberText.percent(predicted.accuracy)) and \(predicted.loss.decimal(places: 3))"
    }
}
