import Architecture
import Layout
import NeuralNetwork
import Testing
import Workers

struct SubnetBlueprintTests {
    /// A network by itself with a path's weights computes what the path computes, to the last bit.
    @Test func standaloneNetworkComputesWhatThePathDoes() async throws {
        let supernet = try TinySupernet()
        let batch = supernet.batch(count: 7)
        let team = WorkerTeam(width: 2)
        let memory = PassMemory(width: 2)
        for path in supernet.paths {
            let shared = supernet.layout.subnet(path)
            let (alone, table) = Subnet.standalone(supernet.layout.space.blueprint(of: path))
            #expect(table.parameters.map(\.shape) == shared.parameters.map(\.shape))
            #expect(table.parameters.map(\.decays) == shared.parameters.map(\.decays))
            #expect(table.parameterCount == supernet.layout.space.blueprint(of: path).params)
            let own = FloatBuffer(count: table.count)
            for (mine, theirs) in zip(table.parameters, shared.parameters) {
                (own.pointer + mine.offset).update(from: supernet.weights.pointer + theirs.offset, count: mine.count)
            }
            let weights = supernet.weights
            let expected = try await team.run { crew in
                shared.logits(batch, group: 0..<7, weights: weights, crew: crew, memory: memory)
            }
            let found = try await team.run { crew in
                alone.logits(batch, group: 0..<7, weights: own, crew: crew, memory: memory)
            }
            #expect(found == expected)
            #expect(Set(found).count > 7)
        }
    }
}
