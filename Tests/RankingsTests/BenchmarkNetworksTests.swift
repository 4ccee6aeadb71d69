import Analysis
import Architecture
import Foundation
import Reproducibility
import Testing
@testable import Documents
@testable import Rankings
@testable import RunSupport

struct BenchmarkNetworksTests {
    private let runs = TinyRuns()

    private func table(
        _ space: SearchSpace, accuracy: (Int, Path) -> Double
    ) throws -> BenchmarkNetworks {
        let json = PublishedTable.json(of: space, accuracy: accuracy)
        try runs.write(Data(json.text(indented: false).utf8), to: "table.json")
        return BenchmarkNetworks(try PublishedAccuracies(file: runs.path("table.json"), space: space))
    }

    /// 2 choices of the first layer; behind it no block, one (in two encodings) or two.
    @Test func networksHaveTheMeanOfTheirEncodings() throws {
        let table = try table(PublishedTable.space()) { index, _ in 80 + Double(index) }
        #expect(table.networks.encodings == [[0], [1, 2], [3], [4], [5, 6], [7]])
        #expect(table.accuracies.map { ($0 * 1000).rounded() } == [800, 815, 830, 840, 855, 870])
        #expect(table.blocks == [0, 1, 2, 1, 2, 3])
    }

    /// The counts are those of the table's own networks, whatever the width of the supernet.
    @Test func macsAreCountedAtFullWidth() throws {
        let space = try SearchSpace(macro: .nasBenchMacro, operations: SearchSpace.operationsNASBenchMacro, width: 0.25)
        let table = try table(space) { _, path in 50 + path.choices.reduce(0) { $0 + Double($1) } }
        func macs(_ key: String) throws -> Int {
            let place = try #require(table.published.place(of: space.path(from: key)))
            return table.macs[try #require(table.networks.encodings.firstIndex { $0.contains(place) })]
        }
        #expect(try macs("00000000") == 7_713_280)
        #expect(try macs("22212220") == 85_164_544)
        #expect(try macs("22222222") == 105_660_928)
        #expect(try macs("01001110") == 31_611_392)
        let (limits, all) = (table.limits, table.macs)
        #expect(limits.count == 7 && limits[0] == 40_000_000 && limits[6] == 70_000_000)
        // Bins are of networks of about the same MACs, and hold no network twice.
        let bins = table.bins
        #expect(bins.allSatisfy { bin in bin.count >= 30 && Set(bin.map { all[$0] / 5_000_000 }).count == 1 })
        #expect(Set(bins.flatMap { $0 }).count == bins.reduce(0) { $0 + $1.count })
        // Who knows the truth regrets nothing.
        #expect(abs(try #require(table.regret(of: table.accuracies))) < 1e-12)
        #expect(abs(try #require(table.tau(of: table.accuracies)) - 1) < 1e-12)
        #expect(abs(try #require(table.tauInBins(of: table.accuracies)) - 1) < 1e-12)
        // The worst below each limit, by hand: the smallest network fits them all.
        let worst = limits.map { limit in
            let fitting = all.indices.filter { all[$0] <= limit }.map { table.accuracies[$0] }
            return (fitting.max() ?? 0) - (fitting.min() ?? 0)
        }
        let regret = try #require(table.regret(of: table.accuracies.map { -$0 }))
        #expect(abs(regret - worst.reduce(0, +) / 7) < 1e-12)
    }

    @Test func equalScoresAreDecidedByTheSecondOneAndThenByExpectation() throws {
        let table = try table(PublishedTable.space()) { index, _ in 80 + Double(index) }
        // Accuracies 80, 81.5, 83, 84, 85.5, 87.
        let scores: [Double] = [0, 1, 1, 1, 0, 0]
        #expect(abs(table.unconstrainedRegret(of: scores) - (0.87 - (0.815 + 0.83 + 0.84) / 3)) < 1e-12)
        #expect(abs(table.unconstrainedRegret(of: scores, then: [9, 1, 2, 1, 9, 9]) - 0.04) < 1e-12)
        #expect(abs(table.unconstrainedRegret(of: scores, then: [9, 2, 1, 2, 9, 9]) - (0.87 - 0.8275)) < 1e-12)
        let mean = (0.80 + 0.815 + 0.83 + 0.84 + 0.855 + 0.87) / 6
        #expect(abs(table.unconstrainedRegret(of: [0, 0, 0, 0, 0, 0]) - (0.87 - mean)) < 1e-12)
        // No bin of this little space holds enough networks.
        #expect(table.tauInBins(of: table.accuracies) == nil)
        #expect(table.tau(of: [1, 1, 1, 1, 1, 1]) == nil)
    }

    /// Every draw between equal scores, one by one, for every number of networks that are trained.
    @Test func theBestOfSomeIsExpectedOverAllDraws() throws {
        let table = try table(PublishedTable.space()) { index, _ in 80 + Double(index) }
        let judge: [Double] = [7, 2, 9, 4, 3, 8]
        for scores: [Double] in [[3, 1, 1, 1, 0, 0], [0, 0, 0, 0, 0, 0], [5, 4, 3, 2, 1, 0], [1, 1, 0, 0, 0, 1]] {
            for count in 1...6 {
                let order = scores.sorted(by: >)
                let draws = (0..<64).map { bits in (0..<6).filter { bits >> $0 & 1 == 1 } }
                    .filter { draw in draw.map { scores[$0] }.sorted(by: >) == Array(order.prefix(count)) }
                let chosen = try draws.map { draw in
                    table.accuracies[try #require(draw.max { judge[$0] < judge[$1] })]
                }
                let expected = 0.87 - chosen.reduce(0, +) / Double(chosen.count)
                let regret = try #require(
                    table.regret(of: scores, then: nil, choosing: (count, judge), among: Array(0..<6)))
                #expect(abs(regret - expected) < 1e-12, "\(count) of \(scores)")
            }
        }
        // All six are trained, and each of the table's trainings names the best.
        #expect(abs(try #require(table.regretAfterTraining(of: [0, 0, 0, 0, 0, 0]))) < 1e-12)
    }

    /// Elsewhere limits and bins divide the MACs of the networks at hand.
    @Test func limitsFollowTheNetworksOfTheTable() throws {
        let table = try table(PublishedTable.space()) { index, _ in 80 + Double(index) }
        let (least, most) = (try #require(table.macs.min()), try #require(table.macs.max()))
        #expect(table.limits.count == 7 && table.binWidth == (most - least) / 10)
        #expect(table.limits.first == least + (most - least) / 5 && table.limits.last == least + (most - least) * 4 / 5)
        // Of two networks each limit leaves the smaller one.
        let pair = try #require(table.published.keeping { $0.choices == [0, 0, 0] || $0.choices == [1, 1, 1] })
        let two = BenchmarkNetworks(pair)
        #expect(two.accuracies.map { ($0 * 1000).rounded() } == [800, 870] && two.macs == [least, most])
        #expect(two.regret(of: [0, 1]) == 0 && abs(two.unconstrainedRegret(of: [1, 0]) - 0.07) < 1e-12)
        #expect(pair.place(of: Path(choices: [1, 1, 1])) == 1 && pair.trainings?.count == 2 && !pair.isComplete)
        #expect(table.published.keeping { _ in false } == nil)
    }

    /// Of networks that all keep a limit, it says nothing.
    @Test func limitsOfThePublishedSpaceStopWhereTheNetworksEnd() throws {
        let space = try SearchSpace(macro: .nasBenchMacro, operations: SearchSpace.operationsNASBenchMacro)
        let table = try table(space) { _, path in 50 + path.choices.reduce(0) { $0 + Double($1) } }
        let part = try #require(table.published.keeping { space.blueprint(of: $0).macs <= 55_000_000 })
        #expect(BenchmarkNetworks(part).limits == [40_000_000, 45_000_000, 50_000_000])
    }

    @Test func withoutNoiseNothingIsOutOfReach() throws {
        let space = try PublishedTable.space()
        let table = try table(space) { index, _ in 80 + Double(index) }
        #expect(table.agreement == 1 && table.ceiling == 1)
        guard case .object(var members) = PublishedTable.json(of: space, accuracy: { index, _ in 80 + Double(index) })
        else { return }
        // The second training turns the order around.
        for (index, member) in members.enumerated() {
            members[index].value = member.value.setting("test_acc", to: [.integer(80 + index), .integer(90 - index)])
        }
        try runs.write(Data(JSONValue.object(members).text(indented: false).utf8), to: "table.json")
        let published = try PublishedAccuracies(file: runs.path("table.json"), space: space)
        #expect(BenchmarkNetworks(published).agreement == -1)
        #expect(BenchmarkNetworks(published).ceiling == 0)
    }

    /// The order of the truth itself, which is known here: what two trainings agree in is far below it.
    @Test func theCeilingIsWhatTheTruthReaches() throws {
        let space = try SearchSpace(macro: .nasBenchMacro, operations: SearchSpace.operationsNASBenchMacro, width: 0.25)
        var truth: [Double] = []
        let members = space.allPaths.enumerated().map { index, path in
            var stream = RandomStream(seed: 4, purpose: .simulation, index: index)
            let worth = 90 + 0.6 * stream.normal()
            truth.append(worth)
            let accuracies = (0..<3).map { _ in worth + 0.2 * stream.normal() }
            return JSONValue.Member(
                path.choices.map { "\($0)" }.joined(),
                ["test_acc": JSONValue(accuracies), "mean_acc": JSONValue(accuracies.reduce(0, +) / 3)])
        }
        try runs.write(Data(JSONValue.object(members).text(indented: false).utf8), to: "table.json")
        let table = BenchmarkNetworks(try PublishedAccuracies(file: runs.path("table.json"), space: space))
        let reached = try #require(table.tau(of: table.networks.means(of: truth)))
        #expect(abs(try #require(table.ceiling) - reached) < 0.01)
        #expect(try #require(table.agreement) < reached - 0.05)
        let rows = BenchmarkRow.baselines(of: table).suffix(2)
        #expect(rows.map(\.name) == ["two single trainings", "ceiling against the mean of 3, estimated"])
        #expect(rows.map(\.tau) == [table.agreement, table.ceiling])
    }

    /// Scores that are a sum with noise: the model takes the noise away, in every figure of the order.
    @Test func smoothedOrderIsThatOfTheSum() throws {
        let space = try SearchSpace(macro: .nasBenchMacro, operations: SearchSpace.operationsNASBenchMacro, width: 0.25)
        let worth: [[Double]] = (0..<8).map { layer in
            let step = Double(layer)
            return [0, 0.7 + 0.1 * step, 1.25 - 0.05 * step]
        }
        func truth(_ path: Path) -> Double {
            zip(worth, path.choices).reduce(80) { $0 + $1.0[Int($1.1)] }
        }
        let table = try table(space) { _, path in truth(path) }
        var stream = RandomStream(seed: 1, purpose: .simulation)
        let losses = table.published.paths.map { 5 - truth($0) / 20 + 0.05 * stream.normal() }
        let scores = BenchmarkScores(
            folder: "a", strategy: "uniform", seed: 1, losses: losses, accuracies: losses.map { 1 - $0 / 5 })
        let comparison = BenchmarkComparison(table, [scores])
        let row = try #require(comparison.json["rows"]?.elements.first)
        let smoothed = try #require(row["smoothed"])
        for key in ["tau", "tau_in_bins", "top_fifth"] {
            let (raw, better) = (try #require(row[key]?.double), try #require(smoothed[key]?.double))
            #expect(raw < 0.8 && better > 0.95, "\(key): \(raw), \(better)")
            #expect(try #require(smoothed["by_accuracy"]?[key]?.double) > 0.95)
        }
        #expect(try #require(smoothed["regret"]?.double) < 0.0005)
        #expect(try #require(row["regret"]?.double) > 0.001)
        let (first, trained) = (row["regret"]?.double, row["regret_after_training"]?.double)
        #expect(try #require(trained) < #require(first) && #require(trained) >= 0)
        #expect(smoothed["model"]?["pairs"] == false && smoothed["model"]?["terms"] == 24)
        // By hand: the fifth with the best published accuracies.
        let networks = table.networks.means(of: losses)
        let best = table.accuracies.indices.sorted { table.accuracies[$0] > table.accuracies[$1] }.prefix(794)
        let tau = try #require(
            RankCorrelation.kendall(best.map { -networks[$0] }, best.map { table.accuracies[$0] }))
        #expect(abs(try #require(row["top_fifth"]?.double) - tau) < 0.002, "equal accuracies at the edge aside")
        let text = comparison.parts(isMarkdown: false)
        #expect(text[0].contains("a, smoothed") && text[1].contains("tau among the 794 networks"))
    }

    @Test func strategiesArePairedBySeed() throws {
        let table = try table(PublishedTable.space()) { index, _ in 80 + Double(index) }
        let good = (0..<8).map { 10 - Double($0) }
        func scores(_ strategy: String, _ seed: Int, exchanged: Int) -> BenchmarkScores {
            var losses = good
            for place in 0..<exchanged { losses.swapAt(place, place + 1) }
            return BenchmarkScores(
                folder: "\(strategy)-\(seed)", strategy: strategy, seed: seed, losses: losses,
                accuracies: losses.map { 1 - $0 / 20 })
        }
        let comparison = BenchmarkComparison(
            table,
            (1...3).map { scores("greedy", $0, exchanged: 0) }
                + (1...4).map { scores("uniform", $0, exchanged: $0 + 3) })
        let json = comparison.json
        let pairs = try #require(json["pairs"]?.elements)
        #expect(pairs.count == 1 && pairs[0]["seeds"] == [1, 2, 3])
        #expect(pairs[0]["first"] == "greedy" && pairs[0]["other"] == "uniform")
        #expect(pairs[0]["top_fifth"]?["mean"]?.double ?? -1 >= 0)
        let smoothedPairs = try #require(json["smoothed_pairs"]?.elements)
        #expect(smoothedPairs.count == 1 && smoothedPairs[0]["seeds"] == [1, 2, 3])
        #expect(json["rows"]?.elements.count == 7)
        #expect(pairs[0]["regret_after_training"]?["mean"] == 0)
        #expect(json["rows"]?.elements[0]["tau"] == 1 && json["rows"]?.elements[0]["regret"] == 0)
        let baselines = try #require(json["baselines"]?.elements)
        #expect(baselines.count == 6 && baselines[4]["tau"] == 1 && baselines[5]["tau"] == 1)
        // Accuracies that rise with the index are a sum over the layers.
        #expect(baselines[3]["tau"] == 1 && baselines[3]["regret"] == 0)
        // One strategy alone has nothing to be paired with.
        #expect(BenchmarkComparison(table, [scores("greedy", 1, exchanged: 0)]).json["pairs"] == [])
        // A seed twice cannot be paired.
        let twice = [
            scores("greedy", 1, exchanged: 0), scores("greedy", 1, exchanged: 1), scores("uniform", 1, exchanged: 2),
        ]
        #expect(BenchmarkComparison(table, twice).json["pairs"] == [])
        let parts = BenchmarkComparison(table, twice).parts(isMarkdown: false)
        #expect(parts.last?.hasPrefix("greedy and uniform make no pairs: expected a common seed") == true)
    }

    @Test(arguments: [
        ([0.05, 0.06, 0.055], "above"), ([-0.01, 0.01, 0.0], "not worse"), ([-0.02, 0.02, 0], "not decided"),
        ([-0.05, -0.06, -0.055], "below"), ([0.01], "not decided"), ([0, 0, 0], "not decided"),
    ]) func verdictsFollowTheInterval(differences: [Double], verdict: String) throws {
        let table = try table(PublishedTable.space()) { index, _ in 80 + Double(index) }
        func row(_ strategy: String, _ seed: Int, _ tau: Double) -> BenchmarkRow {
            var row = BenchmarkRow(strategy, table, table.accuracies, strategy, seed)
            row.tau = tau
            return row
        }
        let rows = differences.enumerated().flatMap { [row("a", $0, 0.5 + $1), row("b", $0, 0.5)] }
        #expect(try #require(BenchmarkPair("a", "b", rows: rows)).tauVerdict == verdict)
    }
}
