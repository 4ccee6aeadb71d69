import Datasets
import Layout
import NeuralNetwork
import Testing
import Workers

@testable import Retraining

struct TestSetTests {
    /// Pictures of the tiny network's size; how often the test part was read is not the set's to know.
    private struct Source: PictureSource {
        let name = "tiny"
        let classNames = ["a", "b", "c", "d"]
        var count = 10
        var side = 6
        func training() throws -> Pictures { try test() }
        func test() throws -> Pictures {
            Pictures(
                height: side, width: side, channels: 2,
                pixels: (0..<count * side * side * 2).map { UInt8($0 * 37 % 251) },
                labels: (0..<count).map { UInt16($0 % 4) })
        }
        func files() throws -> [SourceFile] { [] }
    }

    private let normalization = Normalization(mean: [0.5, 0.5], deviation: [0.3, 0.3])

    private func trained() throws -> TrainedNetwork {
        let tiny = try TinyRetraining()
        let weights = RetrainingState(of: tiny.network, settings: tiny.settings).weights
        return TrainedNetwork(
            network: tiny.network, weights: weights, averages: nil,
            statistics: NetworkStatistics(startingFor: tiny.network.subnet))
    }

    @Test func secondOpeningIsRefusedUnlessAskedFor() throws {
        let test = TestSet(of: Source())
        #expect(test.openings == 0)
        #expect(try test.open().count == 10)
        #expect(throws: RetrainingError.testSetOpenedTwice(name: "tiny")) { try test.open() }
        #expect(test.openings == 1)
        #expect(try test.open(again: true).count == 10)
        #expect(test.openings == 2)
    }

    @Test func testIsOneOpeningOfAllPictures() async throws {
        let network = try trained()
        let one = TestSet(of: Source(count: 300))
        let outcome = try await network.test(on: one, normalization: normalization, team: WorkerTeam(width: 1))
        #expect(one.openings == 1)
        #expect(outcome.pictures == 300)
        #expect(outcome.confusion.reduce(0, +) == 300)
        #expect([0, 5, 10, 15].map { outcome.confusion[$0] }.reduce(0, +) == outcome.correct)
        let three = try await network.test(
            on: TestSet(of: Source(count: 300)), normalization: normalization, team: WorkerTeam(width: 3))
        #expect(three == outcome)
        await #expect(throws: RetrainingError.testSetOpenedTwice(name: "tiny")) {
            try await network.test(on: one, normalization: normalization, team: WorkerTeam(width: 1))
        }
    }

    @Test func picturesThatDoNotFitAreRefused() async throws {
        let network = try trained()
        let team = WorkerTeam(width: 1)
        await #expect(throws: RetrainingError.noTestPictures(name: "tiny")) {
            try await network.test(on: TestSet(of: Source(count: 0)), normalization: normalization, team: team)
        }
        await #expect(
            throws: RetrainingError.testPicturesDiffer(
                found: "7 x 7 with 2 channels", expected: "6 x 6 with 2")
        ) {
            try await network.test(on: TestSet(of: Source(side: 7)), normalization: normalization, team: team)
        }
    }
}
