import Architecture
import Documents
public import NeuralNetwork
public import Retraining

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

    /// The retraining's part of `summary.json`; accuracies are shares in [0, 1], `confusion` has a row for each class.
    var json: JSONValue {
        let (blueprint, classes) = (trained.network.blueprint, outcome.classes)
        return [
            "epochs": .integer(records.count),
            "test_top1": JSONValue(outcome.top1),
            "test_top5": outcome.top5.map { JSONValue($0) } ?? .null,
            "test_loss": JSONValue(outcome.loss),
            "test_pictures": .integer(outcome.pictures),
            "validation_accuracy": records.last?.validationAccuracy.map { JSONValue($0) } ?? .null,
            "training_loss": records.last.map { JSONValue($0.loss) } ?? .null,
            "macs": .integer(blueprint.macs),
            "parameters": .integer(blueprint.params),
            "training_pictures": .integer(trainingPictures),
            "training_images": .integer(records.last?.images ?? 0),
            "seconds": JSONValue(seconds),
            "class_names": .array(classNames.map { .string($0) }),
            "confusion": .array(
                (0..<classes).map { row in
                    .array(outcome.confusion[row * classes..<(row + 1) * classes].map { .integer($0) })
                }),
        ]
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
