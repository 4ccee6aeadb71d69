import Kernels
import Layout

/// The end of a pass: the logits, losses and first guesses of a group of pictures, and the classifier's gradients.
struct Classification {
    let classifier: LoweredClassifier
    /// The arena of weights.
    let weights: UnsafePointer<Float>
    /// For each picture: the logits `[classes]`.
    let logits: UnsafeMutablePointer<Float>
    /// For each picture: its loss, then whether the label is the first guess (1 or 0).
    let outcomes: UnsafeMutablePointer<Float>
    /// Pictures of the group.
    let pictures: Int
    /// Whether a chunk's pictures are multiplied at once: a product's bits may depend on its number of rows, and with given
    /// statistics nothing may depend on the group.
    let multipliesChunks: Bool

    /// Computes the logits of a chunk's pictures in their place, `[pictures, classes]`.
    func writeLogits(of pooled: UnsafePointer<Float>, _ pictures: Range<Int>) -> UnsafeMutablePointer<Float> {
        let logits = self.logits + pictures.lowerBound * classifier.classes
        let rowsAtOnce = multipliesChunks ? pictures.count : 1
        for row in stride(from: 0, to: pictures.count, by: rowsAtOnce) {
            layer(rows: rowsAtOnce).forward(
                pooled + row * classifier.inputChannels, into: logits + row * classifier.classes)
        }
        return logits
    }

    /// Takes note of a picture's loss and first guess; parameters as those of `crossEntropy`.
    func note(
        _ picture: Int, logits: UnsafePointer<Float>, label: Int, smoothing: Float = 0,
        logitsGradient: UnsafeMutablePointer<Float>? = nil, gradientScale: Float = 1
    ) {
        let found = outcomes + 2 * picture
        found[0] = Float(
            crossEntropy(
                logits, classes: classifier.classes, label: label, smoothing: smoothing,
                logitsGradient: logitsGradient, gradientScale: gradientScale))
        found[1] = isCorrect(logits, classes: classifier.classes, label: label) ? 1 : 0
    }

    /// What has been noted of each picture.
    var noted: [PassOutcome] {
        (0..<pictures).map { .init(lossSum: Double(outcomes[2 * $0]), correct: Int(outcomes[2 * $0 + 1]), pictures: 1) }
    }

    /// What has been noted of the pictures, summed up in their order.
    var outcome: PassOutcome { noted.reduce(.none, +) }

    /// Computes logits, losses and gradients of a chunk's pictures.
    ///
    /// - Parameters:
    ///   - pooled: The features `[pictures, channels]`; those that are dropped become 0.
    ///   - places: The group's places in the batch.
    ///   - partial: Takes the chunk's part of the gradient of weights and biases.
    /// - Returns: The gradient of the features.
    func backward(
        _ pooled: UnsafeMutablePointer<Float>, of batch: PictureBatch, places: Range<Int>, _ chunk: Int,
        _ pictures: Range<Int>, goal: BackwardGoal, dropping: Dropping?, _ partial: PartialGradients,
        _ scratch: inout Scratch
    ) -> UnsafeMutablePointer<Float> {
        let (classes, features) = (classifier.classes, classifier.inputChannels)
        func drop(_ rows: UnsafeMutablePointer<Float>) {
            for (row, picture) in pictures.enumerated() {
                dropping?.drop(rows + row * features, count: features, place: places.lowerBound + picture)
            }
        }
        drop(pooled)
        let logits = writeLogits(of: pooled, pictures)
        let logitsGradient = scratch.take(pictures.count * classes)
        for (row, picture) in pictures.enumerated() {
            note(
                picture, logits: logits + row * classes, label: batch.labels[places.lowerBound + picture],
                smoothing: goal.labelSmoothing, logitsGradient: logitsGradient + row * classes,
                gradientScale: goal.scale)
        }
        let gradient = scratch.take(pictures.count * features)
        let weightGradient = partial.cleared(chunk, count: weightCount + classes)
        layer(rows: pictures.count).backward(
            pooled, outputGradient: logitsGradient, weightGradient: weightGradient,
            biasGradient: weightGradient + weightCount, inputGradient: gradient)
        drop(gradient)
        return gradient
    }

    /// Merges what `backward` found of the chunks.
    func merge(_ partial: PartialGradients, into arena: UnsafeMutablePointer<Float>) {
        partial.merge(count: weightCount, into: arena + classifier.weights)
        partial.merge(from: weightCount, count: classifier.classes, into: arena + classifier.bias)
    }

    private var weightCount: Int { classifier.inputChannels * classifier.classes }

    /// The layer that makes logits of pooled rows.
    private func layer(rows: Int) -> LinearLayer {
        LinearLayer(
            rows: rows, inputs: classifier.inputChannels, outputs: classifier.classes,
            weights: weights + classifier.weights, bias: weights + classifier.bias)
    }
}
