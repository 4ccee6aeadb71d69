import Architecture
public import Documents
import Reproducibility
public import RunFiles
public import Scenarios
import Search

/// A network that is trained in place of the one that a search found, to see what the search is worth.
public enum ReferenceNetwork: String, CaseIterable, Sendable {
    /// A random one of 90 to 100 % of the MACs of the one found, within the search's limits.
    case random
    /// The one with the most MACs within the search's limit on them.
    case largest

    /// The network, as the `architecture.json` of its retraining holds it: `reference` in its provenance says what it is.
    ///
    /// - Parameters:
    ///   - found: What the search found.
    ///   - scenario: The run's scenario: its limits, and the seed of the retraining, which the random draw follows too.
    /// - Throws: `Refusal` where there is no such network, or the limits cannot be kept.
    public func network(
        insteadOf found: FoundArchitecture, in scenario: Scenario
    ) throws(Refusal) -> FoundArchitecture {
        let domain = try scenario.searchDomain(of: found.space).domain
        let path: Path
        do throws(SearchError) {
            switch self {
            case .random:
                let macs = domain.costs.cost(of: found.path).macs
                var stream = RandomStream(
                    seed: UInt64(scenario.retrain.seed ?? scenario.seed), purpose: .reference)
                path = try domain.randomPath(
                    macs: (macs * 9 + 9) / 10...macs, except: found.path, using: &stream)
            case .largest: path = try domain.largestPath()
            }
        } catch {
            throw Refusal("\(error)")
        }
        return FoundArchitecture(
            space: found.space, path: path,
            provenance: .reference(
                rawValue, insteadOf: found.space.names(of: found.path), scenario: scenario.name, seed: scenario.seed))
    }
}
