import Architecture
import Layout
import NeuralNetwork
import TestSupport
import Testing
import Workers
@testable import Supernet

/// The pool beside paths drawn uniformly.
struct PoolStandingTests {
    /// The comparison is that of scores on the common set, counted again here, and changes neither weights nor pool.
    @Test func standingIsThatOfTheScores() async throws {
        let tiny = try TinyTraining(rounds: 12)
        for workers in [1, 2, 3] {
            let training = GreedyTraining(
                layout: tiny.layout, settings: tiny.settings, feed: tiny.feed, team: WorkerTeam(width: workers))
            let result = try await training.run { _ in }
            let before = result.weights.bits
            let standing = try #require(try await training.standing())
            #expect(result.weights.bits == before)
            #expect(await training.pool == result.pool)
            // The tiny space has fewer than 100 paths, so that all of them are drawn.
            let choices = tiny.layout.space.layers.map(\.choices)
            let all = choices.reduce([[UInt8]]()) { paths, layer in
                (paths.isEmpty ? [[]] : paths).flatMap { path in layer.map { path + [$0] } }
            }.map { Path(choices: $0) }
            #expect(standing.uniformPaths == min(100, all.count))
            let losses = try await training.model.scoreOnCommonSet(all).map(\.loss).sorted()
            let median = (losses[(losses.count - 1) / 2] + losses[losses.count / 2]) / 2
            #expect(standing.uniformMedianLoss == median)
            let better = result.pool.members.count { $0.loss < median }
            #expect(standing.beatingShare == Double(better) / Double(result.pool.members.count))
            #expect(standing.images == all.count * tiny.feed.commonBatch().count)
        }
    }

    @Test func noPoolHasNoStanding() async throws {
        let tiny = try TinyTraining(strategy: .uniform, rounds: 3)
        let training = GreedyTraining(
            layout: tiny.layout, settings: tiny.settings, feed: tiny.feed, team: WorkerTeam(width: 1))
        _ = try await training.run { _ in }
        #expect(try await training.standing() == nil)
    }
}
