import Architecture
import Testing

struct GradientTests {
    /// Every tensor that 13 paths use, which between them use every operation of every layer.
    ///
    /// The last batch norm of a block has nothing behind it but 1x1 convolutions, each with a batch norm that takes away
    /// what the first one's summands shift; the loss does not depend on them.
    @Test func everyTensorMatchesCentralDifferences() async throws {
        let net = try TinySupernet(activation: .swish)
        let trial = GradientTrial(net)
        var (compared, flat) = (0, 0)
        for path in net.paths {
            let found = try await trial.expectGradients(of: path) {
                $0.hasSuffix(".project.beta") || $0.hasSuffix(".id.beta")
            }
            compared += found.compared
            flat += found.flat
        }
        #expect(compared == 651)
        #expect(flat == 62)
    }

    /// Blocks that do not widen their input: here the batch norm that ends a block has summands that matter.
    ///
    /// A padded depthwise convolution reads the block before, and what that one's batch norm shifts ends at the padding.
    /// Only 1x1 convolutions, where they alone read a block, take its shift away: the head's that of the last block, and
    /// that of the third layer, which changes the shape, that of the second.
    @Test func summandsBeforeDepthwiseConvolutionsMatchCentralDifferences() async throws {
        let operations = try ["k3e1", "k5e1", "id"].map { try #require(Operation(name: $0)) }
        let net = try TinySupernet(operations: operations, activation: .swish)
        let trial = GradientTrial(net)
        let chain = try await trial.expectGradients(of: Path(choices: [0, 1, 1, 0])) {
            $0 == "layers.3.k3e1.project.beta"
        }
        #expect(chain.compared == 37)
        #expect(chain.flat == 1)
        let identities = try await trial.expectGradients(of: Path(choices: [2, 0, 2, 1])) {
            ["layers.1.k3e1.project.beta", "layers.3.k5e1.project.beta"].contains($0)
        }
        #expect(identities.compared == 27)
        #expect(identities.flat == 2)
    }
}
