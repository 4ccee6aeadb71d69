import Architecture
import Reproducibility
import Testing

struct BlueprintNotationTests {
    @Test(arguments: PublishedNetwork.all) func publishedNetworksReadBack(network: PublishedNetwork) throws {
        #expect(try Blueprint(notation: network.blueprint.description) == network.blueprint)
    }

    @Test(arguments: SearchSpace.IdentityPolicy.allCases)
    func drawnNetworksReadBack(identity: SearchSpace.IdentityPolicy) throws {
        for (index, macro) in Macro.all.enumerated() {
            let space = try SearchSpace(
                macro: macro, operations: SearchSpace.operations13, identity: identity, activation: .hswish, channels: 1
            )
            var stream = RandomStream(seed: 4, purpose: .pathSampling, index: index)
            for _ in 0..<50 {
                let blueprint = space.blueprint(of: space.randomPath(using: &stream))
                #expect(try Blueprint(notation: blueprint.description) == blueprint)
            }
        }
    }

    @Test func activationsOfTheGateReadBackWithoutASqueeze() throws {
        let blueprint = try Blueprint(
            blocks: [.classifier(Blueprint.Classifier(inputChannels: 2, classes: 3, inputSide: 4))],
            squeezeActivation: .relu, gateActivation: .sigmoid)
        #expect(blueprint.description == "2x4x4 se:relu/sigmoid fc:3")
        #expect(try Blueprint(notation: blueprint.description) == blueprint)
    }

    @Test func everyWordIsUnderstood() throws {
        let blueprint = try Blueprint(notation: "1x9x9 relu c3:4/2 none c1:6/2 hswish k5e2se3 id fc:7")
        #expect(
            blueprint.blocks == [
                .convolution(
                    .init(inputChannels: 1, outputChannels: 4, kernel: 3, stride: 2, activation: .relu, inputSide: 9)),
                .convolution(
                    .init(inputChannels: 4, outputChannels: 6, kernel: 1, stride: 2, activation: .none, inputSide: 5)),
                .invertedBottleneck(
                    .init(
                        inputChannels: 6, outputChannels: 6, kernel: 5, expansion: 2, stride: 1, squeeze: 3,
                        activation: .hswish, inputSide: 3)),
                .identity(.init(channels: 6, side: 3)),
                .classifier(.init(inputChannels: 6, classes: 7, inputSide: 3)),
            ])
    }

    static let blockExpected = "expected a block such as c3:32/2, k5e3se12:40/2, id, normal:192 or fc:1000"

    @Test(arguments: [
        ("", "the number of blocks of the network is 0; expected a whole number from 1 to 256"),
        ("3x32x32", "the number of blocks of the network is 0; expected a whole number from 1 to 256"),
        ("relu c3:8 fc:2", "word 1 of the network is \"relu\"; expected a picture such as 3x224x224"),
        ("3x32x31 fc:2", "word 1 of the network is \"3x32x31\"; expected a picture such as 3x224x224"),
        ("3x32x32x fc:2", "word 1 of the network is \"3x32x32x\"; expected a picture such as 3x224x224"),
        ("0x32x32 fc:2", "the number of input channels of block 1 is 0; expected a whole number from 1 to 8192"),
        ("3x99999x99999 fc:2", "the input side of block 1 is 99999; expected a whole number from 1 to 1024"),
        ("3x32x32 c3:8 fc:2", "word 2 of the network is \"c3:8\"; expected an activation before the first convolution"),
        ("3x32x32 k3e1 fc:2", "word 2 of the network is \"k3e1\"; expected an activation before the first convolution"),
        ("3x32x32 relu c3: fc:2", "word 3 of the network is \"c3:\"; \(blockExpected)"),
        ("3x32x32 relu c3/ fc:2", "word 3 of the network is \"c3/\"; \(blockExpected)"),
        ("3x32x32 relu c3/2:8 fc:2", "word 3 of the network is \"c3/2:8\"; \(blockExpected)"),
        ("3x32x32 relu k3 fc:2", "word 3 of the network is \"k3\"; \(blockExpected)"),
        ("3x32x32 relu k3e3se fc:2", "word 3 of the network is \"k3e3se\"; \(blockExpected)"),
        ("3x32x32 relu k3e3se0 fc:2", "word 3 of the network is \"k3e3se0\"; \(blockExpected)"),
        ("3x32x32 fc", "word 2 of the network is \"fc\"; \(blockExpected)"),
        ("3x32x32 fc:", "word 2 of the network is \"fc:\"; \(blockExpected)"),
        ("3x32x32 se:relu fc:2", "word 2 of the network is \"se:relu\"; \(blockExpected)"),
        ("3x32x32 se:relu/tanh fc:2", "word 2 of the network is \"se:relu/tanh\"; \(blockExpected)"),
        ("3x32x32 id se:relu/relu fc:2", "word 3 of the network is \"se:relu/relu\"; \(blockExpected)"),
        ("3x32x32 idid fc:2", "word 2 of the network is \"idid\"; \(blockExpected)"),
        ("3x32x32 relu c2 fc:2", "the kernel of block 1 is 2; expected an odd number from 1 to 15"),
        ("3x32x32 relu c3/0 fc:2", "the stride of block 1 is 0; expected a whole number from 1 to 8"),
        (
            "3x32x32 relu c3:0 fc:2",
            "the number of output channels of block 1 is 0; expected a whole number from 1 to 8192"
        ),
        ("3x32x32 relu k3e0 fc:2", "the expansion of block 1 is 0; expected a whole number from 1 to 32"),
        (
            "3x32x32 relu k3e2se7 fc:2",
            "the number of squeeze channels of block 1 is 7; expected a whole number from 0 to 6"
        ),
        ("3x32x32 fc:0", "the number of classes is 0; expected a whole number from 1 to 1000000"),
        ("3x32x32 fc:2 id", "block 2 of the network takes the output of a classifier; expected nothing to follow it"),
        ("3x32x32 id", "block 2 of the network takes nothing; expected the classifier, which ends a network"),
    ]) func wrongNotationIsRefused(notation: String, sentence: String) {
        let error = #expect(throws: ArchitectureError.self) { try Blueprint(notation: notation) }
        #expect(error?.description == sentence)
    }

    @Test func tooManyBlocksAreRefused() {
        let notation = "3x32x32 " + String(repeating: "id ", count: 256) + "fc:2"
        let error = #expect(throws: ArchitectureError.self) { try Blueprint(notation: notation) }
        #expect(
            error?.description == "the number of blocks of the network is 257; expected a whole number from 1 to 256")
    }
}
