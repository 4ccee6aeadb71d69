package import RunFiles

/// Sections of a summary with figures that are easily recognised.
package enum SampleSummary {
    /// A training that has cost as much as twice 1000 image passes.
    package static func supernet(
        optimization: Int = 1_000, evaluation: Int = 3_330, ratio: Double? = nil
    ) -> RunSummary.Supernet {
        var supernet = RunSummary.Supernet(
            strategy: "greedy", rounds: 4, epochs: 1.5, stoppedBy: "budget", optimizationImages: optimization,
            evaluationImages: evaluation, correctedImages: Double(optimization) + Double(evaluation) / 3.33)
        supernet.effort = RunSummary.Effort(
            meanMacsTrained: 1_500_000, rescoringImages: 60, measuredCostRatio: ratio, scoringSeconds: 3,
            trainingSeconds: 4, coreSeconds: 7_200, seconds: 3_600)
        return supernet
    }

    /// A search that took some seconds.
    package static func search(seconds: Double) -> RunSummary.Search {
        RunSummary.Search(
            method: "nsga2", seed: 1, generations: 3, evaluated: 15, front: 2, images: 300, seconds: seconds)
    }

    /// A network that a search found.
    package static func found(choices: [Int] = [1, 2], macs: Int = 1_486_208) -> RunSummary.Network {
        RunSummary.Network(
            origin: .found(choices: choices, names: "k3e3 id", accuracy: 0.5, loss: 1.25), macs: macs, params: 47_898)
    }

    /// A network that was given.
    package static func given(_ notation: String, macs: Int = 5) -> RunSummary.Network {
        RunSummary.Network(origin: .given(name: nil, notation: notation), macs: macs, params: 7)
    }

    /// A retraining and its test.
    package static func retrain(_ top1: Double, top5: Double? = nil) -> RunSummary.Retrain {
        RunSummary.Retrain(
            epochs: 2, testTop1: top1, testTop5: top5, testLoss: 1.25, testPictures: 4, validationAccuracy: nil,
            trainingLoss: 0.75, macs: 1_486_208, params: 47_898, trainingPictures: 200, trainingImages: 400,
            seconds: 9, classNames: ["disc", "ring"], confusion: [[1, 1], [0, 2]])
    }
}
