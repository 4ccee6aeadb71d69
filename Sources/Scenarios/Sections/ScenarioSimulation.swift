import ScenarioKeys
public import Simulation

/// What a simulation puts in the place of pictures and weights.
public struct ScenarioSimulation: Hashable, Sendable {
    /// What paths are worth.
    public enum LandscapeKind: String, Hashable, Sendable, CaseIterable {
        /// Effects of layers, interactions and noise, drawn at random.
        case additive
        /// The published accuracies that the key `benchmark` names, as they are: no noise, no learning.
        case benchmark
    }

    /// What paths are worth.
    public let landscape: LandscapeKind
    /// The share q of paths that count as good: the best ones.
    public let goodShare: Double
    /// How much the parts of the additive landscape weigh.
    public let weights: AdditiveLandscape.Weights
    /// The mean cross-entropy of trained weights.
    public let trainedLoss: Double
    /// What a standard deviation of quality is worth in it.
    public let lossSpread: Double
    /// The standard deviation of each of the two parts of a loss's noise on one picture.
    public let pictureNoise: Double
    /// The share of the gap that an update closes.
    public let learning: Double
    /// How much the weakest path holds back the weights that it trains.
    public let harm: Double

    init(_ section: ScenarioSection) throws(ScenarioError) {
        landscape = try section.choice(
            "landscape", .additive,
            "where the quality of paths comes from; \"benchmark\" uses the accuracies of the key benchmark")
        goodShare = try section.number(
            "good_share", 0.6, in: .above(0, below: 1), "share q of the space's paths that count as good, the best ones"
        )
        weights = AdditiveLandscape.Weights(
            layers: try section.number(
                "layer_effects", 1, in: .from(0, to: 100), "weight of the effects of single layers"),
            interactions: try section.number(
                "interactions", 0.5, in: .from(0, to: 100), "weight of the interactions of neighbouring layers"),
            noise: try section.number(
                "path_noise", 0.25, in: .from(0, to: 100),
                "weight of path-specific noise; if all three weights are 0, all paths are equally good"))
        trainedLoss = try section.number(
            "trained_loss", 1, in: .from(0, to: 100), "cross-entropy of the mean path once its weights have learnt")
        lossSpread = try section.number(
            "loss_spread", 0.1, in: .from(0, to: 100),
            "nats by which the trained loss changes per standard deviation of quality")
        pictureNoise = try section.number(
            "picture_noise", 1, in: .from(0, to: 100),
            "standard deviation in nats of the loss on one picture, once per round and once per path; divided by "
                + "sqrt(n) for n pictures")
        learning = try section.number(
            "learning", 0.002, in: .from(0, to: 1),
            "share of the remaining skill gap that an update at the largest learning rate closes")
        harm = try section.number(
            "harm", 0.5, in: .from(0, to: 1),
            "how much lower the skill is that the weakest path trains towards, compared with the best path")
    }
}
