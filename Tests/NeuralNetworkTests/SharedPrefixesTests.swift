import Architecture
import Layout
import NeuralNetwork
import Synchronization
import Testing
import Workers

struct SharedPrefixesTests {
    @Test func eachPathBeginsWhereItDiffersFromTheOneBefore() {
        let shared = SharedPrefixes([[1, 0, 2], [0, 2, 2], [1, 0, 0], [0, 2, 2]].map { Path(choices: $0) })
        #expect(shared.members.map(\.place) == [1, 3, 2, 0])
        #expect(shared.members.map(\.firstLayer) == [0, 3, 0, 2])
        #expect(shared.blockRuns == 3 + 0 + 3 + 1)
        #expect(SharedPrefixes([]).blockRuns == 0)
    }

    @Test func allPathsOfEightLayersTake9840Blocks() {
        let paths = Self.paths(layers: Array(repeating: [0, 1, 2], count: 8))
        #expect(paths.count == 6561)
        #expect(SharedPrefixes(paths).blockRuns == 9840)
        #expect(SharedPrefixes(paths.reversed()).blockRuns == 9840)
    }

    /// A whole space with residuals, squeezes and both kinds of identity; groups that are no multiple of a chunk.
    @Test(arguments: [1, 2, 3], ScoringPrecision.allCases) func scoresAreThoseOfEachPathAloneToTheLastBit(
        workers: Int, precision: ScoringPrecision
    ) async throws {
        let operations: [Architecture.Operation] = try ["k3e3", "k5e6se", "id"].map { name in
            try #require(Operation(name: name))
        }
        let supernet = try TinySupernet(operations: operations, side: 9)
        let paths = Self.paths(layers: supernet.layout.space.layers.map(\.choices))
        #expect(paths.count == 81)
        let batch = supernet.batch(count: 19)
        let team = WorkerTeam(width: workers)
        let memory = PassMemory(width: workers)
        let (layout, weights) = (supernet.layout, supernet.weights)
        for group in [0..<1, 2..<13, 0..<19] {
            // Not in order, and one path twice.
            let list = Array(paths.reversed()) + [paths[7]]
            let shared = try await team.run { crew in
                try layout.score(
                    SharedPrefixes(list), batch, group: group, weights: weights, crew: crew, memory: memory,
                    precision: precision, isCancelled: { false })
            }
            for (path, outcome) in zip(list, shared) {
                let alone = try await team.run { crew in
                    layout.subnet(path).score(
                        batch, group: group, weights: weights, crew: crew, memory: memory, precision: precision)
                }
                #expect(outcome == alone, "path \(path)")
            }
        }
    }

    @Test func stopsBeforeThePathAtWhichItIsCancelled() async throws {
        let supernet = try TinySupernet()
        let (layout, weights, paths) = (supernet.layout, supernet.weights, supernet.paths)
        let batch = supernet.batch(count: 3)
        let asked = Mutex(0)
        await #expect(throws: CancellationError.self) {
            try await WorkerTeam(width: 1).run { crew in
                _ = try layout.score(
                    SharedPrefixes(paths), batch, group: 0..<3, weights: weights, crew: crew,
                    memory: PassMemory(width: 1),
                    isCancelled: {
                        asked.withLock { asked in
                            asked += 1
                            return asked == 3
                        }
                    })
            }
        }
        #expect(asked.withLock { $0 } == 3)
    }

    private static func paths(layers: [[UInt8]]) -> [Path] {
        layers.reduce([[]]) { prefixes, choices in prefixes.flatMap { prefix in choices.map { prefix + [$0] } } }
            .map { Path(choices: $0) }
    }
}
