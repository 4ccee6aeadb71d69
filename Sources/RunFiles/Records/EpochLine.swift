import Documents

/// An epoch of a retraining, as its line of `metrics.jsonl` has it.
package struct EpochLine: Sendable {
    package let epoch: Int
    package let loss: Double
    package let accuracy: Double
    /// Nil where no pictures are held out.
    package let validationAccuracy: Double?
    package let learningRate: Double
    package let images: Int
    package let seconds: Double

    /// Reads a line.
    ///
    /// - Throws: `Refusal` where it lacks a key.
    init(_ line: JSONSection) throws(Refusal) {
        epoch = try line.integer("epoch")
        loss = try line.number("loss")
        accuracy = try line.number("accuracy")
        validationAccuracy = try line.numberIfAny("validation_accuracy")
        learningRate = try line.number("learning_rate")
        images = try line.integer("images")
        seconds = try line.number("seconds")
    }
}
