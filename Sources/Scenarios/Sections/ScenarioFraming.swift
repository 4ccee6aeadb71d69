public import Imaging
import ScenarioKeys

/// How pictures are brought to one size, and what is drawn for those that are trained on.
///
/// `padding`, `flip` and `cutout` are beside it in `data`, where they were first.
public struct ScenarioFraming: Hashable, Sendable {
    /// How all pictures are brought to the size that the network takes.
    public let framing: Framing
    /// The smallest share of the area of a random crop that is resized; nil for no such crop.
    public let cropArea: Double?
    /// The largest ratio of its sides.
    public let cropRatio: Double
    /// Random brightness, contrast and saturation; nil for none.
    public let jitter: ColourJitter?

    init(_ section: ScenarioSection) throws(ScenarioError) {
        let side = try section.optionalInteger(
            "side", in: 8...4096, null: "their own, square",
            "side in pixels that pictures are resized to; what is not random shows their middle")
        let share = try section.number(
            "center_crop", Framing.usualShare, in: .from(0.1, to: 1),
            "share of the shorter side that is seen where data.side is given and nothing is random: 224 of 256 pixels")
        let interpolation = try section.choice(
            "interpolation", Interpolation.bilinear, "how pictures are resized and turned, antialiased as in Pillow")
        framing = Framing(side: side, share: share, interpolation: interpolation)
        cropArea = try section.optionalNumber(
            "crop_area", in: .above(0, to: 1), null: "no such crop",
            "smallest share of the area of a random crop that is resized; 0.08 is usual")
        cropRatio = try section.number(
            "crop_ratio", 4.0 / 3, in: .from(1, to: 10), "largest ratio of the crop's sides, either way")
        jitter = try section.section("color_jitter") { section throws(ScenarioError) in
            func width(_ key: String) throws(ScenarioError) -> Double {
                try section.number(
                    key, 0, in: .from(0, to: 1), "random \(key) between 1 - x and 1 + x in training; 0 = as it is")
            }
            let jitter = ColourJitter(
                brightness: try width("brightness"), contrast: try width("contrast"),
                saturation: try width("saturation"))
            return jitter == ColourJitter(brightness: 0, contrast: 0, saturation: 0) ? nil : jitter
        }
    }

    /// The random part that is resized; nil for none.
    public var crop: RandomResizedCrop? {
        cropArea.map { RandomResizedCrop(smallestArea: $0, largestRatio: cropRatio) }
    }
}
