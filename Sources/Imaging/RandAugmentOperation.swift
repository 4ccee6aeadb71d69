/// What `RandAugment` draws from, in the order of timm's list of operations that do not all grow with the strength.
enum RandAugmentOperation: String, CaseIterable {
    case autoContrast = "AutoContrast"
    case equalize = "Equalize"
    case invert = "Invert"
    case rotate = "Rotate"
    case posterize = "Posterize"
    case solarize = "Solarize"
    case solarizeAdd = "SolarizeAdd"
    case color = "Color"
    case contrast = "Contrast"
    case brightness = "Brightness"
    case sharpness = "Sharpness"
    case shearX = "ShearX"
    case shearY = "ShearY"
    case translateX = "TranslateXRel"
    case translateY = "TranslateYRel"

    /// Whether it goes one way or the other, each half of the time.
    var hasDirection: Bool {
        switch self {
        case .rotate, .shearX, .shearY, .translateX, .translateY: true
        default: false
        }
    }

    /// Carries the operation out.
    ///
    /// - Parameters:
    ///   - picture: Overwritten; of 1 or 3 channels.
    ///   - strength: From 0 to 10.
    ///   - isNegated: Whether it goes the other way, where it has a direction.
    ///   - fill: The colour of what comes from outside of the picture.
    ///   - interpolation: How it is turned, sheared and shifted.
    func apply(
        to picture: inout Bitmap, strength: Double, isNegated: Bool, fill: [UInt8], by interpolation: Interpolation
    ) {
        let level = strength / 10
        let signed = isNegated ? -level : level
        // 0.1 to 1.9, where 1 changes nothing.
        let factor = level * 1.8 + 0.1
        switch self {
        case .autoContrast: picture.autoContrast()
        case .equalize: picture.equalize()
        case .invert: picture.invert()
        case .rotate: picture = picture.turned(degrees: signed * 30, by: interpolation, fill: fill)
        case .posterize: picture.posterize(bits: Int(level * 4))
        case .solarize: picture.solarize(from: min(256, Int(level * 256)))
        case .solarizeAdd: picture.solarize(adding: min(128, Int(level * 110)))
        case .color: picture.changeSaturation(by: factor)
        case .contrast: picture.changeContrast(by: factor)
        case .brightness: picture.changeBrightness(by: factor)
        case .sharpness: picture.changeSharpness(by: factor)
        case .shearX: picture = picture.sheared(x: signed * 0.3, by: interpolation, fill: fill)
        case .shearY: picture = picture.sheared(y: signed * 0.3, by: interpolation, fill: fill)
        case .translateX: picture = picture.shifted(x: signed * 0.45, y: 0, by: interpolation, fill: fill)
        case .translateY: picture = picture.shifted(x: 0, y: signed * 0.45, by: interpolation, fill: fill)
        }
    }
}
