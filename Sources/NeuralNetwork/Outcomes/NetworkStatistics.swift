public import Layout

/// The mean and the variance by which each batch norm of a trained network normalises, whatever the pictures at hand.
public struct NetworkStatistics: Hashable, Sendable {
    /// Added to every variance before its root is taken (PyTorch's default, which the authors' code keeps).
    public static let epsilon: Float = 1e-5

    /// The mean of each channel, the batch norms one after another as `Subnet.normalizations` lists them.
    public var means: [Float]
    /// The variance of each channel, in the same order.
    public var variances: [Float]

    /// Mean 0 and variance 1: where running averages start.
    public init(startingFor subnet: Subnet) {
        means = [Float](repeating: 0, count: subnet.normalizedChannels)
        variances = [Float](repeating: 1, count: subnet.normalizedChannels)
    }

    /// The statistics of the pictures seen, with the biased variance: they are all there is, not a sample.
    public init(_ moments: NetworkMoments) {
        means = moments.means.map { Float($0) }
        variances = moments.variances.map { Float($0) }
    }

    /// The first batch norm of their network one of whose numbers is a NaN or an infinity, by name; nil where all are finite.
    public func firstDiverging(of subnet: Subnet) -> String? {
        // Asked after every step, and names take longer to find than numbers to look at.
        if means.allSatisfy(\.isFinite) && variances.allSatisfy(\.isFinite) { return nil }
        return subnet.normalizations.first { layer in
            !layer.range.allSatisfy { means[$0].isFinite && variances[$0].isFinite }
        }?.name
    }

    /// Moves running averages towards the statistics of a batch, with the unbiased variance, as PyTorch does.
    ///
    /// - Parameters:
    ///   - moments: Of the batch.
    ///   - share: The share of the batch, in (0, 1].
    ///   - subnet: The network whose statistics these are.
    public mutating func follow(_ moments: NetworkMoments, share: Double, of subnet: Subnet) {
        let unbiased = moments.unbiasedVariances(of: subnet)
        for channel in means.indices {
            means[channel] = Float((1 - share) * Double(means[channel]) + share * moments.means[channel])
            variances[channel] = Float((1 - share) * Double(variances[channel]) + share * unbiased[channel])
        }
    }
}
