import Analysis
import Architecture
import Documents

/// Losses and accuracies of paths, each replaced by what an additive model says that is fitted to all of them.
struct SmoothedScores {
    /// The model's losses, in the order of the paths.
    let losses: [Double]
    /// The model's accuracies.
    let accuracies: [Double]
    /// The model of the losses.
    let model: AdditiveModel

    /// Fits models; nil for fewer than two paths.
    ///
    /// - Parameter pairs: Whether pairs of neighbouring layers are tried.
    init?(_ paths: [Path], of space: SearchSpace, losses: [Double], accuracies: [Double], pairs: Bool) {
        guard paths.count > 1 else { return nil }
        model = .fitted(space, paths: paths, scores: losses, mayHavePairs: pairs)
        let second = AdditiveModel.fitted(space, paths: paths, scores: accuracies, mayHavePairs: pairs)
        self.losses = paths.map(model.score)
        self.accuracies = paths.map(second.score)
    }

    /// Whether the model of the losses knows pairs of neighbouring layers.
    var hasPairs: Bool { model.terms.hasPairs }

    /// How the model of the losses was fitted.
    var json: JSONValue {
        [
            "pairs": .bool(hasPairs), "terms": .integer(model.terms.count),
            "penalty": JSONValue(model.penalty), "held_out_error": JSONValue(model.heldOutError),
        ]
    }
}
