package import Architecture
package import Documents
import LatencyTables
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
        let (costs, sha256) = try search.measuredCosts(CostTable(of: space))
        return (try Self.domain(costs, limits: search.limits, key: "search.limits"), sha256)
    }

    /// The limits on the networks that the supernet trains, as a value of `supernet.limits` that follows no other key.
    package var trainedLimits: JSONValue {
        let limits = supernet.limits.limits(search: search.limits)
        return limits.costLimits.isEmpty ? .null : limits.json
    }

    /// The networks that the supernet trains; nil where these are all of the space.
    ///
    /// - Throws: `Refusal` as `searchDomain`, and where fewer networks keep the limits than a round draws.
    package func trainedDomain(of space: SearchSpace) throws(Refusal) -> SearchDomain? {
        guard let domain = try supernet.domain(of: space, search: search) else { return nil }
        let key = supernet.limits.key
        let drawn = supernet.sampling == .distinct ? supernet.mostDrawnPaths : 1
        let admitted = domain.admittedPaths(atMost: drawn).count
        guard admitted == drawn else {
            throw Refusal(
                "\(key): \(admitted.counted("network of the space is", "networks of the space are")) within the "
                    + "limits, and a round draws \(drawn) different ones; expected wider limits, supernet.limits "
                    + "null, a smaller supernet.m, or supernet.sampling \"iid\"")
        }
        return domain
    }

    fileprivate static func domain(
        _ costs: CostTable, limits: ScenarioLimits, key: String
    ) throws(Refusal) -> SearchDomain {
        do {
            return try SearchDomain(costs: costs, limits: limits.costLimits)
        } catch {
            throw Refusal("\(key): \(error)")
        }
    }
}

extension ScenarioSupernet {
    /// The networks that keep the limits on those that are trained; nil where nothing is limited.
    ///
    /// - Throws: `Refusal` as `Scenario.searchDomain`.
    func domain(of space: SearchSpace, search: ScenarioSearch) throws(Refusal) -> SearchDomain? {
        let limits = limits.limits(search: search.limits)
        guard !limits.costLimits.isEmpty else { return nil }
        var costs = CostTable(of: space)
        if limits.latencyNanoseconds != nil { (costs, _) = try search.measuredCosts(costs) }
        return try Scenario.domain(costs, limits: limits, key: self.limits.key)
    }

    /// The capacity of the pool: as asked for, at most the paths that may be drawn.
    func poolCapacity(in space: SearchSpace, search: ScenarioSearch) -> Int {
        drawnPaths(of: space, search: search, atMost: pool.size)
    }

    /// How many different paths may be drawn, counted up to a number.
    ///
    /// Limits that cannot be kept, or need a table that cannot be read, are refused elsewhere and count as none here.
    func drawnPaths(of space: SearchSpace, search: ScenarioSearch, atMost count: Int) -> Int {
        guard let domain = try? domain(of: space, search: search) else {
            return min(count, space.pathCountIfSmall ?? .max)
        }
        return domain.admittedPaths(atMost: count).count
    }
}

extension ScenarioSearch {
    /// The costs with the latencies of the scenario's table, where there is one, and the SHA-256 of its file.
    func measuredCosts(_ costs: CostTable) throws(Refusal) -> (CostTable, String?) {
        guard let file = latencyTable else { return (costs, nil) }
        let table = try LatencyTable(file: file, space: costs.space, threads: latencyThreads)
        let sha256 = try LatencyTable.sha256(of: file)
        if let expected = latencySHA256, expected != sha256 {
            throw Refusal(
                "\(file) does not have the SHA-256 of search.latency_sha256; expected the latency table with which "
                    + "the scenario was run")
        }
        do {
            return (try table.costs(), sha256)
        } catch {
            throw Refusal("\(file): \(error)")
        }
    }
}
