import Architecture
import Layout
import NeuralNetwork
import Reproducibility
import TestSupport
import Testing
import Workers

/// Networks with cells against a reference in Double.
struct CellNetworkTests {
    /// Cells of both kinds, with stride and without; behind convolutions with and without strides, so that inputs of either size
    /// are brought to size; an odd side; ten pictures, which are two chunks.
    private static let notations = [
        "2x9x9 relu c3:4 c3:6/2 normal:8 reduction:16/2 normal fc:3",
        "2x6x6 relu c1:4 id normal:8 id reduction:8 c1:5 fc:2",
        "2x7x7 relu c1:4 c1:4 normal:8/2 fc:2",
    ]
    private static let smoothing: Float = 0.1

    private struct Trial {
        let layout: NetworkLayout
        let weights: FloatBuffer
        let batch: PictureBatch

        init(_ notation: String) throws {
            layout = try NetworkLayout(Blueprint(notation: notation))
            weights = layout.table.initialWeights(seed: 3, by: .authors)
            // Batch norms that do nothing and biases of 0 would hide a gradient that forgets them.
            for (index, parameter) in layout.table.parameters.enumerated() where parameter.shape.count == 1 {
                var stream = RandomStream(seed: 3, purpose: .simulation, index: index)
                for place in parameter.range { weights.pointer[place] += Float(stream.uniform() - 0.5) }
            }
            batch = .synthetic(
                .generatedPictures, number: 1, count: 10, classes: layout.subnet.classes,
                pixels: layout.subnet.side * layout.subnet.side * layout.subnet.channels)
        }

        var reference: CellNetworkReference {
            let numbers = layout.table.parameters.map { parameter in
                (parameter.name, parameter.range.map { Double(weights.pointer[$0]) })
            }
            return CellNetworkReference(
                blueprint: layout.blueprint, weights: Dictionary(uniqueKeysWithValues: numbers))
        }

        var pictures: CellNetworkReference.Tensor {
            let subnet = layout.subnet
            let size = subnet.side * subnet.side * subnet.channels
            let floats = FloatBuffer(count: batch.count * size)
            for place in 0..<batch.count { batch.write(place, floats.pointer + place * size) }
            return CellNetworkReference.Tensor(
                pictures: batch.count, side: subnet.side, channels: subnet.channels,
                values: (0..<floats.count).map { Double(floats.pointer[$0]) })
        }

        func run<Result: Sendable>(
            width: Int = 2, _ body: @escaping @Sendable (Crew, PassMemory) -> Result
        ) async throws -> Result {
            let memory = PassMemory(width: width)
            return try await WorkerTeam(width: width).run { crew in body(crew, memory) }
        }

        func gradients(
            width: Int = 2, dropping: Dropping? = nil
        ) async throws -> (outcome: PassOutcome, moments: NetworkMoments, arena: FloatBuffer) {
            let arena = FloatBuffer(count: layout.table.count)
            let (subnet, batch, weights) = (layout.subnet, batch, weights)
            let (outcome, moments) = try await run(width: width) { crew, memory in
                subnet.addGradientWithMoments(
                    of: batch, group: 0..<batch.count, labelSmoothing: CellNetworkTests.smoothing,
                    scale: 1 / Float(batch.count), weights: weights, into: arena, dropping: dropping, crew: crew,
                    memory: memory)
            }
            return (outcome, moments, arena)
        }
    }

    @Test(arguments: notations) func parametersAreThoseThatAreCounted(notation: String) throws {
        let layout = try NetworkLayout(Blueprint(notation: notation))
        #expect(layout.table.parameterCount == layout.blueprint.params)
        #expect(layout.subnet.parameters == layout.table.parameters)
        let names = layout.subnet.normalizations.map { "\($0.name).gamma" }
        #expect(names == layout.table.parameters.map(\.name).filter { $0.hasSuffix(".gamma") })
        #expect(layout.subnet.normalizations.last?.range.upperBound == layout.subnet.normalizedChannels)
    }

    @Test(arguments: notations) func logitsAndLossAreThoseOfTheReference(notation: String) async throws {
        let trial = try Trial(notation)
        let (subnet, batch, weights) = (trial.layout.subnet, trial.batch, trial.weights)
        let found = try await trial.run { crew, memory in
            subnet.logits(batch, group: 0..<batch.count, weights: weights, crew: crew, memory: memory)
        }
        let expected = trial.reference.logits(trial.pictures).joined().map { $0 }
        #expect(found.count == expected.count)
        for (one, other) in zip(found, expected) { #expect(abs(Double(one) - other) < 2e-5 * max(1, abs(other))) }
        let score = try await trial.run { crew, memory in
            subnet.score(batch, group: 0..<batch.count, weights: weights, crew: crew, memory: memory)
        }
        #expect(
            abs(score.loss - trial.reference.loss(trial.pictures, labels: batch.labels, smoothing: 0)) < 2e-5)
        let trained = try await trial.gradients().outcome
        let smoothed = trial.reference.loss(
            trial.pictures, labels: batch.labels, smoothing: Double(Self.smoothing))
        #expect(abs(trained.loss - smoothed) < 2e-5 && trained.correct == score.correct)
    }

    /// By given statistics, which are not the group's, and picture by picture to the same bits.
    @Test(arguments: notations) func picturesAreClassifiedByGivenStatistics(notation: String) async throws {
        let trial = try Trial(notation)
        let (subnet, batch, weights) = (trial.layout.subnet, trial.batch, trial.weights)
        var given = NetworkStatistics(startingFor: subnet)
        var random = RandomStream(seed: 5, purpose: .simulation)
        given.means = given.means.map { _ in Float(random.uniform() - 0.5) }
        given.variances = given.variances.map { _ in Float(0.5 + random.uniform()) }
        let statistics = given
        func logits(_ places: Range<Int>) async throws -> [Float] {
            try await trial.run { crew, memory in
                subnet.logits(
                    batch, places: places, weights: weights, statistics: statistics, crew: crew, memory: memory)
            }
        }
        let found = try await logits(0..<batch.count)
        var reference = trial.reference
        reference.statistics = Dictionary(
            uniqueKeysWithValues: subnet.normalizations.map { layer in
                (
                    layer.name,
                    (
                        means: given.means[layer.range].map { Double($0) },
                        variances: given.variances[layer.range].map { Double($0) }
                    )
                )
            })
        for (one, other) in zip(found, reference.logits(trial.pictures).joined()) {
            #expect(abs(Double(one) - other) < 2e-5 * max(1, abs(other)))
        }
        let alone = try await logits(3..<4)
        #expect(
            alone.map(\.bitPattern) == found[3 * subnet.classes..<4 * subnet.classes].map(\.bitPattern))
    }

    /// Every element of every tensor, by differences of the reference, over steps so short that hardly a kink of ReLU or of
    /// a maximum lies within one.
    @Test(arguments: notations, [nil, Dropping(dropout: 0, dropPath: 0.4, seed: 3, step: 7)])
    func everyGradientIsThatOfDifferences(notation: String, dropping: Dropping?) async throws {
        let trial = try Trial(notation)
        let found = try await trial.gradients(dropping: dropping).arena
        let (pictures, labels) = (trial.pictures, trial.batch.labels)
        var reference = trial.reference
        reference.dropping = dropping
        let given = reference
        let step = 1e-6
        for parameter in trial.layout.table.parameters {
            let differences = parameter.range.indices.map { index in
                let place = index - parameter.range.lowerBound
                func loss(_ change: Double) -> Double {
                    var moved = given
                    moved.weights[parameter.name]?[place] += change
                    return moved.loss(pictures, labels: labels, smoothing: Double(Self.smoothing))
                }
                return (loss(step) - loss(-step)) / (2 * step)
            }
            let largest = max(1e-3, differences.map(\.magnitude).max() ?? 0)
            for (place, expected) in zip(parameter.range, differences) {
                #expect(
                    abs(Double(found.pointer[place]) - expected) < 1e-3 * largest,
                    "\(parameter.name) \(place - parameter.offset): \(found.pointer[place]) instead of \(expected)")
            }
        }
    }

    /// Three threads of one, with everything that is left out at random.
    @Test(arguments: notations) func bitsDoNotDependOnTheWorkers(notation: String) async throws {
        let trial = try Trial(notation)
        let dropping = Dropping(dropout: 0.3, dropPath: 0.4, seed: 1, step: 2)
        let alone = try await trial.gradients(width: 1, dropping: dropping)
        let together = try await trial.gradients(width: 3, dropping: dropping)
        #expect(alone.arena.bits == together.arena.bits)
        #expect(alone.outcome == together.outcome && alone.moments == together.moments)
        #expect(try await trial.gradients().arena.bits != alone.arena.bits)
    }

    /// Nearly always left out: no picture's loss knows the weights of the last branch, and those of what is never left out
    /// have gradients.
    @Test func branchesThatAreLeftOutHaveNoGradient() async throws {
        let trial = try Trial(Self.notations[0])
        let found = try await trial.gradients(
            dropping: Dropping(dropout: 0, dropPath: 0.999_999_999, seed: 1, step: 2))
        // The last branch is left out with that probability, of every picture.
        let last = trial.layout.table.parameters.filter { $0.name.hasPrefix("blocks.4.nodes.3.1.") }
        #expect(!last.isEmpty)
        for parameter in last { #expect(parameter.range.allSatisfy { found.arena.pointer[$0] == 0 }) }
        let first = trial.layout.table.parameters.filter { $0.name.hasPrefix("blocks.4.earlier.") }
        for parameter in first { #expect(parameter.range.contains { found.arena.pointer[$0] != 0 }) }
    }

    /// The moments of a training pass are those that a pass that only looks finds.
    @Test func momentsAreNoted() async throws {
        let trial = try Trial(Self.notations[0])
        let (subnet, batch, weights) = (trial.layout.subnet, trial.batch, trial.weights)
        let seen = try await trial.run { crew, memory in
            subnet.moments(batch, group: 0..<batch.count, weights: weights, crew: crew, memory: memory)
        }
        #expect(try await trial.gradients().moments == seen)
        #expect(seen.variances.allSatisfy { $0 > 0 } && Set(seen.means).count == seen.means.count)
    }

    /// A pass that goes forward only keeps no tensor longer than it is read.
    @Test func forwardPassesNeedLessMemory() throws {
        let subnet = try NetworkLayout(Blueprint(notation: Self.notations[0])).subnet
        let (forward, training) = (
            subnet.passBytes(pictures: 32, isTraining: false), subnet.passBytes(pictures: 32, isTraining: true)
        )
        #expect(3 * forward.job < training.job && forward.thread < training.thread)
    }

    @Test func bottlenecksBesideCellsAreRefused() throws {
        let blueprint = try Blueprint(notation: "2x8x8 relu c3:8 k3e1 normal:8 fc:2")
        let error = #expect(throws: NetworkLayoutError.self) { try NetworkLayout(blueprint) }
        #expect(
            error?.description
                == "block 2 of the network is an inverted bottleneck beside cells; expected convolutions beside them")
    }
}
