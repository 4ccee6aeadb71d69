public import Architecture
import Reproducibility

/// A landscape of effects of single layers, of interactions of neighbouring layers, and of noise of whole paths.
///
///     quality(p) = a / sqrt(L) sum_l e[l, p_l]  +  b / sqrt(L - 1) sum_l w[l, p_l, p_(l+1)]  +  c x(p)
///
/// Every e, w and x is drawn once from the standard normal distribution, so that a, b and c are about the standard deviations
/// that the three parts have over the paths of the space. With all three 0 there is no signal: every path is worth the same.
public struct AdditiveLandscape: Landscape {
    /// How much the three parts weigh.
    public struct Weights: Sendable, Hashable {
        /// a: the effects of single layers.
        public var layers: Double
        /// b: the interactions of neighbouring layers.
        public var interactions: Double
        /// c: the noise of whole paths, which no layer tells anything about.
        public var noise: Double

        /// The weights a, b and c; 0 leaves a part out.
        public init(layers: Double, interactions: Double, noise: Double) {
            self.layers = layers
            self.interactions = interactions
            self.noise = noise
        }
    }

    /// The space.
    public let space: SearchSpace
    private let noise: Double
    private let seed: UInt64
    /// For each layer and choice.
    private let effects: [[Double]]
    /// For each layer but the last, its choice, and the choice of the layer behind it.
    private let interactions: [[[Double]]]

    /// Draws a landscape.
    public init(_ space: SearchSpace, weights: Weights, seed: UInt64) {
        let (layers, choices) = (space.layers.count, space.operations.count)
        let effectScale = weights.layers / Double(layers).squareRoot()
        let interactionScale = weights.interactions / Double(max(1, layers - 1)).squareRoot()
        func streams(_ layer: Int) -> RandomStream {
            RandomStream(seed: seed, purpose: .landscape, index: layer)
        }
        effects = (0..<layers).map { layer in
            var stream = streams(layer)
            return (0..<choices).map { _ in effectScale * stream.normal() }
        }
        interactions = (0..<max(0, layers - 1)).map { layer in
            var stream = streams(layers + layer)
            return (0..<choices).map { _ in (0..<choices).map { _ in interactionScale * stream.normal() } }
        }
        self.space = space
        noise = weights.noise
        self.seed = seed
    }

    /// The sum of the three parts.
    public func quality(of path: Path) -> Double {
        let choices = path.choices.map { Int($0) }
        var quality = 0.0
        for layer in choices.indices { quality += effects[layer][choices[layer]] }
        for layer in interactions.indices { quality += interactions[layer][choices[layer]][choices[layer + 1]] }
        if noise > 0 {
            var stream = RandomStream(seed: seed, purpose: .landscape, round: path.key, index: -1)
            quality += noise * stream.normal()
        }
        return quality
    }
}
