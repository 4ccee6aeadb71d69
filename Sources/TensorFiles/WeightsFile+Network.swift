import Architecture
package import Foundation
import Kernels
import NeuralNetwork
package import Retraining

extension WeightsFile {
    /// A retrained network as a file: its weights, the averaged ones as `average.NAME` where there are any, and for each
    /// batch norm `NAME.mean` and `NAME.variance`, which go with the weights that were tested.
    package static func data(_ trained: TrainedNetwork) -> Data {
        let parameters = trained.network.table.parameters
        var tensors = tensors(parameters, in: trained.weights)
        if let averages = trained.averages {
            tensors += self.tensors(parameters, in: averages, prefix: "average.")
        }
        for layer in trained.network.subnet.normalizations {
            let rows = [("mean", trained.statistics.means), ("variance", trained.statistics.variances)]
            for (name, numbers) in rows {
                tensors.append(
                    Tensor(
                        name: "\(layer.name).\(name)", shape: [layer.range.count],
                        floats: unsafe numbers[layer.range].withUnsafeBytes { unsafe Data($0) }))
            }
        }
        return data(tensors, metadata: [("network", trained.network.blueprint.description)])
    }
}
