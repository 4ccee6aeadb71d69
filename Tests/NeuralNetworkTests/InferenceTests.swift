import Architecture
import Layout
import NeuralNetwork
import Testing
import Workers

struct InferenceTests {
    /// Networks of every operation; their statistics come from pictures other than the ones that are classified.
    private struct Trained {
        let net: TinySupernet
        let team: WorkerTeam
        let memory: PassMemory

        init(workers: Int) throws {
            net = try TinySupernet()
            team = WorkerTeam(width: workers)
            memory = PassMemory(width: workers)
        }

        func moments(_ subnet: Subnet, of batch: PictureBatch, _ group: Range<Int>) async throws -> NetworkMoments {
            let (weights, memory) = (net.weights, memory)
            return try await team.run { crew in
                subnet.moments(batch, group: group, weights: weights, crew: crew, memory: memory)
            }
        }

        func logits(
            _ subnet: Subnet, _ batch: PictureBatch, _ places: Range<Int>, _ statistics: NetworkStatistics
        ) async throws -> [Float] {
            let (weights, memory) = (net.weights, memory)
            return try await team.run { crew in
                subnet.logits(
                    batch, places: places, weights: weights, statistics: statistics, crew: crew, memory: memory)
            }
        }
    }

    @Test func logitsOfAPictureDoNotDependOnItsGroup() async throws {
        let one = try Trained(workers: 1)
        let three = try Trained(workers: 3)
        let batch = one.net.batch(count: 19)
        for path in one.net.paths {
            let subnet = one.net.layout.subnet(path)
            let statistics = NetworkStatistics(
                try await one.moments(subnet, of: one.net.batch(count: 24, number: 2), 0..<24))
            let whole = try await one.logits(subnet, batch, 0..<19, statistics).map(\.bitPattern)
            let name = one.net.layout.space.names(of: path)
            for places in [0..<1, 3..<4, 18..<19, 2..<13, 0..<19] {
                let part = try await three.logits(subnet, batch, places, statistics).map(\.bitPattern)
                #expect(part == Array(whole[places.lowerBound * 5..<places.upperBound * 5]), "\(name) \(places)")
            }
        }
    }

    /// With the statistics of the group itself the pass gives what it gives without; the products are the same, the
    /// statistics are rounded to Float once more.
    @Test func statisticsOfTheGroupGiveItsOwnLogits() async throws {
        let trained = try Trained(workers: 2)
        let batch = trained.net.batch(count: 19)
        let (weights, memory) = (trained.net.weights, trained.memory)
        for path in trained.net.paths {
            let subnet = trained.net.layout.subnet(path)
            let moments = try await trained.moments(subnet, of: batch, 0..<19)
            let given = try await trained.logits(subnet, batch, 0..<19, NetworkStatistics(moments))
            let own = try await trained.team.run { crew in
                subnet.logits(batch, group: 0..<19, weights: weights, crew: crew, memory: memory)
            }
            let difference = Difference(given, own.map { Double($0) })
            #expect(difference.isWithin(1e-4), "\(trained.net.layout.space.names(of: path)): \(difference)")
        }
    }

    /// A score keeps the widest tensors as halves, a training pass as floats.
    @Test func scoresAreCloseToTheExactLosses() async throws {
        let trained = try Trained(workers: 2)
        let batch = trained.net.batch(count: 19)
        let (weights, memory) = (trained.net.weights, trained.memory)
        var areEqual = true
        for path in trained.net.paths {
            let subnet = trained.net.layout.subnet(path)
            let gradients = FloatBuffer(count: trained.net.layout.table.count)
            let (score, exact) = try await trained.team.run { crew in
                (
                    subnet.score(batch, group: 0..<19, weights: weights, crew: crew, memory: memory).loss,
                    subnet.addGradient(
                        of: batch, group: 0..<19, labelSmoothing: 0, scale: 1, weights: weights, into: gradients,
                        crew: crew, memory: memory
                    ).loss
                )
            }
            #expect(
                abs(score - exact) <= exact / 2048, "\(trained.net.layout.space.names(of: path)): \(score), \(exact)")
            areEqual = areEqual && score == exact
        }
        #expect(!areEqual)
    }

    /// Scores of 11 digits are close to those of 24, and those of 8 are further away.
    ///
    /// Their bits are the same for any number of workers.
    @Test func scoresOf16BitNumbersAreClose() async throws {
        let net = try TinySupernet()
        let batch = net.batch(count: 19)
        let weights = net.weights
        var farthest: [ScoringPrecision: Double] = [:]
        for path in net.paths {
            let subnet = net.layout.subnet(path)
            func scores(_ precision: ScoringPrecision, workers: Int) async throws -> [PassOutcome] {
                let memory = PassMemory(width: workers)
                return try await WorkerTeam(width: workers).run { crew in
                    subnet.scorePictures(
                        batch, group: 0..<19, weights: weights, crew: crew, memory: memory, precision: precision)
                }
            }
            let exact = try await scores(.float32, workers: 1)
            for format in [ScoringPrecision.float16, .bfloat16] {
                let found = try await scores(format, workers: 1)
                for workers in 2...3 { #expect(try await scores(format, workers: workers) == found) }
                let difference = zip(found, exact).map { abs($0.lossSum - $1.lossSum) }.max() ?? 1
                #expect(difference > 0)
                farthest[format] = max(farthest[format] ?? 0, difference)
            }
        }
        let (halves, bfloats) = (try #require(farthest[.float16]), try #require(farthest[.bfloat16]))
        #expect(halves < 0.02 && bfloats < 0.1 && halves < bfloats, "\(farthest)")
    }

    /// The stem's input is not normalised, so its moments over unequal groups are those of all pictures at once; and a
    /// training pass sees the same moments as a scoring pass.
    @Test func momentsOfGroupsArePooledExactly() async throws {
        let trained = try Trained(workers: 2)
        let batch = trained.net.batch(count: 23)
        let subnet = trained.net.layout.subnet(trained.net.paths[2])
        let whole = try await trained.moments(subnet, of: batch, 0..<23)
        var pooled = NetworkMoments(of: subnet)
        for group in [0..<9, 9..<10, 10..<23] { pooled.merge(try await trained.moments(subnet, of: batch, group)) }
        #expect(pooled.pictures == 23)
        for channel in try #require(subnet.normalizations.first).range {
            #expect(abs(pooled.means[channel] - whole.means[channel]) < 1e-6)
            #expect(abs(pooled.variances[channel] - whole.variances[channel]) < 1e-6 * whole.variances[channel])
        }
        let (weights, memory) = (trained.net.weights, trained.memory)
        let gradients = FloatBuffer(count: weights.count)
        let training = try await trained.team.run { crew in
            subnet.addGradientWithMoments(
                of: batch, group: 0..<23, labelSmoothing: 0, scale: 1, weights: weights, into: gradients, crew: crew,
                memory: memory
            ).moments
        }
        #expect(training == whole)
    }

    @Test func guessesAreCountedAndConfused() async throws {
        let trained = try Trained(workers: 2)
        let batch = trained.net.batch(count: 40)
        let subnet = trained.net.layout.subnet(trained.net.paths[5])
        let statistics = NetworkStatistics(try await trained.moments(subnet, of: batch, 0..<40))
        let logits = try await trained.logits(subnet, batch, 0..<40, statistics)
        let (weights, memory) = (trained.net.weights, trained.memory)
        let parts = try await trained.team.run { crew in
            [0..<11, 11..<40].map {
                subnet.classify(
                    batch, places: $0, weights: weights, statistics: statistics, crew: crew, memory: memory)
            }
        }
        let outcome = parts[0] + parts[1]
        let guesses = (0..<40).map { row in
            let own = Array(logits[row * 5..<(row + 1) * 5])
            return own.firstIndex(of: own.max() ?? 0) ?? 0
        }
        #expect(outcome.pictures == 40)
        #expect(outcome.correct == zip(guesses, batch.labels).filter { $0 == $1 }.count)
        #expect(outcome.correctAmongFive == 40)
        #expect(outcome.top5 == nil)
        for label in 0..<5 {
            for guess in 0..<5 {
                let expected = zip(guesses, batch.labels).filter { $0 == guess && $1 == label }.count
                #expect(outcome.confusion[label * 5 + guess] == expected)
            }
        }
        #expect(ClassificationOutcome(classes: 6).top5 != nil)
    }
}
