package import Documents
package import Retraining

/// An epoch of the retraining that is over; its keys are those of a checkpoint's epochs too.
extension EpochRecord: RunEvent {
    /// Its lines are those of epochs.
    package static var kind: RunEventKind { .epoch }

    /// The record; `validation_accuracy` and `validation_loss` only where pictures are held out.
    package var json: JSONValue {
        var json: JSONValue = [
            RunKey.epoch: .integer(epoch), RunKey.loss: JSONValue(loss), RunKey.accuracy: JSONValue(accuracy),
        ]
        if let validationAccuracy {
            json = json.setting(RunKey.validationAccuracy, to: JSONValue(validationAccuracy))
        }
        if let validationLoss { json = json.setting(RunKey.validationLoss, to: JSONValue(validationLoss)) }
        return json.joined(with: [
            RunKey.learningRate: JSONValue(learningRate), RunKey.images: .integer(images),
            RunKey.seconds: JSONValue(seconds),
        ])
    }

    /// Reads a record.
    ///
    /// - Throws: `Refusal` where it lacks a key.
    package init(_ section: JSONSection) throws(Refusal) {
        self.init(
            epoch: try section.count(RunKey.epoch), loss: try section.number(RunKey.loss),
            accuracy: try section.share(RunKey.accuracy),
            validationAccuracy: try section.shareIfAny(RunKey.validationAccuracy),
            validationLoss: try section.numberIfAny(RunKey.validationLoss),
            learningRate: try section.number(RunKey.learningRate), images: try section.count(RunKey.images),
            seconds: try section.number(RunKey.seconds))
    }
}
