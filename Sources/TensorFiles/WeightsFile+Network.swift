import Architecture
package import Documents
package import Foundation
import Layout
import NeuralNetwork
package import Retraining

extension WeightsFile {
    private static let networkKey = "network"
    private static let averagePrefix = "average."

    /// A retrained network as a file: its weights, the averaged ones as `average.NAME` where there are any, and for each
    /// batch norm `NAME.mean` and `NAME.variance`, which go with the weights that were tested.
    package static func data(_ trained: TrainedNetwork) -> Data {
        let parameters = trained.network.table.parameters
        var tensors = tensors(parameters, in: trained.weights)
        if let averages = trained.averages {
            tensors += self.tensors(parameters, in: averages, prefix: averagePrefix)
        }
        for layer in trained.network.subnet.normalizations {
            let rows = [("mean", trained.statistics.means), ("variance", trained.statistics.variances)]
            for (name, numbers) in rows {
                tensors.append(
                    Tensor(
                        name: "\(layer.name).\(name)", shape: [layer.range.count],
                        bytes: unsafe numbers[layer.range].withUnsafeBytes { unsafe Data($0) }))
            }
        }
        return TensorFile(tensors, metadata: [(networkKey, trained.network.blueprint.description)]).data
    }

    /// A retrained network with the weights that were tested and no others.
    ///
    /// - Parameter file: As `data` writes it.
    package static func tested(_ file: TensorFile) -> TensorFile {
        let averages = file.tensors.filter { $0.name.hasPrefix(averagePrefix) }
        guard !averages.isEmpty else { return file }
        let byName = Dictionary(
            averages.map { (String($0.name.dropFirst(averagePrefix.count)), $0.bytes) }, uniquingKeysWith: { $1 })
        let tensors = file.tensors.filter { !$0.name.hasPrefix(averagePrefix) }.map { tensor in
            Tensor(name: tensor.name, shape: tensor.shape, bytes: byName[tensor.name] ?? tensor.bytes)
        }
        return TensorFile(tensors, metadata: file.metadata, file: file.file)
    }

    /// The retrained network of a file that `data` has written.
    ///
    /// - Throws: `Refusal` where the file names no network that can be built, lacks one of its tensors or has others, or holds
    ///   a number that is not finite or a negative variance.
    package static func network(_ file: TensorFile) throws(Refusal) -> TrainedNetwork {
        guard let notation = file.text(networkKey) else {
            throw Refusal("\(file.file) names no network; expected the weights of a retrained network")
        }
        let network: NetworkLayout
        do {
            network = try NetworkLayout(Blueprint(notation: notation))
        } catch {
            throw Refusal("\(file.file): the network that it names: \(error)")
        }
        let hasAverages = file.tensors.contains { $0.name.hasPrefix(averagePrefix) }
        let layers = network.subnet.normalizations
        let count = network.table.parameters.count * (hasAverages ? 2 : 1) + 2 * layers.count
        guard file.tensors.count == count else {
            throw Refusal("\(file.file) lists \(file.tensors.count) tensors; expected \(count)")
        }
        var statistics = NetworkStatistics(startingFor: network.subnet)
        for layer in layers {
            let size = layer.range.count
            statistics.means.replaceSubrange(layer.range, with: try file.row("\(layer.name).mean", count: size))
            let variances = try file.row("\(layer.name).variance", count: size)
            guard variances.allSatisfy({ $0 >= 0 }) else {
                throw Refusal("\(file.file): \(layer.name).variance holds a negative number; expected none")
            }
            statistics.variances.replaceSubrange(layer.range, with: variances)
        }
        return TrainedNetwork(
            network: network, weights: try file.arena(of: network.table),
            averages: hasAverages ? try file.arena(of: network.table, prefix: averagePrefix) : nil,
            statistics: statistics)
    }
}

extension TensorFile {
    /// The finite numbers of a tensor with one size.
    fileprivate func row(_ name: String, count: Int) throws(Refusal) -> [Float] {
        guard let tensor = tensors.first(where: { $0.name == name }), tensor.shape == [count] else {
            throw Refusal("\(file) has no \(name) of shape [\(count)]; expected one for each batch norm")
        }
        let floats = tensor.floats
        guard floats.allSatisfy(\.isFinite) else {
            throw Refusal("\(file): \(name) holds a number that is not finite; expected finite ones")
        }
        return floats
    }
}
