import Analysis
import Architecture
import Foundation

/// The distinct networks of a published table, and how well an order of them finds the good ones.
struct BenchmarkNetworks {
    /// The table.
    let published: PublishedAccuracies
    /// Which paths are the same network.
    let networks: DistinctNetworks
    /// For each network its published accuracy, a share: the mean over its encodings.
    let accuracies: [Double]
    /// For each training of the table the accuracy of each network; empty where it has only their means.
    let accuraciesOfTrainings: [[Double]]
    /// For each network its MACs at the outline's own width, which the published accuracies are of.
    let macs: [Int]
    /// For each network the number of layers that do not choose the identity.
    let blocks: [Int]

    /// MACs that a network may have at most, one limit after another.
    let limits: [Int]
    /// The width of a bin of networks of about the same MACs.
    let binWidth: Int
    /// Bins with fewer networks do not count.
    static let leastInBin = 30

    /// Divides the table's paths into networks and counts their MACs.
    init(_ published: PublishedAccuracies) {
        let space = published.space
        self.published = published
        networks = DistinctNetworks(published.paths, of: space)
        let networks = networks
        accuracies = networks.means(of: published.means)
        let trainings = published.trainings ?? []
        accuraciesOfTrainings = (0..<(trainings.first?.count ?? 0)).map { training in
            networks.means(of: trainings.map { $0[training] })
        }
        let full: SearchSpace
        do throws(ArchitectureError) {
            full = try SearchSpace(
                macro: space.macro, operations: space.operations, identity: space.identity,
                activation: space.activation, stemActivation: space.stemActivation)
        } catch {
            preconditionFailure("a space that exists at one width does not at width 1: \(error)")
        }
        let first = networks.encodings.map { published.paths[$0[0]] }
        macs = first.map { full.blueprint(of: $0).macs }
        (limits, binWidth) = Self.scale(of: macs, in: space)
        blocks = first.map { path in path.choices.count { space.operations[Int($0)] != .identity } }
    }

    /// Limits and the width of a bin.
    ///
    /// NAS-Bench-Macro's are 40, 45 ... 70M as far as they leave a network out, and 5M. Elsewhere, and where none does,
    /// there are seven limits too: at 20, 30 ... 80 % of the way from the fewest MACs in the table to the most; a bin
    /// reaches from one to the next.
    private static func scale(of macs: [Int], in space: SearchSpace) -> (limits: [Int], binWidth: Int) {
        let (least, most) = (macs.min() ?? 0, macs.max() ?? 0)
        if space.macro.name == Macro.nasBenchMacro.name {
            let limits = stride(from: 40_000_000, through: 70_000_000, by: 5_000_000).filter { $0 < most }
            if !limits.isEmpty { return (limits, 5_000_000) }
        }
        return ((2...8).map { least + (most - least) * $0 / 10 }, max(1, (most - least) / 10))
    }

    /// Kendall's tau of scores against the published accuracies, over all networks; nil for constant scores.
    func tau(of scores: [Double]) -> Double? { RankCorrelation.kendall(scores, accuracies) }

    /// Kendall's tau among the fifth of the networks with the best published accuracies; nil where those have no order.
    func tauOfTopFifth(of scores: [Double]) -> Double? {
        RankCorrelation.kendall(scores, accuracies, amongBest: 0.2)
    }

    /// The mean of tau inside bins of MACs that hold enough networks; nil where none does, or none has an order.
    func tauInBins(of scores: [Double]) -> Double? {
        Self.mean(
            bins.compactMap { bin in
                RankCorrelation.kendall(bin.map { scores[$0] }, bin.map { accuracies[$0] })
            })
    }

    /// The networks of each bin that holds enough of them, in ascending order of MACs.
    var bins: [[Int]] {
        guard let most = macs.max() else { return [] }
        var bins = [[Int]](repeating: [], count: most / binWidth + 1)
        for (network, macs) in macs.enumerated() { bins[macs / binWidth].append(network) }
        return bins.filter { $0.count >= Self.leastInBin }
    }

    /// Trainings of each network, over which the published accuracies are means.
    var trainings: Int { max(1, accuraciesOfTrainings.count) }

    /// The highest tau to be expected of any ranking: about the tau of the networks' true accuracies against the published means,
    /// which are of few trainings each; nil where the table does not have these one by one.
    ///
    /// Two single trainings tell how large their noise is. Where accuracies and noise are normal, tau is 2 / pi asin(rho), and
    /// rho is s / (s + 1) between two trainings and the root of R s / (R s + 1) between the truth and the mean of R, s being
    /// the variance of the accuracies over that of the noise.
    var ceiling: Double? {
        guard let agreement else { return nil }
        let rho = max(0, sin(agreement * .pi / 2))
        guard rho < 1 else { return 1 }
        let signal = Double(trainings) * rho / (1 - rho)
        return 2 / .pi * asin((signal / (signal + 1)).squareRoot())
    }

    /// The mean tau between the accuracies of two single trainings; nil where the table does not have them one by one.
    var agreement: Double? {
        guard accuraciesOfTrainings.count > 1 else { return nil }
        return Self.mean(
            accuraciesOfTrainings.indices.flatMap { one in
                (0..<one).compactMap { RankCorrelation.kendall(accuraciesOfTrainings[one], accuraciesOfTrainings[$0]) }
            })
    }

    static func mean(_ numbers: [Double]) -> Double? {
        numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
    }
}
