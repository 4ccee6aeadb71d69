import Kernels
public import Layout

/// The moments that batch norms saw of some pictures, which can be merged with those of other pictures.
///
/// A value: kept in Double and merged in the order in which it is told to, so that the number of groups costs no precision
/// and the bits follow from the pictures alone.
public struct NetworkMoments: Hashable, Sendable {
    /// The pictures seen.
    public private(set) var pictures = 0
    /// The mean of each channel of each batch norm.
    public internal(set) var means: [Double]
    /// The biased variance of each channel of each batch norm.
    public internal(set) var variances: [Double]

    /// Moments of no pictures.
    public init(of subnet: Subnet) {
        means = [Double](repeating: 0, count: subnet.normalizedChannels)
        variances = means
    }

    /// The moments as numbers that another process reads, to the last bit.
    package var words: [UInt64] { [UInt64(pictures)] + (means + variances).map(\.bitPattern) }

    /// The moments whose numbers these are.
    package init(words: ArraySlice<UInt64>) {
        let numbers = words.dropFirst().map { Double(bitPattern: $0) }
        pictures = Int(words.first ?? 0)
        means = Array(numbers.prefix(numbers.count / 2))
        variances = Array(numbers.dropFirst(numbers.count / 2))
    }

    /// Runs a pass that notes its moments here.
    ///
    /// - Parameter pictures: The pictures of the pass; every number is overwritten by what it finds of them.
    mutating func record<Result>(pictures: Int, _ body: (MomentsRecord) -> Result) -> Result {
        self.pictures = pictures
        return means.withUnsafeMutableBufferPointer { means in
            variances.withUnsafeMutableBufferPointer { variances in
                guard let meansBase = means.baseAddress, let variancesBase = variances.baseAddress else {
                    preconditionFailure("a network has a batch norm")
                }
                return body(MomentsRecord(means: meansBase, variances: variancesBase))
            }
        }
    }

    /// Merges the moments of other pictures into these: the pooled mean, and the variance within and between.
    ///
    /// Every picture has equally many numbers in a channel, so pictures are the weights (Chan, Golub and LeVeque, 1979).
    ///
    /// - Precondition: Both are of the same network.
    public mutating func merge(_ other: NetworkMoments) {
        precondition(means.count == other.means.count, "moments of two networks cannot be merged")
        guard other.pictures > 0 else { return }
        let share = Double(other.pictures) / Double(pictures + other.pictures)
        for channel in means.indices {
            let delta = other.means[channel] - means[channel]
            means[channel] += delta * share
            variances[channel] +=
                (other.variances[channel] - variances[channel]) * share + delta * delta * share * (1 - share)
        }
        pictures += other.pictures
    }

    /// The variances as estimated for all pictures there could be: `n / (n - 1)` times the biased ones.
    ///
    /// A channel with a single number keeps its variance, 0.
    public func unbiasedVariances(of subnet: Subnet) -> [Double] {
        var unbiased = variances
        for layer in subnet.normalizations {
            let count = Double(pictures * layer.pixels)
            guard count > 1 else { continue }
            for channel in layer.range { unbiased[channel] *= count / (count - 1) }
        }
        return unbiased
    }
}
