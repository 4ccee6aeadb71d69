import Foundation
import Testing
@testable import Reporting
#if canImport(FoundationXML)
import FoundationXML
#endif

struct EffectMapTests {
    private func map(_ cells: [[EffectMap.Cell?]], higherIsBetter: Bool = true) -> EffectMap {
        EffectMap(
            "Worth", columns: cells[0].indices.map { "op\($0)" }, of: "operation",
            rows: cells.indices.map { "\($0 + 1)" },
            of: "layer", cells: cells, unit: "points", higherIsBetter: higherIsBetter)
    }

    /// Class and opacity of the cells, without those of the legend.
    private func boxes(_ map: EffectMap) -> [String] {
        let text = map.drawing.rendered
        return text.components(separatedBy: "<rect class=\"").dropFirst().prefix(map.cells.count * map.columns.count)
            .map {
                let opacity = $0.components(separatedBy: "fill-opacity=\"")[1].prefix { $0 != "\"" }
                return "\($0.prefix { $0 != "\"" }) \(opacity)"
            }
    }

    /// Equal numbers above and below 0 have equal strength in two colours, whatever else the map holds.
    @Test func theScaleIsCentredAtZero() {
        let cells: [[EffectMap.Cell?]] = [
            [.init(value: 0.5, error: 0.1), .init(value: -0.5, error: 0.1)],
            [.init(value: -1, error: 0.1), .init(value: 0, error: 0.1)],
        ]
        #expect(boxes(map(cells)) == ["cell 0.50", "cell worse 0.50", "cell worse 1.00", "cell worse 0.00"])
        // Of losses the lower one is better.
        #expect(boxes(map(cells, higherIsBetter: false)) == ["cell worse 0.50", "cell 0.50", "cell 1.00", "cell 0.00"])
        let text = map(cells).drawing.rendered
        #expect(text.contains(">−1.0 worse<") && text.contains(">+1.0 better<") && text.contains(">points<"))
        #expect(map(cells, higherIsBetter: false).drawing.rendered.contains(">−1.0 better<"))
    }

    @Test func numbersStandWithTheirErrorsAndClearOnesInBold() {
        let map = map([[.init(value: 0.31, error: 0.1), .init(value: -0.19, error: 0.1), nil]])
        let text = map.drawing.rendered
        #expect(text.contains("<text class=\"small on title\"") && text.contains(">+0.31</text>"))
        #expect(text.contains(">−0.19</text>") && text.contains(">±0.10</text>") && text.contains(">-</text>"))
        #expect(text.components(separatedBy: " title\"").count == 2, "one number is clear of 0")
        #expect(text.contains("<title>layer 1, op0: 0.31 ± 0.1 points</title>"))
        #expect(
            map.table
                == Table(
                    ["layer", "op0", "error", "op1", "error", "op2", "error"],
                    rows: [["1", "0.31", "0.1", "-0.19", "0.1", "-", "-"]]))
    }

    /// Small errors beside large numbers are still errors.
    @Test func errorsHaveTwoDigits() {
        let map = map([
            [.init(value: 1.61, error: 0.0083), .init(value: 0.021, error: 0.0071), .init(value: -0.4, error: 0.31)]
        ])
        let text = map.drawing.rendered
        #expect(text.contains(">+1.610</text>") && text.contains(">±0.0083</text>"))
        #expect(text.contains(">+0.021</text>") && text.contains(">±0.0071</text>"))
        #expect(text.contains(">−0.400</text>") && text.contains(">±0.310</text>"))
    }

    /// What is 0 as far as it is written has no sign.
    @Test func nothingHasNoSign() {
        let text = map([[.init(value: 11, error: 1), .init(value: -0.3, error: 1), .init(value: 0.3, error: 1)]])
            .drawing
            .rendered
        #expect(text.contains(">+11</text>") && text.contains(">0</text>"))
        #expect(!text.contains(">+0</text>") && !text.contains(">−0</text>"))
    }

    /// What a damaged file may hold, and what has no spread at all.
    @Test(
        arguments: [
            [[nil]], [[.init(value: 0, error: 0)]], [[.init(value: .nan, error: 1)]],
            [[.init(value: 1, error: .infinity)]],
            [[.init(value: 1e308, error: 1e308), .init(value: -1e-308, error: 0)]],
        ] as [[[EffectMap.Cell?]]])
    func noNumberOfADrawingIsNone(cells: [[EffectMap.Cell?]]) {
        let map = map(cells)
        let text = map.drawing.rendered
        #expect(!text.contains("nan") && !text.contains("inf"))
        #expect(XMLParser(data: Data(text.utf8)).parse())
        #expect(map.table.rows.count == 1)
    }
}
