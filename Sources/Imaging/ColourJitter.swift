public import Reproducibility

/// Random brightness, contrast and saturation, in a random order: torchvision's `ColorJitter` without hue.
public struct ColourJitter: Sendable, Hashable, Codable {
    /// Each factor is drawn evenly from `1 - x` to `1 + x`, and not below 0; 0 leaves the quality as it is.
    public let brightness, contrast, saturation: Double

    /// Takes the three widths.
    ///
    /// - Precondition: None is negative.
    public init(brightness: Double, contrast: Double, saturation: Double) {
        precondition(brightness >= 0 && contrast >= 0 && saturation >= 0)
        self.brightness = brightness
        self.contrast = contrast
        self.saturation = saturation
    }

    /// Varies a picture of 1 or 3 channels.
    public func vary(_ picture: inout Bitmap, random: inout RandomStream) {
        func factor(_ width: Double) -> Double {
            let least = max(0, 1 - width)
            return least + (1 + width - least) * random.uniform()
        }
        for quality in random.permutation(count: 3) {
            switch quality {
            case 0: if brightness > 0 { picture.changeBrightness(by: factor(brightness)) }
            case 1: if contrast > 0 { picture.changeContrast(by: factor(contrast)) }
            default: if saturation > 0 { picture.changeSaturation(by: factor(saturation)) }
            }
        }
    }
}
