import Architecture
import NeuralNetwork
import Testing
import Workers

struct GradientTests {
    /// Along the gradient of each tensor, the loss must change by the gradient's length.
    ///
    /// Central differences of the whole network. Float32 forward passes limit the precision of a difference to about 1e-3 of it.
    @Test func everyTensorMatchesCentralDifferences() async throws {
        let net = try TinySupernet(activation: .hswish)
        let team = WorkerTeam(width: 2)
        let memory = PassMemory(width: 2)
        let batch = net.batch(count: 19)
        let smoothing: Float = 0.1
        for path in net.paths.prefix(4) {
            let subnet = net.layout.subnet(path)
            let gradients = FloatBuffer(count: net.layout.table.count)
            let scratch = FloatBuffer(count: net.layout.table.count)
            @Sendable func loss(_ weights: FloatBuffer) async throws -> Double {
                try await team.run { crew in
                    subnet.addGradient(
                        of: batch, group: 0..<19, labelSmoothing: smoothing, scale: 0, weights: weights,
                        into: scratch, crew: crew, memory: memory
                    ).loss
                }
            }
            let weights = net.weights
            _ = try await team.run { crew in
                subnet.addGradient(
                    of: batch, group: 0..<19, labelSmoothing: smoothing, scale: 1 / 19, weights: weights,
                    into: gradients, crew: crew, memory: memory)
            }
            for parameter in subnet.parameters {
                let gradient = parameter.range.map { Double(gradients.pointer[$0]) }
                let length = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
                // A tensor before a batch norm may have a gradient that is all rounding.
                guard length > 1e-3 else { continue }
                let step = length > 0.05 ? 0.003 : 0.01
                func moved(_ sign: Double) -> FloatBuffer {
                    let copy = net.weights.copy()
                    for (place, slope) in zip(parameter.range, gradient) {
                        copy.pointer[place] += Float(sign * step * slope / length)
                    }
                    return copy
                }
                let difference = (try await loss(moved(1)) - loss(moved(-1))) / (2 * step)
                #expect(
                    abs(difference - length) < 0.02 * length + 2e-3,
                    "\(net.layout.space.names(of: path)): \(parameter.name) \(difference) against \(length)")
            }
        }
    }
}
