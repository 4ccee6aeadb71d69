/// An epoch of a retraining, as its line of `metrics.jsonl` has it.
struct EpochLine: Sendable {
    let epoch: Int
    let loss: Double
    let accuracy: Double
    /// Nil where no pictures are held out.
    let validationAccuracy: Double?
    let learningRate: Double
    let images: Int
    let seconds: Double

    /// Reads a line.
    ///
    /// - Throws: `RunRefusal` where it lacks a key.
    init(_ line: JSONSection) throws(RunRefusal) {
        epoch = try line.integer("epoch")
        loss = try line.number("loss")
        accuracy = try line.number("accuracy")
        validationAccuracy = try line.numberIfAny("validation_accuracy")
        learningRate = try line.number("learning_rate")
        images = try line.integer("images")
        seconds = try line.number("seconds")
    }
}
