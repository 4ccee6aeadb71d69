import Architecture
import Testing

struct CellTests {
    private let darts: Blueprint

    init() throws { darts = try #require(PublishedNetwork.named("DARTS_V2")).blueprint }

    /// Counted apart from this code: 4.72M parameters, 529.9M multiply-adds, 56.9M of them in the stem.
    @Test func dartsIsCounted() {
        #expect((Double(darts.macs) / 1e4).rounded() == 52_991)
        #expect((Double(darts.params) / 1e2).rounded() == 47_188)
        #expect(darts.blocks.count == 3 + 14 + 1)
        #expect(darts.blocks.indices.filter { darts.blocks[$0].description.hasPrefix("reduction") } == [3 + 4, 3 + 9])
        #expect((Double(darts.blocks[..<3].reduce(0) { $0 + $1.macs }) / 1e5).rounded() == 569)
    }

    /// The MACs of each cell in tens of thousands, what brings the inputs to size and the operations together.
    @Test func cellsAreCounted() {
        let cells = darts.blocks.dropFirst(3).dropLast()
        let expected = [
            361 + 2360, 903 + 2360, 1445 + 2360, 1445 + 2360, 2890, 1084 + 2173, 1445 + 2173, 1445 + 2173, 1445 + 2173,
            2890, 1084 + 2080, 1445 + 2080, 1445 + 2080, 1445 + 2080,
        ]
        for (cell, macs) in zip(cells, expected) { #expect(abs(Double(cell.macs) / 1e4 - Double(macs)) <= 1.5) }
        #expect(
            cells.map(\.outputChannels) == [192, 192, 192, 192] + [384, 384, 384, 384, 384] + [768, 768, 768, 768, 768])
        #expect(cells.map(\.outputSide) == [28, 28, 28, 28] + [14, 14, 14, 14, 14] + [7, 7, 7, 7, 7])
    }

    /// Behind another stem, cells read what they are given; a cell whose stride became 1 needs no reduction behind it.
    @Test func cellsFitOtherPictures() throws {
        let fitted = try darts.fitted(side: 9, channels: 1, classes: 3, unitStrides: 4)
        let cells = fitted.blocks.compactMap { if case .cell(let cell) = $0 { cell } else { nil } }
        #expect(cells.map(\.inputSide) == [Int](repeating: 9, count: 10) + [5, 5, 5, 5])
        #expect(cells.map(\.reducesEarlier) == [Bool](repeating: false, count: 10) + [true, false, false, false])
        #expect(
            cells.map(\.earlierChannels) == [48, 48] + [192, 192, 192, 192] + [384, 384, 384, 384, 384] + [
                768, 768, 768,
            ])
    }

    /// Each with the sentence.
    @Test(arguments: [
        (
            "3x8x8 relu c3:8 normal:16 fc:2",
            "block 2 of the network takes the outputs of the two blocks before it; expected two blocks before the first cell"
        ),
        (
            "3x8x8 relu c3:8 c3 normal:20 fc:2",
            "the number of output channels of block 3 is 20; expected a multiple of 8, since a cell has 4 nodes of an even "
                + "width"
        ),
        ("3x8x8 relu c3:8 c3 normal:16/3 fc:2", "the stride of block 3 is 3; expected 1 or 2 of a cell"),
        (
            "3x9x9 relu c3:8 c3/3 normal:16 fc:2",
            "block 3 of the network takes sides of 9 and 3 from the two blocks before it; expected the same side twice, or the "
                + "second one half of the first"
        ),
        (
            "3x8x8 relu c3:8 c3 normals:16 fc:2",
            "word 5 of the network is \"normals:16\"; expected a block such as c3:32/2, k5e3se12:40/2, id, normal:192 or fc:1000"
        ),
    ]) func impossibleCellsAreRefused(notation: String, sentence: String) {
        let error = #expect(throws: ArchitectureError.self) { try Blueprint(notation: notation) }
        #expect(error?.description == sentence)
    }

    @Test func cellOfOtherBlocksIsRefused() throws {
        let convolution = Blueprint.Block.convolution(
            .init(inputChannels: 8, outputChannels: 8, kernel: 3, stride: 1, activation: .relu, inputSide: 8))
        let error = #expect(throws: ArchitectureError.self) {
            try Blueprint(blocks: [
                convolution, convolution,
                .cell(
                    .init(
                        .normal, earlierChannels: 16, earlierSide: 8, inputChannels: 8, outputChannels: 8, stride: 1,
                        inputSide: 8)), .classifier(.init(inputChannels: 8, classes: 2, inputSide: 8)),
            ])
        }
        #expect(
            error?.description
                == "block 3 of the network takes 16 channels of 8x8; expected 8 channels of 8x8 as block 1 gives")
    }
}
