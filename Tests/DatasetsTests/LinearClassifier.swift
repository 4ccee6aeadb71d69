import Datasets
import Reproducibility

/// Softmax regression on normalised pixels, trained by plain SGD on single pictures: what a picture tells without form.
struct LinearClassifier {
    /// One row of class weights per value, ten of sixteen used; the last row is the bias.
    private var weights: [SIMD16<Float>]
    private let normalization: Normalization

    /// Trains for so many epochs at a rate that falls linearly to zero.
    init(on pictures: Pictures, epochs: Int, rate: Float) throws {
        normalization = .measured(on: pictures, indices: 0..<pictures.count)
        weights = [SIMD16<Float>](repeating: .zero, count: pictures.bytesPerPicture + 1)
        let values = try Self.values(of: pictures, normalization)
        let size = pictures.bytesPerPicture
        var step = 0
        for epoch in 0..<epochs {
            var random = RandomStream(seed: 1, purpose: .simulation, round: epoch)
            for index in random.permutation(count: pictures.count) {
                let picture = values[index * size..<(index + 1) * size]
                var gradient = probabilities(picture)
                gradient[Int(pictures.labels[index])] -= 1
                gradient *= rate * (1 - Float(step) / Float(epochs * pictures.count))
                for (place, value) in picture.enumerated() { weights[place] -= gradient * value }
                weights[size] -= gradient
                step += 1
            }
        }
    }

    /// The share of pictures that are given their own class.
    func accuracy(on pictures: Pictures) throws -> Double {
        let values = try Self.values(of: pictures, normalization)
        let size = pictures.bytesPerPicture
        let right = (0..<pictures.count).count { index in
            let scores = probabilities(values[index * size..<(index + 1) * size])
            let best = (0..<10).max { scores[$0] < scores[$1] }
            return best == Int(pictures.labels[index])
        }
        return Double(right) / Double(pictures.count)
    }

    private func probabilities(_ picture: ArraySlice<Float>) -> SIMD16<Float> {
        var scores = weights[weights.count - 1]
        for (place, value) in picture.enumerated() { scores += weights[place] * value }
        for unused in 10..<16 { scores[unused] = -.infinity }
        scores -= scores.max()
        // The exponential by its limit, (1 + x / 1024)^1024: good to a thousandth, and without a library.
        var powers = (1 + scores / 1024).clamped(lowerBound: .zero, upperBound: SIMD16(repeating: 1))
        for _ in 0..<10 { powers *= powers }
        return powers / powers.sum()
    }

    private static func values(of pictures: Pictures, _ normalization: Normalization) throws -> [Float] {
        let assembler = try BatchAssembler(pictures: pictures, normalization: normalization, augmentation: .none)
        return [Float](unsafeUninitializedCapacity: pictures.pixels.count) { values, initialised in
            for index in 0..<pictures.count {
                assembler.write(index, into: values.baseAddress! + index * pictures.bytesPerPicture)
            }
            initialised = pictures.pixels.count
        }
    }
}
