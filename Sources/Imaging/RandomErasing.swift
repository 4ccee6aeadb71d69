#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
public import Reproducibility

/// A rectangle of noise over part of a picture (Zhong et al., AAAI 2020): timm's `RandomErasing` in its mode `pixel`.
///
/// It covers 2 % to a third of the picture, its ratio lies between 0.3 and 1/0.3, and every number in it is drawn from the
/// normal distribution with mean 0 and variance 1, which normalised pictures have on the whole.
public struct RandomErasing: Sendable, Hashable, Codable {
    /// The share of pictures in which something is erased, in [0, 1].
    public let probability: Double

    /// Erases in this share of the pictures.
    ///
    /// - Precondition: It lies in [0, 1].
    public init(probability: Double) {
        precondition((0...1).contains(probability))
        self.probability = probability
    }

    /// The shares of the area that are drawn from.
    static let area = 0.02...1.0 / 3
    /// The largest ratio of height and width, and the inverse of the smallest.
    static let largestRatio = 1 / 0.3

    /// Draws what is erased; nil for a picture that stays whole.
    public func box(height: Int, width: Int, random: inout RandomStream) -> PictureBox? {
        guard random.uniform() < probability else { return nil }
        let (area, widest) = (Double(height * width), log(Self.largestRatio))
        for _ in 0..<10 {
            let (least, most) = (Self.area.lowerBound, Self.area.upperBound)
            let target = area * (least + (most - least) * random.uniform())
            let ratio = exp(widest * (2 * random.uniform() - 1))
            let boxHeight = Int((target * ratio).squareRoot().rounded(.toNearestOrEven))
            let boxWidth = Int((target / ratio).squareRoot().rounded(.toNearestOrEven))
            guard boxHeight < height, boxWidth < width else { continue }
            let top = random.integer(below: height - boxHeight + 1)
            let left = random.integer(below: width - boxWidth + 1)
            return PictureBox(top: top, left: left, height: boxHeight, width: boxWidth)
        }
        return nil
    }
}
