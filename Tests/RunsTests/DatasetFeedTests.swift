import Datasets
import NeuralNetwork
import Supernet
import Testing

/// What a feed hands out is what the assembler writes for the pictures that the orders name.
struct DatasetFeedTests {
    private let pictures: Pictures
    private let padded = Augmentation(padding: 2, horizontalFlip: true, cutout: 3)

    init() throws { pictures = try EmbeddedPictures(seed: 3, trainingCount: 60, testCount: 10).training() }

    private func holdOut() throws -> HoldOut {
        try HoldOut(labels: pictures.labels, classes: 10, filtering: 20, search: 20, shared: false, seed: 3)
    }

    private func feed() throws -> DatasetFeed {
        try DatasetFeed(
            pictures: pictures, holdOut: holdOut(), augmentation: padded, batch: 5, scoringPictures: 12, seed: 3)
    }

    private func floats(_ batch: PictureBatch) -> [[Float]] {
        (0..<batch.count).map { place in picture { batch.write(place, $0) } }
    }

    private func picture(_ write: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
        [Float](unsafeUninitializedCapacity: pictures.bytesPerPicture) { buffer, initialized in
            buffer.initialize(repeating: -9)
            if let target = buffer.baseAddress { write(target) }
            initialized = buffer.count
        }
    }

    private func expected(_ feed: DatasetFeed, round: Int) throws -> (labels: [Int], floats: [[Float]]) {
        let assembler = try BatchAssembler(
            pictures: pictures, normalization: feed.normalization, augmentation: .none)
        let order = try ScoringOrder(indices: holdOut().filtering, count: 12, seed: 3)
        let indices = order.pictures(inRound: round)
        return (
            indices.map { Int(pictures.labels[$0]) },
            indices.map { index in picture { assembler.write(index, into: $0) } }
        )
    }

    @Test func scoredPicturesAreThoseOfTheirRoundHoweverOftenTheyAreRead() throws {
        let feed = try feed()
        for round in [1, 2, 2, 5, 1] {
            let (labels, values) = try expected(feed, round: round)
            for _ in 0..<2 {
                let batch = feed.scoringBatch(round: round)
                #expect(batch.labels == labels)
                #expect(floats(batch) == values)
                #expect(floats(batch) == values)
            }
        }
    }

    /// Whoever still holds a batch when others ask for the next rounds' finds its own pictures.
    @Test func batchThatIsHeldKeepsItsPictures() throws {
        let feed = try feed()
        let rounds = Array(1...4)
        let batches = rounds.map { feed.scoringBatch(round: $0) }
        #expect(floats(batches[3])[0] != floats(batches[2])[0])
        for (round, batch) in zip(rounds, batches) + zip(rounds, batches).reversed() {
            #expect(floats(batch) == (try expected(feed, round: round).floats), "round \(round)")
        }
    }

    @Test func trainedPicturesAreAugmentedByStepAndPlace() throws {
        let feed = try feed()
        let assembler = try BatchAssembler(
            pictures: pictures, normalization: feed.normalization, augmentation: padded)
        var order = try TrainingOrder(indices: holdOut().training, batch: 5, seed: 3)
        for step in [0, 1, 3, 4, 0] {
            let indices = order.batch(at: step)
            let batch = feed.trainingBatch(step: step)
            #expect(batch.labels == indices.map { Int(pictures.labels[$0]) })
            let values = indices.enumerated().map { place, index in
                picture { assembler.write(index, into: $0, step: step, place: place, seed: 3) }
            }
            #expect(floats(batch) == values)
        }
    }
}
