import Architecture
import Datasets
import Documents
import Layout
import Retraining
import RunFiles

extension ONNXModel {
    /// A network as a graph from `input`, `[batch, channels, side, side]`, to `logits`, `[batch, classes]`.
    ///
    /// - Parameters:
    ///   - network: The network.
    ///   - folded: Whether each batch norm becomes a part of the convolution before it.
    ///   - normalizing: Whether the graph takes numbers from 0 to 1 and normalises them itself.
    init(_ network: ExportedNetwork, folded: Bool, normalizing: Bool) {
        let blueprint = network.trained.network.blueprint
        var builder = ONNXBuilder(
            network.tensors, squeezeActivation: blueprint.squeezeActivation, gateActivation: blueprint.gateActivation,
            isFolding: folded)
        if normalizing { builder.normalize(network.normalization.mean, network.normalization.deviation) }
        for (index, block) in blueprint.blocks.enumerated() { builder.append(block, name: "blocks.\(index)") }
        let picture =
            normalizing
            ? "byte / 255: numbers from 0 to 1, channels first" : "(byte / 255 - mean) / deviation, channels first"
        self.init(
            name: network.title, nodes: builder.nodes, constants: builder.constants,
            input: Port(name: ONNXBuilder.input, shape: [blueprint.channels, blueprint.side, blueprint.side]),
            output: Port(name: ONNXBuilder.logits, shape: [blueprint.classes]),
            texts: Dictionary(network.texts(picture: picture).map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }))
    }
}
