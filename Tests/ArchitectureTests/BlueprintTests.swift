import Architecture
import Testing

struct BlueprintTests {
    @Test func outputSideCountsThePositionsOfTheKernel() {
        for side in 1...40 {
            for step in 1...8 {
                let positions = stride(from: 0, to: side, by: step).reduce(0) { count, _ in count + 1 }
                let convolution = Blueprint.Convolution(
                    inputChannels: 1, outputChannels: 1, kernel: 3, stride: step, activation: .relu, inputSide: side)
                let bottleneck = Blueprint.InvertedBottleneck(
                    inputChannels: 1, outputChannels: 1, kernel: 3, expansion: 1, stride: step, squeeze: 0,
                    activation: .relu, inputSide: side)
                #expect(convolution.outputSide == positions)
                #expect(bottleneck.outputSide == positions)
            }
        }
    }

    @Test func theSumOfTheBlocksIsTheNetwork() throws {
        let blueprint = try #require(PublishedNetwork.named("EfficientNet-B0")).blueprint
        #expect(blueprint.macs == blueprint.blocks.map(\.macs).reduce(0, +))
        #expect(blueprint.params == blueprint.blocks.map(\.params).reduce(0, +))
    }

    /// 4x4x8 -> expansion 2 -> 2x2x12, kernel 5, stride 2, squeeze 4, each term by hand.
    @Test func countsOfABottleneckAreThoseByHand() {
        var block = Blueprint.InvertedBottleneck(
            inputChannels: 8, outputChannels: 12, kernel: 5, expansion: 2, stride: 2, squeeze: 4, activation: .hswish,
            inputSide: 4)
        #expect(block.hiddenChannels == 16)
        #expect(block.macs == 16 * 8 * 16 + 4 * 16 * 25 + 2 * 16 * 4 + 4 * 16 * 12)
        #expect(block.params == (128 + 32) + (400 + 32) + (64 + 4 + 64 + 16) + (192 + 24))
        block.expansion = 1
        block.squeeze = 0
        #expect(!block.hasExpansion)
        #expect(block.macs == 4 * 8 * 25 + 4 * 8 * 12)
        #expect(block.params == (200 + 16) + (96 + 24))
    }

    @Test func onlyAnUnchangedShapeIsResidual() {
        for (output, step, expected) in [(8, 1, true), (8, 2, false), (16, 1, false), (16, 2, false)] {
            let block = Blueprint.InvertedBottleneck(
                inputChannels: 8, outputChannels: output, kernel: 3, expansion: 1, stride: step, squeeze: 0,
                activation: .relu, inputSide: 1)
            #expect(block.isResidual == expected)
        }
    }

    static let stem = Blueprint.Block.convolution(
        Blueprint.Convolution(
            inputChannels: 3, outputChannels: 8, kernel: 3, stride: 2, activation: .relu, inputSide: 32))

    static func classifier(_ channels: Int, _ side: Int) -> Blueprint.Block {
        .classifier(Blueprint.Classifier(inputChannels: channels, classes: 10, inputSide: side))
    }

    @Test(arguments: [
        ([], "the number of blocks of the network is 0; expected a whole number from 1 to 256"),
        ([stem], "block 2 of the network takes nothing; expected the classifier, which ends a network"),
        (
            [stem, classifier(9, 16)],
            "block 2 of the network takes 9 channels of 16x16; expected 8 channels of 16x16 as block 1 gives"
        ),
        (
            [stem, classifier(8, 32)],
            "block 2 of the network takes 8 channels of 32x32; expected 8 channels of 16x16 as block 1 gives"
        ),
        (
            [classifier(8, 1), classifier(10, 1)],
            "block 2 of the network takes the output of a classifier; expected nothing to follow it"
        ),
        (
            [.identity(Blueprint.Identity(channels: 0, side: 1)), classifier(0, 1)],
            "the number of input channels of block 1 is 0; expected a whole number from 1 to 8192"
        ),
        (
            [.identity(Blueprint.Identity(channels: 1, side: 2000)), classifier(1, 2000)],
            "the input side of block 1 is 2000; expected a whole number from 1 to 1024"
        ),
    ]) func blocksThatDoNotFitAreRefused(blocks: [Blueprint.Block], sentence: String) {
        let error = #expect(throws: ArchitectureError.self) { try Blueprint(blocks: blocks) }
        #expect(error?.description == sentence)
    }

    @Test func theLargestNetworkIsCountedWithoutOverflow() throws {
        let block = Blueprint.Block.convolution(
            Blueprint.Convolution(
                inputChannels: 8192, outputChannels: 8192, kernel: 15, stride: 1, activation: .relu, inputSide: 1024))
        let blocks = [Blueprint.Block](repeating: block, count: 255)
        let last = Blueprint.Block.classifier(
            Blueprint.Classifier(inputChannels: 8192, classes: 1_000_000, inputSide: 1024))
        let blueprint = try Blueprint(blocks: blocks + [last])
        #expect(blueprint.macs == 255 * (1 << 46) * 225 + 8_192_000_000)
    }
}
