import Architecture
import Reproducibility
import Search
import Testing

@testable import Supernet

struct PathMixtureTests {
    private func mixture(
        _ sampling: SupernetSettings.Sampling = .distinct, operations: Int = 4, layers: Int = 6,
        identity: SearchSpace.IdentityPolicy = .convolution, seed: UInt64 = 12
    ) throws -> PathMixture {
        let macro = Macro(
            name: "tiny", side: 8, classes: 4, stemChannels: 8, stemStride: 1, fixedChannels: nil,
            stages: [
                .init(channels: 8, layers: layers / 2, stride: 1),
                .init(channels: 16, layers: layers - layers / 2, stride: 2),
            ],
            headChannels: 16)
        let bottlenecks = (1..<operations).map {
            Architecture.Operation.invertedBottleneck(kernel: 3, expansion: $0, squeezeExcitation: false)
        }
        return PathMixture(
            space: try SearchSpace(macro: macro, operations: bottlenecks + [.identity], identity: identity), seed: seed,
            sampling: sampling)
    }

    /// Distinct members of a space, for a pool.
    private func members(_ count: Int, of space: SearchSpace) -> [Path] {
        var stream = RandomStream(seed: 1, purpose: .simulation)
        var paths: [Path] = []
        while paths.count < count {
            let path = space.randomPath(using: &stream)
            if !paths.contains(path) { paths.append(path) }
        }
        return paths
    }

    private func chiSquared(_ counts: [Int]) -> Double {
        let expected = Double(counts.reduce(0, +)) / Double(counts.count)
        return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    }

    @Test(arguments: [0, 0.5, 1]) func distinctDrawsNeverRepeatWithinARound(epsilon: Double) throws {
        // 2^4 paths and 12 draws: without the rule nearly every round would repeat one.
        let mixture = try mixture(operations: 2, layers: 4)
        for size in [0, 1, 3, 16] {
            let pool = members(size, of: mixture.space)
            for round in 1...100 {
                let draws = mixture.draw(count: 12, round: round, epsilon: epsilon, pool: pool)
                #expect(draws.count == 12)
                #expect(Set(draws.map(\.path)).count == 12)
                #expect(draws.allSatisfy { mixture.space.contains($0.path) })
                #expect(draws.allSatisfy { !$0.isFromPool || pool.contains($0.path) })
            }
        }
    }

    /// Few paths of the space keep the limit; draws from it are of all of them.
    @Test func drawsKeepTheLimits() throws {
        let all = try mixture(operations: 3, layers: 4)
        let costs = CostTable(of: all.space)
        let most = costs.cost(of: Path(choices: [0, 2, 2, 2])).macs
        let domain = try SearchDomain(costs: costs, limits: CostLimits(macs: most))
        let admitted = Set(domain.admittedPaths(atMost: 100))
        #expect((4...80).contains(admitted.count))
        let mixture = PathMixture(space: all.space, seed: 12, sampling: .distinct, domain: domain)
        #expect(mixture.distinctPaths(atMost: 100) == admitted.count && mixture.distinctPaths(atMost: 3) == 3)
        var seen: Set<Path> = []
        for round in 1...200 {
            let draws = mixture.draw(count: 4, round: round, epsilon: 0, pool: [])
            #expect(Set(draws.map(\.path)).count == 4)
            seen.formUnion(draws.map(\.path))
        }
        #expect(seen == admitted)
    }

    /// Six of 3^8 paths, which draws from the space hardly ever find: all of them in one round, though repair leads to some
    /// of them alone.
    @Test(.timeLimit(.minutes(10))) func rarePathsAreAllDrawn() throws {
        let all = try mixture(operations: 3, layers: 8)
        let costs = CostTable(of: all.space)
        let most = all.space.allPaths.map { costs.cost(of: $0).macs }.sorted()[5]
        let domain = try SearchDomain(costs: costs, limits: CostLimits(macs: most))
        let admitted = Set(domain.admittedPaths(atMost: 1000))
        #expect((6...20).contains(admitted.count), "\(admitted.count)")
        let mixture = PathMixture(space: all.space, seed: 12, sampling: .distinct, domain: domain)
        for round in 1...20 {
            let draws = mixture.draw(count: admitted.count, round: round, epsilon: 0.5, pool: [admitted.min()!])
            #expect(Set(draws.map(\.path)) == admitted)
        }
        #expect(
            mixture.draw(count: admitted.count, round: 3, epsilon: 0, pool: [])
                == mixture.draw(count: admitted.count, round: 3, epsilon: 0, pool: []))
    }

    @Test func independentDrawsMayRepeat() throws {
        let mixture = try mixture(.iid, operations: 2, layers: 4)
        let draws = mixture.draw(count: 100, round: 1, epsilon: 0, pool: [])
        #expect(draws.count == 100)
        #expect(Set(draws.map(\.path)).count <= 16)
        // From a pool of one, all are that one.
        let pool = members(1, of: mixture.space)
        #expect(
            mixture.draw(count: 9, round: 1, epsilon: 1, pool: pool)
                == [PathDraw](repeating: PathDraw(path: pool[0], isFromPool: true), count: 9))
    }

    @Test(arguments: SupernetSettings.Sampling.allCases)
    func sameRoundGivesTheSamePathsAndAnotherRoundOrSeedOthers(sampling: SupernetSettings.Sampling) throws {
        let mixture = try mixture(sampling)
        let pool = members(8, of: mixture.space)
        func draw(_ mixture: PathMixture, _ round: Int) -> [PathDraw] {
            mixture.draw(count: 6, round: round, epsilon: 0.5, pool: pool)
        }
        let later = draw(mixture, 9)
        #expect(draw(mixture, 3) == draw(mixture, 3))
        #expect(draw(mixture, 9) == later)
        #expect(draw(mixture, 3) != later)
        #expect(draw(try self.mixture(sampling, seed: 13), 3) != draw(mixture, 3))
        #expect(mixture.drawFairly(round: 3) == mixture.drawFairly(round: 3))
        #expect(mixture.drawFairly(round: 3) != mixture.drawFairly(round: 9))
    }

    /// Without a way out, nine more distinct paths would be looked for in a pool of one for ever.
    @Test func poolOfOneGivesItsMemberOnceAndTheRestComesFromTheSpace() throws {
        let mixture = try mixture()
        let pool = members(1, of: mixture.space)
        for round in 1...50 {
            let draws = mixture.draw(count: 10, round: round, epsilon: 1, pool: pool)
            #expect(draws.map(\.isFromPool) == [true] + [Bool](repeating: false, count: 9))
            #expect(draws[0].path == pool[0])
            #expect(Set(draws.map(\.path)).count == 10)
        }
    }

    @Test func emptyPoolAndEpsilonZeroDrawFromTheSpace() throws {
        let mixture = try mixture()
        let pool = members(5, of: mixture.space)
        for round in 1...50 {
            #expect(mixture.draw(count: 5, round: round, epsilon: 1, pool: []).allSatisfy { !$0.isFromPool })
            #expect(mixture.draw(count: 5, round: round, epsilon: 0, pool: pool).allSatisfy { !$0.isFromPool })
            // Epsilon does not reach the paths that are drawn from the space.
            #expect(
                mixture.draw(count: 5, round: round, epsilon: 1, pool: [])
                    == mixture.draw(count: 5, round: round, epsilon: 0, pool: pool))
        }
    }

    /// Independent draws, and single ones, which never collide: within 4 standard errors of epsilon.
    @Test(arguments: [0.1, 0.5, 0.8], [(SupernetSettings.Sampling.iid, 10), (.distinct, 1)])
    func shareOfDrawsFromThePoolIsEpsilon(epsilon: Double, way: (sampling: SupernetSettings.Sampling, count: Int))
        throws
    {
        let mixture = try mixture(way.sampling)
        let pool = members(10, of: mixture.space)
        let rounds = 20_000 / way.count
        var fromPool = 0
        for round in 1...rounds {
            fromPool += mixture.draw(count: way.count, round: round, epsilon: epsilon, pool: pool)
                .count { $0.isFromPool }
        }
        let share = Double(fromPool) / 20_000
        #expect(abs(share - epsilon) < 4 * (epsilon * (1 - epsilon) / 20_000).squareRoot())
    }

    /// Chi-squared at 1 in 10,000 for 9 degrees of freedom; the seed is fixed.
    @Test func drawsFromThePoolAreUniformOverItsMembers() throws {
        let mixture = try mixture(.iid)
        let pool = members(10, of: mixture.space)
        var counts = [Int](repeating: 0, count: 10)
        for round in 1...2000 {
            for draw in mixture.draw(count: 10, round: round, epsilon: 0.7, pool: pool) where draw.isFromPool {
                counts[try #require(pool.firstIndex(of: draw.path))] += 1
            }
        }
        #expect(chiSquared(counts) < 33.72, "\(counts)")
    }

    /// Chi-squared at 1 in 10,000 for 2 and 3 degrees of freedom, for draws from the space alone, even among others.
    @Test(arguments: SearchSpace.IdentityPolicy.allCases, [0, 0.5])
    func drawsFromTheSpaceAreUniformInEveryLayer(identity: SearchSpace.IdentityPolicy, epsilon: Double) throws {
        let mixture = try mixture(.iid, identity: identity)
        let pool = members(10, of: mixture.space)
        var counts = mixture.space.layers.map { _ in [Int](repeating: 0, count: 4) }
        for round in 1...2000 {
            for draw in mixture.draw(count: 5, round: round, epsilon: epsilon, pool: pool) where !draw.isFromPool {
                for (layer, choice) in draw.path.choices.enumerated() { counts[layer][Int(choice)] += 1 }
            }
        }
        let critical = [3: 18.42, 4: 21.11]
        for (layer, row) in zip(mixture.space.layers, counts) {
            let offered = layer.choices.map { row[Int($0)] }
            #expect(offered.reduce(0, +) == row.reduce(0, +))
            #expect(chiSquared(offered) < critical[offered.count, default: 0], "\(row)")
        }
    }

    @Test func fairDrawsHoldEveryOperationOfEveryLayerOnce() throws {
        let mixture = try mixture()
        for round in 1...200 {
            let draws = mixture.drawFairly(round: round)
            #expect(draws.count == 4)
            #expect(draws.allSatisfy { !$0.isFromPool && mixture.space.contains($0.path) })
            for layer in mixture.space.layers.indices {
                #expect(draws.map { $0.path.choices[layer] }.sorted() == [0, 1, 2, 3])
            }
        }
    }

    /// Where the identity is excluded a layer offers three of four: each once, and one of them, in its turn, twice.
    @Test func fairDrawsOfALayerWithFewerOperationsBeginASecondPermutation() throws {
        let mixture = try mixture(identity: .excluded)
        let narrow = try #require(mixture.space.layers.firstIndex { $0.choices.count == 3 })
        var repeated = [Int](repeating: 0, count: 3)
        for round in 1...600 {
            let column = mixture.drawFairly(round: round).map { $0.path.choices[narrow] }
            #expect(Set(column) == [0, 1, 2])
            #expect(Set(column.prefix(3)).count == 3)
            repeated[Int(column[3])] += 1
        }
        #expect(chiSquared(repeated) < 18.42, "\(repeated)")
    }

    /// Every one of the 24 orders of a layer occurs, independently of the order of the layer before it.
    @Test func permutationsOfLayersAreUniformAndIndependent() throws {
        let mixture = try mixture()
        var pairs = [[Int]](repeating: [Int](repeating: 0, count: 4), count: 4)
        for round in 1...4000 {
            let choices = mixture.drawFairly(round: round)[0].path.choices
            pairs[Int(choices[0])][Int(choices[1])] += 1
        }
        // 15 degrees of freedom.
        #expect(chiSquared(pairs.flatMap { $0 }) < 44.26, "\(pairs)")
    }

    /// All 16 paths, the last of them after some tries; both halves of the mixture lead there.
    @Test func wholeSpaceCanBeDrawn() throws {
        let mixture = try mixture(operations: 2, layers: 4)
        for epsilon in [0, 0.5, 1] {
            let draws = mixture.draw(count: 16, round: 1, epsilon: epsilon, pool: members(16, of: mixture.space))
            #expect(Set(draws.map(\.path)).count == 16)
        }
    }
}
