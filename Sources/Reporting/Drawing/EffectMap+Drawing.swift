import Foundation

extension EffectMap {
    /// The largest number on either side, above 0, so that the colours are centred.
    private var most: Double {
        let most = cells.flatMap { $0 }.compactMap { $0?.value.magnitude }.max() ?? 0
        return most > 0 ? most : 1
    }

    /// The drawing.
    public var drawing: Markup {
        // A number and its error, one above the other.
        let frame = MapFrame(
            columns: columns, of: columnAxis, rows: rows, of: rowAxis, widest: 64, height: { _ in 30 })
        var marks = frame.marks
        for (row, name) in rows.enumerated() {
            for (column, value) in cells[row].enumerated() {
                marks += mark(
                    value, at: frame.corner(row: row, column: column), size: frame.cell,
                    title: "\(rowAxis) \(name), \(columns[column])")
            }
        }
        marks += legend(from: frame.left, at: frame.bottom + 14)
        return Drawing.svg(title: title, width: frame.width, height: frame.bottom + 52, marks)
    }

    private func mark(
        _ cell: Cell?, at corner: (x: Double, y: Double), size: (width: Double, height: Double), title: String
    ) -> [Markup] {
        let middle = corner.x + size.width / 2
        guard let cell else {
            return [
                MapFrame.box("cell", at: corner, size: size, opacity: 0, title: "\(title): none"),
                Drawing.text("-", at: (middle, corner.y + size.height / 2 + 4), anchor: "middle", class: "small"),
            ]
        }
        let share = cell.value.magnitude / most
        // Vermilion is the lighter of the two: dark ink is read on it for longer.
        let ink = share > (style(of: cell.value) == "cell" ? 0.55 : 0.8) ? "on" : ""
        let isClear = cell.error > 0 && cell.value.magnitude > 2 * cell.error
        return [
            MapFrame.box(
                style(of: cell.value), at: corner, size: size, opacity: share,
                title: "\(title): \(NumberText.significant(cell.value, digits: 3)) ± "
                    + "\(NumberText.significant(cell.error, digits: 2)) \(unit)"),
            Drawing.text(
                signed(cell.value), at: (middle, corner.y + 13), anchor: "middle",
                class: "small \(ink) \(isClear ? "title" : "")"),
            Drawing.text(
                "±" + errorText(cell.error), at: (middle, corner.y + 25), anchor: "middle", class: "tiny \(ink)"),
        ]
    }

    /// The colours from one end to the other, with what they mean.
    private func legend(from left: Double, at y: Double) -> [Markup] {
        let steps = 10
        let width = 22.0
        var marks: [Markup] = []
        for step in -steps...steps where step != 0 {
            let x = left + width / 2 * Double(step < 0 ? step + steps : step + steps - 1)
            marks.append(
                MapFrame.box(
                    style(of: Double(step)), at: (x, y), size: (width / 2, 12),
                    opacity: Double(abs(step)) / Double(steps), title: signed(most * (Double(step) / Double(steps)))))
        }
        let full = width * Double(steps)
        let (low, high) = higherIsBetter ? ("worse", "better") : ("better", "worse")
        marks += [
            Drawing.text("\(signed(-most)) \(low)", at: (left, y + 25), anchor: "start", class: "small"),
            Drawing.text("0", at: (left + full / 2, y + 25), anchor: "middle", class: "small"),
            Drawing.text("\(signed(most)) \(high)", at: (left + full, y + 25), anchor: "end", class: "small"),
            Drawing.text(unit, at: (left + full + 10, y + 10), anchor: "start", class: "name"),
        ]
        return marks
    }

    private func style(of value: Double) -> String { (value > 0) == higherIsBetter ? "cell" : "cell worse" }

    /// With its sign, unless it is 0 as far as it is written.
    private func signed(_ value: Double) -> String {
        let text = text(value.magnitude)
        return (text.allSatisfy { "0.".contains($0) } ? "" : value > 0 ? "+" : "−") + text
    }

    /// A number with as many decimals as all have.
    private func text(_ value: Double) -> String { Self.text(value, decimals: decimals) }

    /// An error with two digits at least.
    private func errorText(_ error: Double) -> String {
        Self.text(error, decimals: error > 0 ? max(decimals, Self.decimals(showing: 2, of: error)) : decimals)
    }

    /// As many decimals as show two digits of the largest number, and one of a usual error.
    private var decimals: Int {
        let errors = cells.flatMap { $0 }.compactMap { $0?.error }.filter { $0 > 0 }.sorted()
        let usual = errors.isEmpty ? most : errors[errors.count / 2]
        return max(Self.decimals(showing: 2, of: most), Self.decimals(showing: 1, of: usual))
    }

    private static func decimals(showing digits: Int, of value: Double) -> Int {
        min(6, max(0, digits - 1 - Int(log10(value).rounded(.down))))
    }

    private static func text(_ value: Double, decimals: Int) -> String {
        value < 1e6 ? String(format: "%.\(decimals)f", value) : String(format: "%.1e", value)
    }
}
