import Architecture
import Testing

struct CellNetworkTests {
    /// Counted apart from this code: 4.72M parameters, 529.9M multiply-adds, 56.9M of them in the stem.
    @Test func dartsIsCounted() {
        let network = CellNetwork.darts
        #expect((Double(network.macs) / 1e4).rounded() == 52_991)
        #expect((Double(network.params) / 1e2).rounded() == 47_188)
        #expect(network.parts.map(\.name).count { $0 == "normal cell" } == 12)
        #expect(network.parts.indices.filter { network.parts[$0].name == "reduction cell" } == [3 + 4, 3 + 9])
        #expect((Double(network.parts[..<3].reduce(0) { $0 + $1.macs }) / 1e5).rounded() == 569)
    }

    /// The MACs of each cell in tens of thousands, what brings the inputs to size and the operations together.
    @Test func cellsAreCounted() {
        let cells = CellNetwork.darts.parts.dropFirst(3).dropLast()
        let expected = [
            361 + 2360, 903 + 2360, 1445 + 2360, 1445 + 2360, 2890, 1084 + 2173, 1445 + 2173, 1445 + 2173, 1445 + 2173,
            2890, 1084 + 2080, 1445 + 2080, 1445 + 2080, 1445 + 2080,
        ]
        for (cell, macs) in zip(cells, expected) { #expect(abs(Double(cell.macs) / 1e4 - Double(macs)) <= 1.5) }
        #expect(
            cells.map(\.outputChannels) == [192, 192, 192, 192] + [384, 384, 384, 384, 384] + [768, 768, 768, 768, 768])
        #expect(cells.map(\.outputSide) == [28, 28, 28, 28] + [14, 14, 14, 14, 14] + [7, 7, 7, 7, 7])
    }
}
