import Architecture
public import NeuralNetwork
public import Retraining
import RunFiles

/// What a retraining came to.
public struct RetrainResult: Sendable {
    /// The trained network.
    public let trained: TrainedNetwork
    /// The epochs.
    public let records: [EpochRecord]
    /// The test.
    public let outcome: ClassificationOutcome
    /// The names of the classes.
    public let classNames: [String]
    /// The pictures that were trained on.
    public let trainingPictures: Int
    /// How often the test set was opened.
    public let testOpenings: Int
    /// Seconds that training, calibration and test took.
    public let seconds: Double

    /// The retraining's part of `summary.json`.
    var summary: RunSummary.Retrain {
        RunSummary.Retrain(
            of: trained.network.blueprint, records: records, outcome: outcome, classNames: classNames,
            trainingPictures: trainingPictures, seconds: seconds)
    }

    /// The retraining for people, two lines.
    var lines: [String] {
        let five = outcome.top5.map { ", top-5 \(Self.rounded($0))" } ?? ""
        return [
            "retrained: \(records.count) epochs of \(trainingPictures) pictures in \((seconds * 10).rounded() / 10) s, "
                + "training loss \(Self.rounded(records.last?.loss ?? .nan))",
            "test: top-1 \(Self.rounded(outcome.top1))\(five) on \(outcome.pictures) pictures",
        ]
    }

    private static func rounded(_ number: Double) -> String { "\((number * 10_000).rounded() / 10_000)" }
}
