import Architecture
import Layout
import NeuralNetwork
import Testing
import Workers

struct NetworkLayoutTests {
    /// A path's network on its own computes what it computes within the supernet: the same tensors in the same order.
    @Test func networkOfAPathComputesWhatThePathDoes() async throws {
        let net = try TinySupernet()
        let batch = net.batch(count: 13)
        let memory = PassMemory(width: 2)
        let team = WorkerTeam(width: 2)
        for path in net.paths {
            let shared = net.layout.subnet(path)
            let layout = try NetworkLayout(net.layout.space.blueprint(of: path))
            #expect(layout.table.parameterCount == layout.blueprint.params)
            #expect(layout.table.parameters.map(\.shape) == shared.parameters.map(\.shape))
            #expect(layout.subnet.parameters == layout.table.parameters)
            let own = FloatBuffer(count: layout.table.count)
            for (target, source) in zip(layout.table.parameters, shared.parameters) {
                (own.pointer + target.offset).update(from: net.weights.pointer + source.offset, count: source.count)
            }
            let weights = net.weights
            let found = try await team.run { crew in
                layout.subnet.logits(batch, group: 0..<13, weights: own, crew: crew, memory: memory)
            }
            let expected = try await team.run { crew in
                shared.logits(batch, group: 0..<13, weights: weights, crew: crew, memory: memory)
            }
            #expect(found.map(\.bitPattern) == expected.map(\.bitPattern), "\(net.layout.space.names(of: path))")
        }
    }

    @Test func publishedNetworksHaveALayout() throws {
        for network in PublishedNetwork.all {
            let layout = try NetworkLayout(network.blueprint)
            #expect(layout.table.parameterCount == network.blueprint.params, "\(network.name)")
        }
    }

    @Test func networkWithoutConvolutionsAtItsEndsIsRefused() throws {
        let blueprint = try Blueprint(blocks: [
            .convolution(
                .init(inputChannels: 3, outputChannels: 8, kernel: 3, stride: 1, activation: .relu, inputSide: 8)),
            .invertedBottleneck(
                .init(
                    inputChannels: 8, outputChannels: 8, kernel: 3, expansion: 1, stride: 1, squeeze: 0,
                    activation: .relu, inputSide: 8)),
            .classifier(.init(inputChannels: 8, classes: 4, inputSide: 8)),
        ])
        #expect(throws: NetworkLayoutError.noConvolution(block: 2)) { try NetworkLayout(blueprint) }
    }
}
