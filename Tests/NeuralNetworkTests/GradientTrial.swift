import Architecture
import Layout
import NeuralNetwork
import Reproducibility
import Testing
import Workers

/// The gradients of whole networks against differences of their losses.
///
/// Networks are to be smooth, hence `swish`: a piecewise activation has kinks, at which a difference is off by up to a
/// quarter. What a kink does to a gradient is tested at the kernels, and against PyTorch.
struct GradientTrial {
    private static let labelSmoothing: Float = 0.1
    /// How far a tensor is moved to either side, relative to its own length.
    ///
    /// Differences are then off by at most 0.7 % in these networks: further, the third derivative shows; less far, Float32.
    private static let step = 0.005
    /// How much a difference and what the gradient says may differ, relative to what the gradient says: its length, or
    /// along a random direction what is usual there, its length over the root of the count of its elements.
    private static let bound = 0.02

    private let net: TinySupernet
    private let dropping: Dropping?
    private let batch: PictureBatch
    private let weights: FloatBuffer
    private let team = WorkerTeam(width: 2)
    private let memory = PassMemory(width: 2)

    init(_ net: TinySupernet, dropping: Dropping? = nil) {
        self.net = net
        self.dropping = dropping
        batch = net.batch(count: 19)
        weights = net.weights.copy()
        // Batch norms that do nothing and biases of 0 would hide a gradient that forgets them.
        for (index, parameter) in net.layout.table.parameters.enumerated() where parameter.shape.count == 1 {
            var stream = RandomStream(seed: 3, purpose: .simulation, index: index)
            for place in parameter.range { weights.pointer[place] += Float(stream.uniform() - 0.5) }
        }
    }

    /// Expects of every tensor of a path that the loss changes along the gradient by the gradient's length, and along a
    /// random direction as the gradient says.
    ///
    /// Elements that are computed far too small hardly turn the gradient, so that along it nothing is seen of them; a
    /// direction that knows nothing of the gradient meets them as it meets all others.
    ///
    /// - Parameter isFlat: Whether the loss does not depend on a tensor. Its gradient must be nothing beside that of the
    ///   same batch norm's factors, which sums up the same numbers times values of deviation 1.
    /// - Returns: How many tensors were compared, and how many were flat.
    func expectGradients(
        of path: Path, location: SourceLocation = #_sourceLocation, isFlat: (String) -> Bool
    ) async throws -> (compared: Int, flat: Int) {
        let subnet = net.layout.subnet(path)
        let gradients = FloatBuffer(count: weights.count)
        _ = try await loss(subnet, weights, scale: 1 / Float(batch.count), into: gradients)
        func length(_ name: String) -> Double? {
            subnet.parameters.first { $0.name == name }.map { Self.length(gradients, of: $0) }
        }
        var counts = (compared: 0, flat: 0)
        for parameter in subnet.parameters {
            let found = Self.length(gradients, of: parameter)
            let what: Comment = "\(net.layout.space.names(of: path)): \(parameter.name), length \(found)"
            if isFlat(parameter.name) {
                counts.flat += 1
                let scale = try #require(length(parameter.name.replacing(".beta", with: ".gamma")), what)
                // Without the tensor, and with twice of it.
                let change = try await difference(subnet, parameter, along: weights, factor: 1)
                #expect(abs(change) <= 1e-4 * scale, "\(what): the loss changes by \(change)", sourceLocation: location)
                #expect(found <= 1e-4 * scale, what, sourceLocation: location)
            } else {
                counts.compared += 1
                // A slope along the gradient does not see elements that were forgotten: those would be exactly 0.
                #expect(
                    parameter.range.allSatisfy { gradients.pointer[$0] != 0 }, "\(what): some of it is 0",
                    sourceLocation: location)
                let step = Self.step * Self.length(weights, of: parameter)
                let slope = try await difference(subnet, parameter, along: gradients, factor: step / found) / (2 * step)
                #expect(
                    abs(slope - found) <= Self.bound * found, "\(what): the loss changes by \(slope)",
                    sourceLocation: location)
                let direction = randomDirection(in: parameter)
                let expected = parameter.range.reduce(0) {
                    $0 + Double(gradients.pointer[$1]) * Double(direction.pointer[$1])
                }
                let change = try await difference(subnet, parameter, along: direction, factor: step) / (2 * step)
                let usual = found / Double(parameter.count).squareRoot()
                #expect(
                    abs(change - expected) <= Self.bound * usual,
                    "\(what): along a random direction the loss changes by \(change), not by \(expected)",
                    sourceLocation: location)
            }
        }
        return counts
    }

    /// A direction of length 1, the same in every run.
    private func randomDirection(in parameter: Parameter) -> FloatBuffer {
        let direction = FloatBuffer(count: weights.count)
        var stream = RandomStream(seed: 4, purpose: .simulation, index: parameter.range.lowerBound)
        for place in parameter.range { direction.pointer[place] = Float(stream.uniform() - 0.5) }
        let length = Self.length(direction, of: parameter)
        for place in parameter.range { direction.pointer[place] /= Float(length) }
        return direction
    }

    /// What is added to the loss by a tensor that is moved forward instead of backward.
    private func difference(
        _ subnet: Subnet, _ parameter: Parameter, along direction: FloatBuffer, factor: Double
    ) async throws -> Double {
        func moved(_ factor: Double) -> FloatBuffer {
            let copy = weights.copy()
            for place in parameter.range { copy.pointer[place] += Float(factor * Double(direction.pointer[place])) }
            return copy
        }
        let unused = FloatBuffer(count: weights.count)
        return try await loss(subnet, moved(factor), scale: 0, into: unused)
            - loss(subnet, moved(-factor), scale: 0, into: unused)
    }

    private func loss(
        _ subnet: Subnet, _ weights: FloatBuffer, scale: Float, into gradients: FloatBuffer
    ) async throws -> Double {
        let (batch, dropping, memory) = (batch, dropping, memory)
        return try await team.run { crew in
            subnet.addGradient(
                of: batch, group: 0..<batch.count, labelSmoothing: Self.labelSmoothing, scale: scale, weights: weights,
                into: gradients, dropping: dropping, crew: crew, memory: memory
            ).loss
        }
    }

    private static func length(_ arena: FloatBuffer, of parameter: Parameter) -> Double {
        parameter.range.reduce(0) { $0 + Double(arena.pointer[$1]) * Double(arena.pointer[$1]) }.squareRoot()
    }
}
