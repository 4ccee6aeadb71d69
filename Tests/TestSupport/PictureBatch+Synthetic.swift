package import NeuralNetwork
package import Reproducibility

extension PictureBatch {
    /// Pictures of random numbers with random labels: the same for the same set and number, and others for any other.
    ///
    /// - Parameters:
    ///   - set: What the pictures are for.
    ///   - number: Which of the batches for this they are.
    ///   - count: The number of pictures.
    ///   - classes: The number of classes.
    ///   - pixels: Floats of a picture.
    ///   - isPoisoned: Whether all pixels are NaN.
    ///   - value: A pixel's value, from a normal random number, the pixel's index and the label.
    package static func synthetic(
        _ set: RandomStream.Purpose, number: Int, count: Int, classes: Int, pixels: Int, isPoisoned: Bool = false,
        value: @escaping @Sendable (_ normal: Double, _ pixel: Int, _ label: Int) -> Double = { normal, _, _ in normal }
    ) -> PictureBatch {
        var random = RandomStream(seed: 77, purpose: set, round: number, index: -1)
        let labels = (0..<count).map { _ in random.integer(below: classes) }
        return PictureBatch(labels: labels) { place, target in
            var stream = RandomStream(seed: 77, purpose: set, round: number, index: place)
            for pixel in 0..<pixels {
                target[pixel] = isPoisoned ? .nan : Float(value(stream.normal(), pixel, labels[place]))
            }
        }
    }
}
