import Architecture
import Reporting

extension RunRecords {
    /// Which operations the final pool's members choose, layer by layer.
    var operationsSection: Section? {
        guard let pool, !pool.isEmpty else { return nil }
        let map = heatMap("Operations in the pool", of: pool.map(\.path))
        var pieces = [
            Section.Piece.heatMap(
                map, note: "Of each layer, the share of the \(pool.count) members that choose an operation, in percent.")
        ]
        if let front, !front.isEmpty {
            pieces.append(
                .heatMap(
                    heatMap("Operations on the front", of: front.map(\.path)),
                    note: "The same of the \(front.count) networks that the search found."))
        }
        let best = pool.prefix(10).map { member in
            [
                NumberText.significant(member.loss), NumberText.percent(member.accuracy), NumberText.grouped(member.macs),
                member.admittedRound.map { "\($0)" } ?? "", space.names(of: member.path),
            ]
        }
        pieces += [
            .paragraph("The best members of the pool as it is in pool.json:"),
            .table(Table(["loss", "accuracy", "MACs", "in since round", "operations"], rows: best)),
        ]
        return Section(id: "operations", title: "What is in the pool", pieces: pieces)
    }

    /// The share of each operation in each layer over some paths, of which there is at least one.
    private func heatMap(_ title: String, of paths: [Path]) -> HeatMap {
        let shares = space.operations.indices.map { choice in
            space.layers.enumerated().map { index, layer -> Double? in
                guard layer.choices.contains(UInt8(choice)) else { return nil }
                return Double(paths.count { $0.choices[index] == UInt8(choice) }) / Double(paths.count)
            }
        }
        return HeatMap(
            title, columns: space.layers.indices.map { "\($0 + 1)" }, of: "layer",
            rows: space.operations.map(\.name), of: "operation", shares: shares)
    }
}
