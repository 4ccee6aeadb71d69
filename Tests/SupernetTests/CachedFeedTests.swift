import NeuralNetwork
import Supernet
import TestSupport
import Testing

struct CachedFeedTests {
    private let size = 6 * 6 * 2

    @Test(arguments: [0, 1, 7]) func everyStepAndRoundHasThePicturesOfTheFirst(later: Int) {
        let feed = SyntheticFeed()
        let cached = CachedFeed(feed, valuesPerPicture: size)
        for (found, expected) in [
            (cached.trainingBatch(step: later), feed.trainingBatch(step: 0)),
            (cached.scoringBatch(round: later + 1), feed.scoringBatch(round: 1)),
            (cached.commonBatch(), feed.commonBatch()),
        ] {
            #expect(found.labels == expected.labels && !found.labels.isEmpty)
            #expect(found.bits(valuesPerPicture: size) == expected.bits(valuesPerPicture: size))
        }
        #expect(cached.trainingPictures == feed.trainingPictures)
    }

    /// What is measured must not assemble anything.
    @Test func otherFeedIsAskedOnceForEachBatch() {
        let requests = Log<SyntheticFeed.Purpose>()
        var feed = SyntheticFeed()
        feed.onRequest = { requests.append($0) }
        let cached = CachedFeed(feed, valuesPerPicture: size)
        for step in 0..<5 {
            _ = cached.trainingBatch(step: step).bits(valuesPerPicture: size)
            _ = cached.scoringBatch(round: step + 1).bits(valuesPerPicture: size)
        }
        #expect(requests.entries == [.training(step: 0), .scoring(round: 1)])
    }

    @Test func pictureInMemoryIsAssembledOnce() {
        let written = Log<Int>()
        let batch = PictureBatch(labels: [3, 1, 2]) { place, target in
            written.append(place)
            for index in 0..<4 { target[index] = Float(10 * place + index) }
        }
        let kept = batch.inMemory(valuesPerPicture: 4)
        let expected = (0..<3).map { place in (0..<4).map { Float(10 * place + $0).bitPattern } }
        for _ in 0..<3 { #expect(kept.bits(valuesPerPicture: 4) == expected) }
        #expect(written.entries == [0, 1, 2] && kept.labels == [3, 1, 2])
    }
}
