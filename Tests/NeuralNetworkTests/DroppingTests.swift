import Architecture
import TestSupport
import Testing
import Workers

@testable import Layout
@testable import NeuralNetwork

struct DroppingTests {
    private let team = WorkerTeam(width: 2)
    private let memory = PassMemory(width: 2)

    private func gradient(
        _ net: TinySupernet, _ subnet: Subnet, _ batch: PictureBatch, _ dropping: Dropping?, workers: Int = 2,
        group: Range<Int>? = nil
    ) async throws -> (loss: Double, gradients: FloatBuffer) {
        let gradients = FloatBuffer(count: net.layout.table.count)
        let (weights, memory) = (net.weights, PassMemory(width: workers))
        let group = group ?? 0..<batch.count
        let outcome = try await WorkerTeam(width: workers).run { crew in
            subnet.addGradient(
                of: batch, group: group, labelSmoothing: 0.1, scale: 1 / Float(batch.count), weights: weights,
                into: gradients, dropping: dropping, crew: crew, memory: memory)
        }
        return (outcome.lossSum, gradients)
    }

    @Test func nothingLeftOutHasTheBitsOfNoDropping() async throws {
        let net = try TinySupernet()
        let batch = net.batch(count: 11)
        for path in net.paths.prefix(5) {
            let subnet = net.layout.subnet(path)
            let plain = try await gradient(net, subnet, batch, nil)
            let zero = try await gradient(
                net, subnet, batch, Dropping(dropout: 0, dropPath: 0, seed: 1, step: 4))
            #expect(plain.gradients.bits == zero.gradients.bits)
            #expect(plain.loss == zero.loss)
        }
    }

    @Test func whatIsLeftOutFollowsSeedStepAndPlaceAndNotTheWorkers() async throws {
        let net = try TinySupernet()
        let batch = net.batch(count: 29)
        let subnet = net.layout.subnet(net.paths[2])
        let dropping = Dropping(dropout: 0.3, dropPath: 0.4, seed: 1, step: 4)
        let one = try await gradient(net, subnet, batch, dropping, workers: 1)
        for workers in 2...3 {
            #expect(
                try await gradient(net, subnet, batch, dropping, workers: workers).gradients.bits == one.gradients.bits)
        }
        for other in [
            Dropping(dropout: 0.3, dropPath: 0.4, seed: 2, step: 4),
            Dropping(dropout: 0.3, dropPath: 0.4, seed: 1, step: 5),
            Dropping(dropout: 0, dropPath: 0.4, seed: 1, step: 4),
            Dropping(dropout: 0.3, dropPath: 0, seed: 1, step: 4),
        ] {
            #expect(try await gradient(net, subnet, batch, other).gradients.bits != one.gradients.bits)
        }
        // Twice the same pictures: as groups at other places of the batch they have other draws.
        let twice = PictureBatch(labels: batch.labels + batch.labels) { place, target in
            batch.write(place % 29, target)
        }
        for (dropout, dropPath) in [(0.3, 0.4), (0.3, 0), (0, 0.4)] {
            let dropping = Dropping(dropout: dropout, dropPath: dropPath, seed: 1, step: 4)
            let first = try await gradient(net, subnet, twice, dropping, group: 0..<29)
            let second = try await gradient(net, subnet, twice, dropping, group: 29..<58)
            #expect(first.loss == (try await gradient(net, subnet, batch, dropping)).loss)
            #expect(second.loss != first.loss)
        }
    }

    /// With the draws fixed the loss is a smooth function of the weights, so its gradient has central differences.
    ///
    /// Where a branch is left out of some pictures, its last batch norm shifts only the others. The block that begins the
    /// second stage is never left out; 1x1 convolutions alone read it, and their batch norms take its shift away.
    @Test func gradientsMatchCentralDifferences() async throws {
        let net = try TinySupernet(activation: .swish)
        let trial = GradientTrial(net, dropping: Dropping(dropout: 0.25, dropPath: 0.6, seed: 3, step: 7))
        var (compared, flat) = (0, 0)
        for path in net.paths.prefix(5) {
            let found = try await trial.expectGradients(of: path) {
                $0.hasPrefix("layers.2.") && ($0.hasSuffix(".project.beta") || $0.hasSuffix(".id.beta"))
            }
            compared += found.compared
            flat += found.flat
        }
        #expect(compared == 267)
        #expect(flat == 5)
    }

    /// Nearly always left out: then no picture's loss knows the last branch's weights, and the residual hands all of the
    /// gradient on.
    @Test func branchThatIsLeftOutHasNoGradient() async throws {
        let net = try TinySupernet()
        let batch = net.batch(count: 11)
        // Both layers of the second stage but the first keep their shape.
        let subnet = net.layout.subnet(Path(choices: [1, 1, 1, 1]))
        let gradients = try await gradient(
            net, subnet, batch, Dropping(dropout: 0, dropPath: 1 - 1e-12, seed: 1, step: 0)
        ).gradients
        let last = subnet.parameters.filter { $0.name.hasPrefix("layers.3.") }
        #expect(!last.isEmpty)
        for parameter in last {
            #expect(parameter.range.allSatisfy { gradients.pointer[$0] == 0 }, "\(parameter.name)")
        }
        for parameter in subnet.parameters
        where parameter.name.hasPrefix("layers.2.") && parameter.name.hasSuffix("gamma") {
            #expect(parameter.range.contains { gradients.pointer[$0] != 0 }, "\(parameter.name)")
        }
    }

    @Test func branchesAreLeftOutMoreOftenTheDeeperTheyAre() {
        for branch in 1...4 {
            let probability = 0.5 * Double(branch) / 4
            let factors = (0..<4000).map { place in
                Dropping(dropout: 0, dropPath: 0.5, seed: 9, step: 3).factor(branch: branch, of: 4, place: place)
            }
            let dropped = factors.filter { $0 == 0 }.count
            // Five standard deviations.
            let spread = 5 * (4000 * probability * (1 - probability)).squareRoot()
            #expect(abs(Double(dropped) - 4000 * probability) < spread, "branch \(branch): \(dropped)")
            #expect(factors.allSatisfy { $0 == 0 || $0 == Float(1 / (1 - probability)) })
        }
    }

    @Test func featuresAreDroppedAndTheOthersScaledUp() {
        var features = [Float](repeating: 3, count: 4000)
        Dropping(dropout: 0.25, dropPath: 0, seed: 9, step: 3).drop(&features, count: 4000, place: 2)
        let dropped = features.filter { $0 == 0 }.count
        #expect(abs(dropped - 1000) < 140)
        #expect(features.allSatisfy { $0 == 0 || $0 == 4 })
    }
}
