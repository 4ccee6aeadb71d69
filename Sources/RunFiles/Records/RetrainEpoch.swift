package import Documents
package import Retraining

/// An epoch of a retraining that is over, for `metrics.jsonl` and the display of progress.
package struct RetrainEpoch: Sendable {
    /// What it was like.
    package let record: EpochRecord
    /// Epochs as planned.
    package let planned: Int

    /// Takes every part as given.
    package init(record: EpochRecord, planned: Int) {
        self.record = record
        self.planned = planned
    }

    /// The epoch as a line of `metrics.jsonl`; `validation_accuracy` only where pictures are held out.
    package var json: JSONValue {
        var json: JSONValue = [
            "kind": "epoch", "phase": "retrain", "epoch": .integer(record.epoch), "loss": JSONValue(record.loss),
            "accuracy": JSONValue(record.accuracy),
        ]
        if let accuracy = record.validationAccuracy {
            json = json.setting("validation_accuracy", to: JSONValue(accuracy))
        }
        return json.setting("learning_rate", to: JSONValue(record.learningRate))
            .setting("images", to: .integer(record.images)).setting("seconds", to: JSONValue(record.seconds))
    }
}
