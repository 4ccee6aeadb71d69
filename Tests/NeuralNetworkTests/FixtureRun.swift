import Architecture
import Layout
import NeuralNetwork
import Workers

/// A fixture's network, ready to be computed.
struct FixtureRun: Sendable {
    let layout: SupernetLayout
    let subnet: Subnet
    let weights: FloatBuffer
    let batch: PictureBatch
    /// The normalisation groups.
    let groups: [Range<Int>]
    let team = WorkerTeam(width: 2)
    let memory = PassMemory(width: 2)

    init(_ network: FixtureNetwork) throws {
        layout = try network.layout()
        subnet = layout.subnet(try layout.space.path(from: network.path))
        weights = network.weights(of: subnet, in: layout.table)
        batch = network.batch
        var first = 0
        groups = network.groups.map { size in
            defer { first += size }
            return first..<(first + size)
        }
    }

    /// The gradient of the mean loss of all pictures.
    func addGradients(to gradients: FloatBuffer, labelSmoothing: Float, crew: Crew) -> PassOutcome {
        groups.reduce(.none) { sum, group in
            sum
                + subnet.addGradient(
                    of: batch, group: group, labelSmoothing: labelSmoothing, scale: 1 / Float(batch.count),
                    weights: weights, into: gradients, crew: crew, memory: memory)
        }
    }

    /// The places of an arena in which the network has no tensor, gaps included.
    var placesOutside: [Int] {
        var isInside = [Bool](repeating: false, count: layout.table.count)
        for parameter in subnet.parameters {
            for place in parameter.range { isInside[place] = true }
        }
        return isInside.indices.filter { !isInside[$0] }
    }
}
