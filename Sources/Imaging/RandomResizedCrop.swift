#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
public import Reproducibility

/// A random part of a picture, which is then resized (Szegedy et al., CVPR 2015): torchvision's `RandomResizedCrop`.
public struct RandomResizedCrop: Sendable, Hashable, Codable {
    /// The smallest share of the picture's area, in (0, 1]; the largest is all of it.
    public let smallestArea: Double
    /// The largest ratio of width and height, at least 1; the smallest is its inverse, and logarithms are drawn evenly.
    public let largestRatio: Double

    /// Takes the figures; the usual ones, 0.08 and 4/3, are the default.
    ///
    /// - Precondition: The area lies in (0, 1], and the ratio is at least 1.
    public init(smallestArea: Double = 0.08, largestRatio: Double = 4.0 / 3) {
        precondition(smallestArea > 0 && smallestArea <= 1 && largestRatio >= 1)
        self.smallestArea = smallestArea
        self.largestRatio = largestRatio
    }

    /// Draws a part of a picture.
    ///
    /// Of ten draws the first that fits counts. Where none does, it is the middle, as much of it as the ratios allow.
    public func box(height: Int, width: Int, random: inout RandomStream) -> PictureBox {
        let (area, widest) = (Double(height * width), log(largestRatio))
        for _ in 0..<10 {
            let target = area * (smallestArea + (1 - smallestArea) * random.uniform())
            let ratio = exp(widest * (2 * random.uniform() - 1))
            let boxWidth = Int((target * ratio).squareRoot().rounded(.toNearestOrEven))
            let boxHeight = Int((target / ratio).squareRoot().rounded(.toNearestOrEven))
            guard boxWidth > 0, boxHeight > 0, boxWidth <= width, boxHeight <= height else { continue }
            let top = random.integer(below: height - boxHeight + 1)
            let left = random.integer(below: width - boxWidth + 1)
            return PictureBox(top: top, left: left, height: boxHeight, width: boxWidth)
        }
        return middle(height: height, width: width)
    }

    private func middle(height: Int, width: Int) -> PictureBox {
        var (boxHeight, boxWidth) = (height, width)
        let ratio = Double(width) / Double(height)
        if ratio < 1 / largestRatio {
            boxHeight = max(1, Int((Double(width) * largestRatio).rounded(.toNearestOrEven)))
        } else if ratio > largestRatio {
            boxWidth = max(1, Int((Double(height) * largestRatio).rounded(.toNearestOrEven)))
        }
        return PictureBox(
            top: (height - boxHeight) / 2, left: (width - boxWidth) / 2, height: boxHeight, width: boxWidth)
    }
}
