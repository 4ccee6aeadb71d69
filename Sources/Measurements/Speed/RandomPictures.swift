import Architecture
import NeuralNetwork
import Reproducibility
import Supernet
import Workers

/// Pictures of normally distributed values with random labels, to measure on.
struct RandomPictures: PictureFeed {
    private let values: FloatBuffer
    private let labels: [Int]
    private let size: Int

    /// Draws pictures of a space's size.
    ///
    /// - Parameters:
    ///   - count: How many; larger sets repeat them.
    ///   - space: Whose networks take the pictures.
    init(count: Int, for space: SearchSpace) {
        self.init(
            count: count, side: space.stem.inputSide, channels: space.stem.inputChannels,
            classes: space.classifier.classes)
    }

    /// Draws pictures of a network's size, as for a space.
    init(count: Int, for network: Blueprint) {
        self.init(count: count, side: network.side, channels: network.channels, classes: network.classes)
    }

    private init(count: Int, side: Int, channels: Int, classes: Int) {
        precondition(count > 0)
        size = side * side * channels
        values = FloatBuffer(count: count * size)
        var labels: [Int] = []
        for picture in 0..<count {
            var stream = RandomStream(seed: 1, purpose: .generatedPictures, index: picture)
            labels.append(stream.integer(below: classes))
            for place in picture * size..<(picture + 1) * size { unsafe values.pointer[place] = Float(stream.normal()) }
        }
        self.labels = labels
    }

    /// The first `count` pictures, starting over if there are fewer.
    func batch(_ count: Int) -> PictureBatch {
        let (values, size, number) = (values, size, labels.count)
        return unsafe PictureBatch(labels: (0..<count).map { labels[$0 % number] }) { place, target in
            unsafe target.update(from: values.pointer + place % number * size, count: size)
        }
    }

    var trainingPictures: Int { labels.count }
    func trainingBatch(step: Int) -> PictureBatch { batch(labels.count) }
    func scoringBatch(round: Int) -> PictureBatch { batch(labels.count) }
    func commonBatch() -> PictureBatch { batch(labels.count) }
}
