/// An outline with a surface, at a place of a generated picture.
struct SceneObject {
    var silhouette: Silhouette
    var surface: Surface
    /// The middle, in pixels.
    var centre: SIMD2<Float>
    /// The length of the outline's unit in pixels.
    var radius: Float
    /// Which way the outline's first axis points, a unit vector.
    var direction: SIMD2<Float>

    /// Paints the object over `canvas`, rows of `side` colours.
    func paint(on canvas: UnsafeMutableBufferPointer<SIMD4<Float>>, side: Int) {
        let reach = radius * 1.35 + 1
        let rows = range(around: centre.y, reach: reach, side: side)
        let columns = range(around: centre.x, reach: reach, side: side)
        for row in rows {
            for column in columns {
                let point = SIMD2(Float(column), Float(row))
                let offset = point - centre
                let local =
                    SIMD2(
                        offset.x * direction.x + offset.y * direction.y, offset.y * direction.x - offset.x * direction.y
                    )
                    / radius
                let cover = min(max(0.5 - silhouette.distance(local) * radius, 0), 1)
                if cover > 0 {
                    let under = unsafe canvas[row * side + column]
                    unsafe canvas[row * side + column] = under + (surface.colour(point) - under) * cover
                }
            }
        }
    }

    private func range(around centre: Float, reach: Float, side: Int) -> Range<Int> {
        let low = min(max(Int(centre - reach), 0), side)
        return low..<max(low, min(Int(centre + reach) + 1, side))
    }
}
