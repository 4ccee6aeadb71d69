/// The colour of every point of a generated background or object.
struct Surface {
    /// Red, green and blue from 0 to 1, with a fourth number that is not used.
    var first: SIMD4<Float>
    var second: SIMD4<Float>
    var pattern: SurfacePattern
    /// The direction of the pattern, a unit vector.
    var direction: SIMD2<Float>
    /// The length of a period in pixels.
    var period: Float
    /// Where the pattern begins, in periods.
    var phase: SIMD2<Float>

    /// The colour at a point in pixels.
    func colour(_ point: SIMD2<Float>) -> SIMD4<Float> {
        guard pattern != .plain else { return first }
        let along = (point.x * direction.x + point.y * direction.y) / period
        let across = (point.y * direction.x - point.x * direction.y) / period
        let share = pattern.share(SIMD2(along, across) + phase, sharpness: period * 0.7)
        return first + (second - first) * share
    }
}
