import Architecture
import Datasets
import Layout
import NeuralNetwork
import Reproducibility
import Retraining
import Workers
@testable import Documents
@testable import Export
@testable import RunFiles
@testable import TensorFiles

/// Networks with random weights and statistics, ready to be exported: between them, all that a network can have.
enum SampleNetworks {
    /// Squeeze-and-excitation, strides, both identities, one channel, every activation, kernels of 3 to 7, cells of both kinds.
    static let notations = [
        "3x11x11 relu c3:8/2 k3e1:8 k5e3:12/2 k3e6 id c1:24 fc:5",
        "3x9x9 se:hswish/hsigmoid hswish c3:8 k3e1:8 k5e3se6:12/2 k7e6se18 id c1:24 fc:5",
        "2x9x9 relu c3:4 c3:6/2 normal:16 reduction:32/2 normal fc:5",
        "2x7x7 relu c1:4 c1:4 normal:8/2 fc:2",
        "1x8x8 se:swish/sigmoid swish c3:6/2 k3e4se2 none c1:10/2 relu6 k3e2:14 c1:20 fc:3",
    ]

    /// A network by its notation.
    static func network(_ notation: String) throws -> ExportedNetwork {
        let layout = try NetworkLayout(Blueprint(notation: notation))
        let blueprint = layout.blueprint
        let weights = layout.table.initialWeights(seed: 5, by: .authors)
        var random = RandomStream(seed: 5, purpose: .simulation)
        // Drawn summands and statistics too, since zeros and ones would hide what is mixed up.
        for parameter in layout.table.parameters where parameter.shape.count == 1 {
            for place in parameter.range { weights.pointer[place] = Float(0.5 + random.uniform()) }
        }
        var statistics = NetworkStatistics(startingFor: layout.subnet)
        statistics.means = statistics.means.map { _ in Float(random.normal()) }
        statistics.variances = statistics.variances.map { _ in Float(0.5 + random.uniform()) }
        let trained = TrainedNetwork(network: layout, weights: weights, averages: nil, statistics: statistics)
        let figures = (0..<blueprint.channels).map { Float($0) }
        let normalization = Normalization(
            mean: figures.map { 0.4 + $0 / 10 }, deviation: figures.map { 0.2 + $0 / 20 })
        return ExportedNetwork(
            source: try TensorFile(WeightsFile.data(trained), file: "sample"), trained: trained,
            input: NetworkInput(
                channels: blueprint.channels, side: blueprint.side,
                classNames: (0..<blueprint.classes).map { "class \"\($0)\" é" }, supernet: nil, network: normalization),
            normalization: normalization, title: "sample \"\"\"\nraise SystemExit\n\"\"\"\\, seed 5")
    }
}
