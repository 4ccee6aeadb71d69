/// How a pixel that lies between pixels comes from those around it.
public enum Interpolation: String, CaseIterable, Sendable, Hashable, Codable {
    /// By their distance, from 2 x 2 pixels.
    case bilinear
    /// By a cubic of their distance with a = -0.5 (Keys, 1981), from 4 x 4 pixels.
    case bicubic

    /// The distance in pixels beyond which a pixel has no weight.
    var support: Double { self == .bilinear ? 1 : 2 }

    /// The weight of a pixel, written as Pillow writes it, so that the last digit agrees too.
    func weight(at distance: Double) -> Double {
        let x = distance.magnitude
        switch self {
        case .bilinear: return x < 1 ? 1 - x : 0
        case .bicubic:
            let a = -0.5
            if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
        }
    }
}
