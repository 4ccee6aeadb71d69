import Reproducibility

/// What a training step leaves out at random: features before the classifier, and whole residual branches.
///
/// What is kept is scaled up, so that its expectation stays what it is in a test, where nothing is left out. Which numbers
/// are left out is a function of seed, step and the picture's place in the batch.
public struct Dropping: Hashable, Sendable {
    /// The probability that a feature before the classifier is dropped, in [0, 1) (Srivastava et al., JMLR 2014).
    public var dropout: Double
    /// The probability that the last residual branch of the network is left out for a picture, in [0, 1).
    ///
    /// It grows linearly with depth: the l-th of L residual branches is left out with probability `dropPath * l / L`
    /// (Huang et al., ECCV 2016, section 3).
    public var dropPath: Double
    /// The seed of the draws.
    public var seed: UInt64
    /// The training step.
    public var step: Int

    /// What one training step leaves out; with both probabilities 0 it is nothing.
    ///
    /// - Precondition: Both probabilities lie in [0, 1).
    public init(dropout: Double, dropPath: Double, seed: UInt64, step: Int) {
        precondition(dropout >= 0 && dropout < 1 && dropPath >= 0 && dropPath < 1)
        self.dropout = dropout
        self.dropPath = dropPath
        self.seed = seed
        self.step = step
    }

    /// Drops features of a picture, or their gradients: the same ones for the same place.
    func drop(_ features: UnsafeMutablePointer<Float>, count: Int, place: Int) {
        guard dropout > 0 else { return }
        var random = RandomStream(seed: seed, purpose: .dropout, round: step, index: place)
        let factor = Float(1 / (1 - dropout))
        for feature in 0..<count {
            features[feature] = random.uniform() < dropout ? 0 : features[feature] * factor
        }
    }

    /// The factor of a residual branch for a picture: 0 where it is left out.
    ///
    /// - Parameters:
    ///   - branch: The branch, counted from 1.
    ///   - branches: How many the network has.
    ///   - place: The picture's place in the batch.
    func factor(branch: Int, of branches: Int, place: Int) -> Float {
        let probability = dropPath * Double(branch) / Double(branches)
        var random = RandomStream(seed: seed, purpose: .dropPath, round: step, index: place * branches + branch)
        return random.uniform() < probability ? 0 : Float(1 / (1 - probability))
    }
}
