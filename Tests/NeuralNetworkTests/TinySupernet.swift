import Architecture
import Layout
import NeuralNetwork
import Reproducibility
import TestSupport
import Workers

/// A supernet of a few thousand weights, with all that the large ones have: strides, residuals, identities of both
/// kinds, squeeze-and-excitation, channel counts that are no multiple of a vector.
struct TinySupernet {
    let layout: SupernetLayout
    let weights: FloatBuffer

    init(operations: [Operation] = SearchSpace.operations13, activation: Activation = .hswish, side: Int = 9) throws {
        let macro = Macro(
            name: "tiny", side: side, channels: 3, classes: 5, stemChannels: 8, stemStride: 1, fixedChannels: 8,
            stages: [.init(channels: 8, layers: 2, stride: 1), .init(channels: 16, layers: 2, stride: 2)],
            headChannels: 24)
        layout = SupernetLayout(
            try SearchSpace(macro: macro, operations: operations, activation: activation, stemActivation: activation))
        weights = layout.table.initialWeights(seed: 3, by: .authors)
    }

    /// Random pictures with random labels; other ones for another number.
    func batch(count: Int, number: Int = 1) -> PictureBatch {
        let stem = layout.space.stem
        return .synthetic(
            .generatedPictures, number: number, count: count, classes: layout.space.classifier.classes,
            pixels: stem.inputSide * stem.inputSide * stem.inputChannels)
    }

    /// Paths that between them use every operation of every layer.
    var paths: [Path] {
        let operations = layout.space.operations.count
        return (0..<operations).map { first in
            Path(choices: layout.space.layers.indices.map { UInt8((first + $0 * 5) % operations) })
        }
    }
}
