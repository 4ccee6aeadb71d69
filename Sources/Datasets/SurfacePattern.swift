/// The patterns of generated surfaces: how much of the second colour a point shows.
enum SurfacePattern: CaseIterable {
    case plain, stripes, checks, spots

    /// The share of the second colour, from 0 to 1, at a point measured in periods.
    ///
    /// Edges are `1 / sharpness` of a period wide, so that a pattern does not break up on the pixel grid.
    func share(_ point: SIMD2<Float>, sharpness: Float) -> Float {
        switch self {
        case .plain: return 0
        case .stripes: return Self.clamp(0.5 + Self.wave(point.x) * sharpness)
        case .checks:
            let first = Self.clampSigned(Self.wave(point.x) * sharpness * 2)
            let second = Self.clampSigned(Self.wave(point.y) * sharpness * 2)
            return 0.5 + 0.5 * first * second
        case .spots:
            let x = point.x - point.x.rounded()
            let y = point.y - point.y.rounded()
            return Self.clamp(0.5 + (0.3 - (x * x + y * y).squareRoot()) * sharpness)
        }
    }

    /// A triangle wave of period 1 between -1/4 and 1/4; a sine would tie the bytes to the system's mathematics library.
    private static func wave(_ x: Float) -> Float {
        abs(x - x.rounded()) - 0.25
    }

    private static func clamp(_ x: Float) -> Float { min(max(x, 0), 1) }

    private static func clampSigned(_ x: Float) -> Float { min(max(x, -1), 1) }
}
