/// The outlines of generated pictures, in a frame of their own: around the origin, about one unit in radius.
enum Silhouette: CaseIterable {
    case disc, ring, crescent, square, triangle, cross, star

    /// How far a point lies outside of the outline, in units; negative inside.
    ///
    /// Near the outline it is the distance or a little less, which is all that smooth edges need.
    func distance(_ point: SIMD2<Float>) -> Float {
        let (x, y) = (point.x, point.y)
        switch self {
        case .disc: return (x * x + y * y).squareRoot() - 0.9
        case .ring: return abs((x * x + y * y).squareRoot() - 0.72) - 0.24
        case .crescent:
            let bitten = ((x - 0.5) * (x - 0.5) + y * y).squareRoot() - 0.68
            return max((x * x + y * y).squareRoot() - 0.95, -bitten)
        case .square: return max(abs(x), abs(y)) - 0.78
        case .triangle: return max(-y, 0.866_025_4 * abs(x) + 0.5 * y) - 0.56
        case .cross: return min(max(abs(x) - 0.98, abs(y) - 0.3), max(abs(x) - 0.3, abs(y) - 0.98))
        case .star:
            // Inside of a five-pointed star is what at most one of the pentagon's five sides excludes.
            var largest = -Float.infinity
            var second = -Float.infinity
            for (normalX, normalY) in Self.pentagon {
                let side = normalX * x + normalY * y - 0.38
                second = max(second, min(largest, side))
                largest = max(largest, side)
            }
            return second
        }
    }

    /// The outward normals of a regular pentagon: cosine and sine of 90 degrees and steps of 72.
    private static let pentagon: [(Float, Float)] = [
        (0, 1), (-0.951_056_5, 0.309_017), (-0.587_785_3, -0.809_017), (0.587_785_3, -0.809_017),
        (0.951_056_5, 0.309_017),
    ]
}
