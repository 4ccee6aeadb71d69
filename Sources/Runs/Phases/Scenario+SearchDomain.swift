package import Architecture
package import Documents
import RunFiles
package import Scenarios
package import Search

extension Scenario {
    /// The networks that the limits of the search allow, and the SHA-256 of the latency table's file, nil without one.
    ///
    /// - Throws: `Refusal` where no network of the space keeps the limits, saying what the smallest one needs, or where the
    ///   table holds for something else.
    package func searchDomain(
        of space: SearchSpace
    ) throws(Refusal) -> (domain: SearchDomain, latencySHA256: String?) {
        let (costs, sha256) = try measuredCosts(CostTable(of: space))
        do {
            return (try SearchDomain(costs: costs, limits: search.limits.costLimits), sha256)
        } catch {
            throw Refusal("search.limits: \(error)")
        }
    }

    /// The costs with the latencies of the scenario's table, where there is one, and the SHA-256 of its file.
    private func measuredCosts(_ costs: CostTable) throws(Refusal) -> (CostTable, String?) {
        guard let file = search.latencyTable else { return (costs, nil) }
        let table = try LatencyTable(file: file, space: costs.space, threads: search.latencyThreads)
        let sha256 = try LatencyTable.sha256(of: file)
        if let expected = search.latencySHA256, expected != sha256 {
            throw Refusal(
                "\(file) is not the file whose digest search.latency_sha256 is; expected the latency table that the "
                    + "scenario was run with")
        }
        do {
            return (try table.costs(), sha256)
        } catch {
            throw Refusal("\(file): \(error)")
        }
    }
}
