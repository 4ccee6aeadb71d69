import Architecture
import Reproducibility
import Testing

struct SearchSpaceRecognitionTests {
    /// A network of a space is known again as its path, and so are the authors' own.
    @Test func networkOfAPathIsThatPath() throws {
        let space = try SearchSpace(
            macro: .imagenet, operations: SearchSpace.operations13,
            activation: SearchSpace.conventionalActivation(for: SearchSpace.operations13))
        var stream = RandomStream(seed: 1, purpose: .planning)
        for _ in 0..<20 {
            let path = space.randomPath(using: &stream)
            #expect(space.path(of: space.blueprint(of: path)) == path)
        }
        let known = PublishedNetwork.all.filter { space.path(of: $0.blueprint) != nil }.map(\.name)
        #expect(known == ["GreedyNAS-A", "GreedyNAS-B", "GreedyNAS-C"])
    }

    @Test func oneOtherSizeIsAnotherNetwork() throws {
        let space = try SearchSpace(macro: .quickstart, operations: SearchSpace.operationsQuickstart)
        let path = Path(choices: [0, 1, 2, 3, 4, 5, 6, 0])
        let network = space.blueprint(of: path)
        #expect(space.path(of: network) == path)
        for index in network.blocks.indices.dropLast() {
            var blocks = network.blocks
            switch blocks[index] {
            case .convolution(var convolution):
                convolution.activation = .swish
                blocks[index] = .convolution(convolution)
            case .invertedBottleneck(var bottleneck):
                bottleneck.squeeze = 3
                blocks[index] = .invertedBottleneck(bottleneck)
            default: continue
            }
            #expect(try space.path(of: Blueprint(blocks: blocks)) == nil, "\(index)")
        }
        #expect(try space.path(of: Blueprint(blocks: Array(network.blocks.suffix(2)))) == nil)
        #expect(try space.path(of: network.fitted(side: 32, channels: 3, classes: 9)) == nil)
        // What a squeeze would apply is nothing to a network that does not squeeze.
        let other = try Blueprint(blocks: network.blocks, squeezeActivation: .relu, gateActivation: .sigmoid)
        #expect(space.path(of: other) == path)
    }
}
