import Architecture
import Documents
import Layout
public import NeuralNetwork
import Reporting
public import Retraining
import RunFiles

/// The result of a retraining.
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
        let five = outcome.top5.map { ", top-5 \(NumberText.percent($0))" } ?? ""
        return [
            "retrained: \(records.count.counted("epoch")) on \(pictures) in \(NumberText.duration(seconds)), "
                + "training loss "
                + (records.last?.loss ?? .nan).decimal(places: 3),
            "test: top-1 \(NumberText.percent(outcome.top1))\(five) on \(outcome.pictures.counted("picture"))",
        ]
    }

    /// The pictures of an epoch: the rest that fills no batch is another one each time.
    private var pictures: String {
        let all = trainingPictures.counted("picture")
        let trained = (records.last?.images ?? 0) / max(1, records.count)
        return trained == trainingPictures ? all : "\(trained) of \(all) (an incomplete batch is dropped)"
    }
}
