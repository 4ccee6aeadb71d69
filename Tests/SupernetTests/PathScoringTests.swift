import Architecture
import NeuralNetwork
import Supernet
import TestSupport
import Testing
import Workers

struct PathScoringTests {
    private let paths = [Path(choices: [0, 1, 2]), Path(choices: [2, 3, 0]), Path(choices: [1, 1, 1])]

    /// As many pictures, in groups of that size, as asked for; the same bits as a round's evaluators give, for any number of
    /// workers, and no weight is touched.
    @Test(
        arguments: [
            (nil, 20, .float32), (nil, 7, .float16), (12, 5, .bfloat16), (1, 3, .float32),
        ] as [(Int?, Int, ScoringPrecision)])
    func firstPicturesAreScoredInGroups(count: Int?, group: Int, precision: ScoringPrecision) async throws {
        let tiny = try TinyTraining(rounds: 1)
        var settings = tiny.settings
        settings.normalizationBatch = group
        settings.scoringPrecision = precision
        let work = RoundWork(
            layout: tiny.layout, settings: settings, feed: tiny.feed, team: WorkerTeam(width: 1))
        let common = tiny.feed.commonBatch()
        let pictures = PictureBatch(labels: Array(common.labels.prefix(count ?? 20)), write: common.write)
        let expected = try await work.score(paths, on: pictures)
        let weights = tiny.firstWeights
        for workers in 1...3 {
            let scoring = PathScoring(
                layout: tiny.layout, weights: weights, feed: tiny.feed, count: count, group: group,
                team: WorkerTeam(width: workers), precision: precision)
            #expect(scoring.picturesPerPath == count ?? 20)
            #expect(try await scoring.score(paths) == expected)
            #expect(try await scoring.score(paths.reversed()) == expected.reversed())
            #expect(try await scoring.scoreSharingPrefixes(paths) == expected)
            #expect(try await scoring.scoreSharingPrefixes(paths.reversed()) == expected.reversed())
        }
        #expect(weights.bits == tiny.firstWeights.bits)
    }

    @Test func manyPathsAreBrokenOffWhenTheTaskIsCancelled() async throws {
        let tiny = try TinyTraining(rounds: 1)
        let scoring = PathScoring(
            layout: tiny.layout, weights: tiny.firstWeights, feed: tiny.feed, group: 7,
            team: WorkerTeam(width: 2))
        let paths = paths
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await scoring.scoreSharingPrefixes(paths)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
