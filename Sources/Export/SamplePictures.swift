import Datasets
import Documents
import NeuralNetwork
import Reproducibility

/// A few random pictures, the same ones for each size: what a network says about them is compared when it leaves the engine.
struct SamplePictures: Sendable {
    private let pictures: Pictures

    /// Draws pictures.
    init(count: Int = 2, side: Int, channels: Int) {
        var stream = RandomStream(seed: 1, purpose: .generatedPictures)
        pictures = Pictures(
            height: side, width: side, channels: channels,
            pixels: (0..<count * side * side * channels).map { _ in UInt8(truncatingIfNeeded: stream.next()) },
            labels: [UInt16](repeating: 0, count: count))
    }

    /// How many they are.
    var count: Int { pictures.count }

    /// `[count, channels, side, side]`.
    var shape: [Int] { [count, pictures.channels, pictures.height, pictures.width] }

    /// The pictures as numbers from 0 to 1, in the order of `shape`.
    var shares: [Float] { planes(of: pictures.pixels.map { Float($0) / 255 }) }

    /// The pictures normalised, in the order of `shape`.
    func numbers(_ normalization: Normalization) throws -> [Float] {
        let batch = try batch(normalization)
        var numbers = [Float](repeating: 0, count: pictures.pixels.count)
        unsafe numbers.withUnsafeMutableBufferPointer { buffer in
            guard let first = buffer.baseAddress else { return }
            for place in 0..<count { unsafe batch.write(place, first + place * pictures.bytesPerPicture) }
        }
        return planes(of: numbers)
    }

    /// The pictures for a pass of the engine, normalised as in training.
    func batch(_ normalization: Normalization) throws -> PictureBatch {
        let assembler = try BatchAssembler(pictures: pictures, normalization: normalization, augmentation: .none)
        return unsafe PictureBatch(labels: pictures.labels.map { Int($0) }) { place, target in
            unsafe assembler.write(place, into: target)
        }
    }

    /// Numbers `[count, pixels, channels]` as `[count, channels, pixels]`.
    private func planes(of numbers: [Float]) -> [Float] {
        let size = pictures.bytesPerPicture
        return (0..<count).flatMap { place in
            TorchTensors.reversed(
                Array(numbers[place * size..<(place + 1) * size]), outer: pictures.height * pictures.width, middle: 1,
                inner: pictures.channels)
        }
    }
}
