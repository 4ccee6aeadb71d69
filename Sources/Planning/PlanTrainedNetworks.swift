import Architecture
import Documents
import Reproducibility
import Scenarios
import Search
import Supernet

/// Which networks of a space a supernet trains, by its limits.
public struct PlanTrainedNetworks: Hashable, Sendable {
    /// The share of the space that keeps the limits, by as many draws; 1 without limits, nil where `problem` says why.
    public let share: Double?
    /// Why no training can begin with these limits; nil where one can.
    public let problem: String?

    /// Networks drawn for the share: its standard error is half a percent at most.
    public static let draws = 10_000

    init(_ scenario: Scenario) {
        let space = scenario.searchSpace
        do throws(Refusal) {
            guard let domain = try scenario.trainedDomain(of: space) else {
                (share, problem) = (1, nil)
                return
            }
            let kept = (0..<Self.draws).count { index in
                var stream = RandomStream(seed: UInt64(scenario.seed), purpose: .planning, index: index)
                return domain.admits(space.randomPath(using: &stream))
            }
            (share, problem) = (Double(kept) / Double(Self.draws), nil)
        } catch {
            (share, problem) = (nil, "\(error)")
        }
    }

    /// The networks in words; nil where all are trained.
    var text: String? {
        guard share != 1 else { return nil }
        return share.map { share in
            let percents = share > 0 ? "\((share * 100).decimal(places: share < 0.001 ? 2 : 1)) %" : "fewer than 0.01 %"
            return "only networks within the limits: \(percents) of the space (estimated from \(Self.draws) draws)"
        } ?? problem
    }
}
