package import Architecture
package import Documents
import RunFiles
package import Search
import Supernet

extension Scenario {
    /// The networks that the limits of the search allow, and the SHA-256 of the latency table's file, nil without one.
    ///
    /// - Throws: `Refusal` where no network of the space keeps the limits, saying what the smallest one needs, or where the
    ///   table holds for something else.
    package func searchDomain(
        of space: SearchSpace
    ) throws(Refusal) -> (domain: SearchDomain, latencySHA256: String?) {
        let (costs, sha256) = try measuredCosts(CostTable(of: space))
        return (try Self.domain(costs, limits: search.limits, key: "search.limits"), sha256)
    }

    /// The networks that the supernet trains; nil where these are all of the space.
    ///
    /// - Throws: `Refusal` as `searchDomain`, and where fewer networks keep the limits than a round draws.
    package func trainedDomain(of space: SearchSpace) throws(Refusal) -> SearchDomain? {
        let limits = supernet.limits.limits(search: search.limits)
        guard !limits.costLimits.isEmpty else { return nil }
        let (costs, _) = try measuredCosts(CostTable(of: space))
        let key = supernet.limits == .search ? "search.limits" : "supernet.limits"
        let domain = try Self.domain(costs, limits: limits, key: key)
        let drawn = supernet.sampling == .distinct ? supernet.mostDrawnPaths : 1
        let admitted = domain.admittedPaths(atMost: drawn).count
        guard admitted == drawn else {
            throw Refusal(
                "\(key): \(admitted.counted("network of the space keeps", "networks of the space keep")) the limits, and a round draws \(drawn) different ones; expected "
                    + "wider limits, supernet.limits null, a smaller supernet.m, or supernet.sampling \"iid\"")
        }
        return domain
    }

    private static func domain(
        _ costs: CostTable, limits: ScenarioLimits, key: String
    ) throws(Refusal) -> SearchDomain {
        do {
            return try SearchDomain(costs: costs, limits: limits.costLimits)
        } catch {
            throw Refusal("\(key): \(error)")
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
