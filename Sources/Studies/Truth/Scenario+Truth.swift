import Architecture
import Documents
import Runs
import Scenarios

extension Scenario {
    /// The networks of a table of this scenario's space.
    ///
    /// - Parameter count: How many; there may be fewer.
    /// - Throws: `Refusal` where no network keeps the limits.
    func networksOfTruth(_ count: Int) throws(Refusal) -> [Path] {
        TruthNetworks(count, of: try searchDomain(of: searchSpace).domain, seed: UInt64(seed)).paths
    }
}
