import Architecture
import Exchange
import Layout
import NeuralNetwork
import Optimizers
import TestSupport
import Testing
import Workers

@testable import Supernet

struct TrainingStepTests {
    private func run(
        _ tiny: TinyTraining, _ paths: [Path], batches: [Int]? = nil, _ arenas: ParameterStore.Arenas
    ) async throws -> PassOutcome {
        let step = TrainingStep(
            subnets: paths.map(tiny.layout.subnet),
            batches: (batches ?? Array(paths.indices)).map { tiny.feed.trainingBatch(step: $0) },
            settings: tiny.settings, rate: 0.1)
        let memory = PassMemory(width: 2)
        return try await WorkerTeam(width: 2).run { crew in
            try step.run(arenas, crew: crew, memory: memory, sums: SumMemory())
        }
    }

    private let paths = [Path(choices: [0, 1, 2]), Path(choices: [2, 3, 0])]

    @Test func lossThatIsNoNumberLeavesTheWeightsAndNamesItsNetwork() async throws {
        for poisoned in 0..<2 {
            var tiny = try TinyTraining(rounds: 1)
            tiny.feed.poisoned = [.training(step: poisoned)]
            try await ParameterStore(layout: tiny.layout, weights: tiny.firstWeights).withLease { arenas in
                let failure = await #expect(throws: TrainingStep.Failure.self) { try await run(tiny, paths, arenas) }
                #expect(failure?.subnet == poisoned)
                guard case .loss = failure?.what else {
                    Issue.record("\(String(describing: failure))")
                    return
                }
                #expect(arenas.weights.bits == tiny.firstWeights.bits)
                #expect(arenas.momentum.bits.allSatisfy { $0 == 0 })
            }
        }
    }

    /// A velocity that is infinite spoils its weight in the step, which no loss of the step can show.
    @Test func weightThatIsNoNumberNamesItsTensorAndTheFirstNetworkThatUsesIt() async throws {
        let tiny = try TinyTraining(rounds: 1)
        let names = [
            ("stem.weight", 0), ("layers.0.k3e1.depthwise.weight", 0), ("layers.0.k5e2.project.beta", 1),
            ("classifier.bias", 0),
        ]
        for (name, user) in names {
            let parameter = try #require(tiny.layout.table.parameters.first { $0.name == name })
            try await ParameterStore(layout: tiny.layout, weights: tiny.firstWeights).withLease { arenas in
                arenas.momentum.pointer[parameter.range.upperBound - 1] = .infinity
                let failure = await #expect(throws: TrainingStep.Failure.self) { try await run(tiny, paths, arenas) }
                #expect(failure?.subnet == user, "\(name)")
                guard case .weight(name) = failure?.what else {
                    Issue.record("\(String(describing: failure))")
                    return
                }
            }
        }
    }

    /// Shared tensors are stepped once though both networks use them, and no gradient is left for the next step.
    @Test func sharedTensorsAreSteppedOnceAndGradientsAreUsedUp() async throws {
        var tiny = try TinyTraining(rounds: 1, classes: 1)
        tiny.settings.labelSmoothing = 0
        tiny.settings.optimizer = SGD(momentum: 0, weightDecay: 0.5)
        let before = tiny.firstWeights
        let stem = try #require(tiny.layout.table.parameters.first)
        try await ParameterStore(layout: tiny.layout, weights: tiny.firstWeights).withLease { arenas in
            let outcome = try await run(tiny, paths, arenas)
            #expect(outcome.pictures == 24)
            #expect(arenas.gradients.bits.allSatisfy { $0 & 0x7FFF_FFFF == 0 })
            for place in stem.range {
                #expect(abs(arenas.weights.pointer[place] - 0.95 * before.pointer[place]) < 1e-6)
            }
        }
    }

    /// Whatever several networks use gets the mean of their gradients; what one of them uses gets that one's.
    @Test func sharedTensorsTakeTheMeanOfTheGradients() async throws {
        var tiny = try TinyTraining(rounds: 1)
        tiny.settings.optimizer = SGD(momentum: 0, weightDecay: 0)
        let paths = paths + [Path(choices: [1, 0, 0])]
        func change(_ paths: [Path], batches: [Int]) async throws -> [Float] {
            let arenas = ParameterStore(layout: tiny.layout, weights: tiny.firstWeights)
            return try await arenas.withLease { arenas in
                _ = try await run(tiny, paths, batches: batches, arenas)
                return (0..<arenas.weights.count).map { arenas.weights[$0] - tiny.firstWeights[$0] }
            }
        }
        let together = try await change(paths, batches: [0, 1, 2])
        var alone: [[Float]] = []
        for index in paths.indices { alone.append(try await change([paths[index]], batches: [index])) }
        for parameter in tiny.layout.table.parameters {
            let users = paths.indices.filter { tiny.layout.subnet(paths[$0]).parameters.contains(parameter) }
            // The stem has three, the last layer's first operation two, most operations one or none.
            for place in parameter.range {
                let mean = users.reduce(0) { $0 + alone[$1][place] } / Float(max(1, users.count))
                #expect(abs(together[place] - mean) < 1e-6, "\(parameter.name)")
            }
        }
        let counts = tiny.layout.table.parameters.map { parameter in
            paths.count { tiny.layout.subnet($0).parameters.contains(parameter) }
        }
        #expect(Set(counts) == [0, 1, 2, 3])
    }
}
