import Architecture
import Reproducibility
import Search
import Testing

/// Random paths in a window of MACs, and the largest path within a limit.
struct ReferencePathTests {
    /// Layers of several widths, so that sums differ: 4^5 paths that can all be looked at.
    private func costs() throws -> CostTable {
        let macro = Macro(
            name: "small", side: 8, classes: 4, stemChannels: 8, stemStride: 1, fixedChannels: nil,
            stages: [.init(channels: 8, layers: 2, stride: 1), .init(channels: 12, layers: 3, stride: 2)],
            headChannels: 16)
        let operations = (1...4).map {
            Architecture.Operation.invertedBottleneck(
                kernel: $0.isMultiple(of: 2) ? 5 : 3, expansion: $0, squeezeExcitation: false)
        }
        return CostTable(of: try SearchSpace(macro: macro, operations: operations))
    }

    @Test func largestPathIsThatOfAllPathsWithinTheLimit() throws {
        let costs = try costs()
        let macs = costs.space.allPaths.map { costs.cost(of: $0).macs }.sorted()
        for limit in [macs[0], macs[0] + 1, macs[1], macs[100], macs[511], macs[700] - 1, macs[1023], macs[1023] + 1] {
            let path = try SearchDomain(costs: costs, limits: CostLimits(macs: limit)).largestPath()
            #expect(costs.cost(of: path).macs == macs.last { $0 <= limit })
        }
        #expect(try costs.cost(of: SearchDomain(costs: costs).largestPath()).macs == macs[1023])
    }

    @Test func largestPathOfThePapersSpaceIsCloseToTheLimit() throws {
        let costs = CostTable(of: try SearchSpace(macro: .imagenet, operations: SearchSpace.operations7))
        let least = costs.minimum.macs
        for limit in [least, 200_000_000, 330_000_000, 450_000_000] {
            let path = try SearchDomain(costs: costs, limits: CostLimits(macs: limit)).largestPath()
            let found = costs.cost(of: path).macs
            #expect(found <= limit && Double(limit - found) <= Double(limit - least) * 21 / 65_536)
        }
    }

    @Test func largestPathWithinOtherLimitsIsRefused() throws {
        let domain = try SearchDomain(costs: costs(), limits: CostLimits(macs: 10_000_000, params: 10_000_000))
        #expect(throws: SearchError.largestOfSeveralLimits) { try domain.largestPath() }
    }

    /// Every path of the window comes as often as any other one, by chi squared; the excluded one never.
    @Test func randomPathsAreUniformInTheWindow() throws {
        let costs = try costs()
        let sorted = costs.space.allPaths.sorted { costs.cost(of: $0).macs < costs.cost(of: $1).macs }
        let window = costs.cost(of: sorted[480]).macs...costs.cost(of: sorted[519]).macs
        let excluded = sorted[500]
        let inside = Set(sorted.filter { window.contains(costs.cost(of: $0).macs) && $0 != excluded })
        let domain = try SearchDomain(costs: costs)
        var counts: [Path: Int] = [:]
        var stream = RandomStream(seed: 3, purpose: .reference)
        let draws = 100 * inside.count
        for _ in 0..<draws {
            counts[try domain.randomPath(macs: window, except: excluded, using: &stream), default: 0] += 1
        }
        #expect(Set(counts.keys) == inside)
        let chi = inside.reduce(0.0) { $0 + (Double(counts[$1] ?? 0) - 100) * (Double(counts[$1] ?? 0) - 100) / 100 }
        // Five deviations of chi squared above its mean.
        let freedom = Double(inside.count - 1)
        #expect(chi < freedom + 5 * (2 * freedom).squareRoot())
    }

    @Test func windowWithoutPathsIsRefused() throws {
        let costs = try costs()
        var stream = RandomStream(seed: 1, purpose: .reference)
        let least = costs.minimum.macs
        #expect(throws: SearchError.noneDrawn(least: 1, most: least - 1, draws: 1_000_000)) {
            try SearchDomain(costs: costs).randomPath(
                macs: 1...least - 1, except: costs.space.allPaths[0], using: &stream)
        }
        // A window around a path beyond the limits holds none.
        let paths = costs.space.allPaths.sorted { costs.cost(of: $0).macs < costs.cost(of: $1).macs }
        let limited = try SearchDomain(costs: costs, limits: CostLimits(macs: costs.cost(of: paths[10]).macs))
        let beyond = costs.cost(of: paths[900]).macs
        #expect(throws: SearchError.noneDrawn(least: beyond, most: beyond, draws: 1_000_000)) {
            try limited.randomPath(macs: beyond...beyond, except: paths[0], using: &stream)
        }
    }
}
