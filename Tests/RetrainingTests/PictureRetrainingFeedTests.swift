import Datasets
import NeuralNetwork
import Optimizers
import Testing

@testable import Retraining

struct PictureRetrainingFeedTests {
    /// One pixel a picture, whose byte is the picture's number.
    private let pictures = Pictures(
        height: 1, width: 1, channels: 1, pixels: (0..<20).map { UInt8($0) }, labels: (0..<20).map { UInt16($0) })

    private func feed(training: [Int], validation: [Int] = [], seed: UInt64 = 1) throws -> PictureRetrainingFeed {
        let settings = RetrainingSettings(
            seed: seed, epochs: 2, batch: 5, optimizer: .sgd(SGD(momentum: 0, weightDecay: 0)),
            learningRate: LearningRate(base: 0.1, schedule: .cosine, warmupSteps: 0, plannedSteps: 6),
            labelSmoothing: 0)
        return try PictureRetrainingFeed(
            pictures: pictures, training: training, validation: validation, augmentation: .none, settings: settings)
    }

    @Test func epochSeesEveryTrainingPictureOnceAndNoOther() throws {
        let feed = try feed(training: Array(3..<18), validation: [0, 1, 2, 18, 19])
        #expect(feed.batchesPerEpoch == 3 && feed.trainingPictures == 15)
        let epochs = [0..<3, 3..<6].map { $0.flatMap { feed.trainingBatch(step: $0).labels } }
        #expect(epochs[0].sorted() == Array(3..<18) && epochs[1].sorted() == Array(3..<18))
        #expect(epochs[0] != epochs[1])
        #expect(feed.validationBatch?.labels.sorted() == [0, 1, 2, 18, 19])
        let calibration = (0..<3).flatMap { feed.calibrationBatch($0, epoch: 2).labels }
        #expect(calibration.sorted() == Array(3..<18))
        // Asking out of order gives the same: a training that is continued asks in the middle.
        #expect(feed.trainingBatch(step: 1).labels == Array(epochs[0][5..<10]))
    }

    @Test func ordersFollowTheSeedAndNotTheSupernets() throws {
        let all = Array(0..<20)
        let own = try feed(training: all).trainingBatch(step: 0).labels
        #expect(try feed(training: all).trainingBatch(step: 0).labels == own)
        #expect(try feed(training: all, seed: 2).trainingBatch(step: 0).labels != own)
        var supernets = try TrainingOrder(indices: all, batch: 5, seed: 1)
        #expect(supernets.batch(at: 0) != own)
        #expect(try feed(training: all).validationBatch?.count == nil)
    }

    @Test func batchThatIsLargerThanTheSetIsRefused() {
        #expect(throws: DatasetsError.batchTooLarge(batch: 5, pictures: 4)) { try feed(training: [1, 2, 3, 4]) }
    }
}
