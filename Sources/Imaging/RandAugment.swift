public import Reproducibility

/// A few random operations, one after the other (Cubuk et al., NeurIPS 2020), with the operations and magnitudes of timm:
/// `rand-m9-mstd0.5` is two operations, magnitude 9, deviation 0.5 and probability 0.5.
public struct RandAugment: Sendable, Hashable, Codable {
    /// Operations drawn for a picture, each from all, the same one perhaps again.
    public let operations: Int
    /// The mean of the strength, from 0 to 10.
    public let magnitude: Double
    /// The standard deviation of the strength, which stays between 0 and 10.
    public let deviation: Double
    /// The share of the drawn operations that are carried out, in [0, 1].
    public let probability: Double

    /// Takes the figures; those of `rand-m9-mstd0.5` are the default.
    ///
    /// - Precondition: `operations` and `deviation` are not negative, `magnitude` lies in [0, 10], `probability` in [0, 1].
    public init(operations: Int = 2, magnitude: Double = 9, deviation: Double = 0.5, probability: Double = 0.5) {
        precondition(operations >= 0 && deviation >= 0 && (0...10).contains(magnitude) && (0...1).contains(probability))
        self.operations = operations
        self.magnitude = magnitude
        self.deviation = deviation
        self.probability = probability
    }

    /// Varies a picture of 1 or 3 channels.
    ///
    /// - Parameters:
    ///   - picture: Overwritten.
    ///   - fill: The colour of what comes from outside of the picture, a byte for each channel.
    ///   - interpolation: How it is turned, sheared and shifted.
    ///   - random: What is drawn from.
    public func vary(
        _ picture: inout Bitmap, fill: [UInt8], by interpolation: Interpolation, random: inout RandomStream
    ) {
        let drawn = (0..<operations).map { _ in random.integer(below: RandAugmentOperation.allCases.count) }
        for index in drawn where random.uniform() < probability {
            let strength = min(max(magnitude + deviation * random.normal(), 0), 10)
            let operation = RandAugmentOperation.allCases[index]
            let isNegated = operation.hasDirection && random.integer(below: 2) == 1
            operation.apply(to: &picture, strength: strength, isNegated: isNegated, fill: fill, by: interpolation)
        }
    }
}
