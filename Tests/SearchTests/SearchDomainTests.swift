import Architecture
import Reproducibility
import Search
import Testing

struct SearchDomainTests {
    private func imagenet() throws -> CostTable {
        CostTable(of: try SearchSpace(macro: .imagenet, operations: SearchSpace.operations7))
    }

    private func sentence(_ costs: CostTable, _ limits: CostLimits) -> String? {
        do {
            _ = try SearchDomain(costs: costs, limits: limits)
            return nil
        } catch { return "\(error)" }
    }

    @Test func limitBelowTheSmallestPathIsRefusedAndTheSmallestNamed() throws {
        let costs = try imagenet()
        let least = costs.minimum
        #expect(
            sentence(costs, CostLimits(macs: least.macs - 1))
                == "no network of the space is within the limit of \(least.macs - 1) on MACs; the smallest has \(least.macs)"
        )
        #expect(
            sentence(costs, CostLimits(macs: .max, params: 1))
                == "no network of the space is within the limit of 1 on parameters; the smallest has \(least.params)")
        #expect(sentence(costs, CostLimits(macs: least.macs, params: least.params)) == nil)
        let timed = try costs.withRandomLatencies(1)
        let seconds = try #require(timed.minimum.latency)
        #expect(
            sentence(timed, CostLimits(latency: seconds.nextDown))
                == "no network of the space is within the limit of \(seconds.nextDown) s on latency; the fastest takes \(seconds) s"
        )
        #expect(sentence(timed, CostLimits(latency: seconds)) == nil)
        let short = try CostTable(
            of: SearchSpace.uniform(layers: 1, choices: 2), fixedLatency: 1.577203958078125e-05, latencies: [[0, 1]])
        #expect(
            sentence(short, CostLimits(latency: 1e-9))
                == "no network of the space is within the limit of 0.001 us on latency; the fastest takes 15.8 us")
    }

    @Test func limitThatIsNoLimitIsRefused() throws {
        let costs = try imagenet()
        #expect(sentence(costs, CostLimits(macs: 0)) == "the limit on MACs is 0; expected a number above 0")
        #expect(sentence(costs, CostLimits(params: -5)) == "the limit on parameters is -5; expected a number above 0")
        for value in [0, -1, Double.nan, .infinity] {
            #expect(
                sentence(costs, CostLimits(latency: value))
                    == "the limit on latency is \(value) s; expected a number above 0")
        }
        // Otherwise every path would pass for fast enough.
        #expect(
            sentence(costs, CostLimits(latency: 1))
                == "the limit on latency needs a latency table of the space; none was given")
    }

    /// In each of 20 layers one choice is small and slow, the other large and fast.
    private func torn(latency: Double) throws -> (costs: CostTable, limits: CostLimits) {
        let space = try SearchSpace.uniform(layers: 20, choices: 2)
        let costs = try CostTable(
            of: space, fixedLatency: 0, latencies: [[Double]](repeating: [3, 1], count: 20))
        let macs = (0...1).map { costs.cost(layer: 0, choice: UInt8($0)).macs }
        return (costs, CostLimits(macs: costs.fixed.macs + 10 * (macs[0] + macs[1]), latency: latency))
    }

    @Test func limitsThatExcludeEachOtherAreRefused() throws {
        // Ten layers may be large; so at least ten are slow.
        let (costs, limits) = try torn(latency: 39)
        #expect(
            sentence(costs, limits)
                == "no path was found that has at most \(try #require(limits.macs)) MACs and at most 39 s latency at "
                + "once; the smallest path by each alone has \(costs.minimum.macs) MACs and 20 s latency")
    }

    @Test func limitsThatJustAgreeAreKept() throws {
        let (costs, limits) = try torn(latency: 40)
        let domain = try SearchDomain(costs: costs, limits: limits)
        var stream = RandomStream(seed: 1, purpose: .simulation)
        var seen: Set<Path> = []
        for _ in 0..<40 {
            let path = domain.randomPath(using: &stream)
            #expect(path.choices.count { $0 == 1 } == 10)
            seen.insert(path)
        }
        #expect(seen.count > 20)
    }

    /// Every path of a small space counted, under limits that allow from one path to all.
    @Test(arguments: 0..<12) func admittedPathsAreThoseWithinTheLimits(index: Int) throws {
        let space = try SearchSpace(
            macro: .nasBenchMacro, operations: [.identity] + SearchSpace.operations7[..<2],
            identity: index.isMultiple(of: 2) ? .convolution : .excluded)
        let costs = try CostTable(of: space).withRandomLatencies(index)
        var stream = RandomStream(seed: 2, purpose: .simulation, index: index)
        let all = space.allPaths
        // A path that certainly is within the limits, with some room or none.
        let cost = costs.cost(of: all[stream.integer(below: all.count)])
        let room = index < 8 ? 1 + 0.1 * stream.uniform() : 1
        let limits = CostLimits(
            macs: index % 3 == 0 ? nil : Int(Double(cost.macs) * room),
            params: index % 3 == 1 ? nil : Int(Double(cost.params) * room),
            latency: try #require(cost.latency) * room)
        let domain = try SearchDomain(costs: costs, limits: limits)
        let expected = domain.allWithinLimits
        #expect(!expected.isEmpty)
        #expect(domain.admittedPaths(atMost: .max) == expected)
        #expect(domain.admittedPaths(atMost: 3) == Array(expected.prefix(3)))
        #expect(expected.allSatisfy { domain.admits($0) && domain.violation(of: $0) == 0 })
        #expect(all.count { domain.admits($0) } == expected.count)
        let lenient = try SearchDomain(costs: costs, limits: limits, policy: .dominate)
        #expect(lenient.admittedPaths(atMost: 10_000) == all)
        #expect(all.allSatisfy { lenient.admits($0) && lenient.violation(of: $0) == domain.violation(of: $0) })
        // Draws reach all of few paths, and nothing else.
        var drawn: Set<Path> = []
        for _ in 0..<200 { drawn.insert(domain.randomPath(using: &stream)) }
        #expect(drawn.isSubset(of: expected))
        if expected.count <= 4 { #expect(drawn.count == expected.count) }
    }

    /// Sums of latencies depend on the order of adding; what counts is the sum as `CostTable.cost(of:)` has it.
    @Test func latencyBeyondTheLimitByTheLastBitIsNotListed() throws {
        let costs = try CostTable(of: .uniform(layers: 5, choices: 3)).withRandomLatencies(20)
        let paths = costs.space.allPaths.sorted { costs.cost(of: $0).latency ?? 0 < costs.cost(of: $1).latency ?? 0 }
        for place in [1, 60, 121, 242] {
            let latency = try #require(costs.cost(of: paths[place]).latency)
            let just = try SearchDomain(costs: costs, limits: CostLimits(latency: latency))
            #expect(just.admittedPaths(atMost: 243) == paths[...place].sorted())
            let below = try SearchDomain(costs: costs, limits: CostLimits(latency: latency.nextDown))
            #expect(below.admittedPaths(atMost: 243) == paths[..<place].sorted())
        }
    }

    /// A tenth of the way from the smallest to the largest of 7^21 paths, where uniform draws are in vain.
    @Test func drawsUnderATightLimitAreWithinItAndDiffer() throws {
        let costs = try imagenet()
        let limits = CostLimits(macs: costs.macs(at: 0.1), params: costs.minimum.params * 3)
        let domain = try SearchDomain(costs: costs, limits: limits)
        var seen: Set<Path> = []
        var mean = 0.0
        for index in 0..<60 {
            var stream = RandomStream(seed: 3, purpose: .search, index: index)
            var same = stream
            let path = domain.randomPath(using: &stream)
            #expect(domain.space.contains(path))
            #expect(domain.violation(of: path) == 0)
            #expect(domain.randomPath(using: &same) == path)
            mean += Double(costs.cost(of: path).macs) / 60
            seen.insert(path)
        }
        #expect(seen.count == 60)
        // Repair stops as soon as it may: most of the room is used.
        #expect(mean > Double(costs.macs(at: 0.075)))
    }

    @Test func onlyPathWithinALimitAtTheMinimumIsFound() throws {
        let costs = CostTable(
            of: try SearchSpace(macro: .imagenet, operations: SearchSpace.operations13, identity: .excluded))
        let domain = try SearchDomain(costs: costs, limits: CostLimits(macs: costs.minimum.macs))
        let least = try #require(domain.admittedPaths(atMost: 5).first)
        #expect(domain.admittedPaths(atMost: 5) == [least])
        #expect(costs.cost(of: least).macs == costs.minimum.macs)
        var stream = RandomStream(seed: 4, purpose: .simulation)
        for _ in 0..<5 { #expect(domain.randomPath(using: &stream) == least) }
    }

    /// Chi-squared over the 16 of 27 paths within a limit, at 1 in 10,000.
    @Test func drawsUnderALooseLimitAreUniform() throws {
        let free = try SearchDomain.uniform(layers: 3, choices: 3)
        let macs = free.space.allPaths.map { free.costs.cost(of: $0).macs }.sorted()
        let domain = try SearchDomain(costs: free.costs, limits: CostLimits(macs: macs[13]))
        let paths = domain.allWithinLimits
        #expect(paths.count == 16)
        var counts: [Path: Int] = [:]
        var stream = RandomStream(seed: 5, purpose: .simulation)
        for _ in 0..<8000 { counts[domain.randomPath(using: &stream), default: 0] += 1 }
        let statistic = paths.reduce(0.0) { sum, path in
            let difference = Double(counts[path, default: 0]) - 500
            return sum + difference * difference / 500
        }
        #expect(statistic < 44.26, "\(counts)")
    }

    @Test func repairChangesOnlyWhatItMust() throws {
        let costs = try imagenet()
        var stream = RandomStream(seed: 6, purpose: .simulation)
        let paths = (0..<30).map { _ in costs.space.randomPath(using: &stream) }
            .sorted { costs.cost(of: $0).macs < costs.cost(of: $1).macs }
        // Half of the paths keep the limit, the one that sets it among them.
        let domain = try SearchDomain(costs: costs, limits: CostLimits(macs: costs.cost(of: paths[14]).macs))
        for (index, path) in paths.enumerated() {
            let repaired = domain.repaired(path, using: &stream)
            #expect(domain.violation(of: repaired) == 0)
            #expect((repaired == path) == (index < 15))
            for (layer, (before, after)) in zip(path.choices, repaired.choices).enumerated() where before != after {
                #expect(costs.cost(layer: layer, choice: after).macs < costs.cost(layer: layer, choice: before).macs)
            }
        }
    }

    /// Path 1,1 is a little slow; one layer alone makes it either far slower or far too large.
    @Test func repairFindsAWayOutWhereLimitsBlockOneAnother() throws {
        let space = try SearchSpace.uniform(layers: 2, choices: 3)
        let costs = try CostTable(of: space, fixedLatency: 0, latencies: [[4, 2.0625, 0], [4, 2.0625, 0]])
        let macs = (0...2).map { costs.cost(layer: 0, choice: UInt8($0)).macs }
        let limits = CostLimits(macs: costs.fixed.macs + max(macs[0] + macs[2], 2 * macs[1]), latency: 4)
        let domain = try SearchDomain(costs: costs, limits: limits)
        #expect(domain.admittedPaths(atMost: 9) == [Path(choices: [0, 2]), Path(choices: [2, 0])])
        let path = Path(choices: [1, 1])
        for layer in 0...1 {
            for choice in [0, 2] as [UInt8] {
                var neighbour = path
                neighbour.choices[layer] = choice
                #expect(domain.violation(of: neighbour) > domain.violation(of: path))
            }
        }
        for index in 0..<8 {
            var stream = RandomStream(seed: 7, purpose: .simulation, index: index)
            #expect(domain.admits(domain.repaired(path, using: &stream)))
        }
    }

    @Test func evaluationHoldsTheObjectivesAskedForAndTheViolation() throws {
        let domain = try SearchDomain.uniform(layers: 2, choices: 3)
        let path = Path(choices: [2, 1])
        let cost = domain.costs.cost(of: path)
        let tight = try SearchDomain(
            costs: domain.costs, limits: CostLimits(macs: cost.macs - 1), policy: .dominate)
        let evaluation = try tight.evaluation(of: path, accuracy: 0.75, loss: 2, objectives: [.params, .error, .loss])
        #expect(evaluation.objectives == [Double(cost.params), 0.25, 2])
        #expect(evaluation.violation == 1 / Double(cost.macs - 1))
        #expect(evaluation.path == path)
        #expect(throws: SearchError.foreignPath("2,3")) {
            try tight.evaluation(of: Path(choices: [2, 3]), accuracy: 1, loss: 0, objectives: [.error])
        }
        #expect(throws: SearchError.noObjectives(path: "2,1")) {
            try tight.evaluation(of: path, accuracy: 1, loss: 0, objectives: [])
        }
        #expect(throws: SearchError.latencyMissing(user: "the objective \"latency\"")) {
            try tight.evaluation(of: path, accuracy: 1, loss: 0, objectives: [.error, .latency])
        }
        #expect {
            try tight.evaluation(of: path, accuracy: .nan, loss: 0, objectives: [.error])
        } throws: {
            "\($0)" == "objective 1 of path 2,1 is nan; expected a finite number"
        }
    }
}
