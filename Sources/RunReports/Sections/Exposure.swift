import Architecture
import Reporting
import RunFiles
import Scenarios
import Search
import Supernet

extension RunRecords {
    /// What the training spent its batches on, and whether it favours large or deep paths.
    ///
    /// - Parameter replay: The pool's members over the rounds; nil where the records do not give them.
    func exposureSection(_ replay: PoolReplay?) -> Section? {
        guard metrics.rounds.contains(where: { $0.kept > 0 }) else { return nil }
        let draws = uniformDraws
        let curves = [macsChart(replay, draws), depthChart(replay, draws)].compactMap(\.self)
        return Section(id: "exposure", title: "What is trained", pieces: [batchPiece] + curves)
    }

    /// How many batches have trained each operation of each layer, as far as the records go.
    var batches: [[Int]] {
        var batches = [[Int]](repeating: [Int](repeating: 0, count: space.operations.count), count: space.layers.count)
        for line in metrics.rounds {
            // A kept path takes several steps; one that was not scored takes one.
            let steps = line.scores == nil ? 1 : scenario.supernet.stepsPerPath
            for path in line.paths.prefix(line.kept) {
                for (layer, choice) in path.choices.enumerated() { batches[layer][Int(choice)] += steps }
            }
        }
        return batches
    }

    private var batchPiece: Section.Piece {
        let batches = batches
        let total = Double(max(1, batches[0].reduce(0, +)))
        let map = HeatMap(
            "Training batches of each operation", columns: space.layers.indices.map { "\($0 + 1)" }, of: "layer",
            rows: space.operations.map(\.name), of: "operation",
            shares: space.operations.indices.map { choice in
                space.layers.enumerated().map { index, layer in
                    layer.choices.contains(UInt8(choice)) ? Double(batches[index][choice]) / total : nil
                }
            })
        let rows = space.layers.enumerated().map { index, layer -> [String] in
            let counts = layer.choices.map { batches[index][Int($0)] }.sorted()
            let never = layer.choices.filter { batches[index][Int($0)] == 0 }.map { space.operations[Int($0)].name }
            return [
                "\(index + 1)", NumberText.grouped(counts[0]), NumberText.grouped(counts[counts.count / 2]),
                NumberText.grouped(counts[counts.count - 1]), never.isEmpty ? "none" : never.joined(separator: " "),
            ]
                + space.operations.indices.map { choice in
                    layer.choices.contains(UInt8(choice)) ? NumberText.grouped(batches[index][choice]) : ""
                }
        }
        return .figure(
            caption: map.title, drawing: map.drawing,
            note:
                "Percentage of the \(NumberText.grouped(Int(total))) batches that trained an operation. The table "
                + "has the counts, with minimum, median and maximum of each layer and the operations that were "
                + "never trained.",
            numbers: Table(
                ["layer", "least", "median", "most", "never trained"] + space.operations.map(\.name), rows: rows))
    }

    /// The mean over uniform draws, or that over the space where nothing is limited; nil where there are no draws.
    private func uniformMean(_ draws: [Path]?, of value: (Path) -> Double, inSpace: Double) -> Double? {
        draws.map { RoundGroups.mean($0.map(value)) ?? inSpace }
    }

    private func macsChart(_ replay: PoolReplay?, _ draws: [Path]?) -> Section.Piece? {
        guard let costs else { return nil }
        func macs(_ path: Path) -> Double { Double(costs.cost(of: path).macs) }
        let inSpace = space.layers.indices.reduce(Double(costs.fixed.macs)) { sum, layer in
            let choices = space.layers[layer].choices
            let macs = choices.map { Double(costs.cost(layer: layer, choice: $0).macs) }
            return sum + (RoundGroups.mean(macs) ?? 0)
        }
        return chart(
            "MACs of the paths", y: Axis("mean MACs of one picture"),
            uniform: uniformMean(draws, of: macs, inSpace: inSpace), pool: { replay?.moments[$0]?.meanMacs },
            value: macs)
    }

    private func depthChart(_ replay: PoolReplay?, _ draws: [Path]?) -> Section.Piece? {
        func depth(_ path: Path) -> Double { Double(space.depth(of: path)) }
        let inSpace = space.layers.reduce(0.0) { sum, layer in
            let blocks = layer.choices.count { space.operations[Int($0)] != .identity }
            return sum + Double(blocks) / Double(layer.choices.count)
        }
        return chart(
            "Depth of the paths", y: Axis("mean layers that are not id"),
            uniform: uniformMean(draws, of: depth, inSpace: inSpace), pool: { replay?.moments[$0]?.meanDepth },
            value: depth)
    }

    private func chart(
        _ title: String, y: Axis, uniform: Double?, pool: (Int) -> Double?, value: (Path) -> Double
    ) -> Section.Piece {
        let groups = roundGroups
        let isScored = metrics.rounds.contains { $0.scores != nil }
        let kept = groups.series(isScored ? "kept" : "trained", color: 0) { round in
            RoundGroups.mean(round.paths.prefix(round.kept).map(value))
        }
        let sampled =
            isScored ? groups.series("sampled", color: 6) { RoundGroups.mean($0.paths.map(value)) } : nil
        let pooled = groups.series("in the pool", style: .broken, color: 2) { pool($0.round) }
        let chart = Chart(
            title, x: Axis("round", isTight: true, isWhole: true), y: y,
            series: [sampled, kept, pooled].compactMap(\.self),
            limits: uniform.map { [Chart.Limit("uniform \(NumberText.significant($0))", $0, of: .vertical)] } ?? [])
        return .chart(
            chart,
            note: groups.note
                + (uniform == nil
                    ? ""
                    : " Uniform sampling stays near the dotted line; training that favours small or shallow paths "
                        + "falls below it."))
    }
}
