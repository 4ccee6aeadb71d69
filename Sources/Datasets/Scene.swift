internal import Reproducibility

/// What one generated picture shows, drawn from the picture's own stream, and how it is painted.
///
/// Only addition, multiplication, division and square root are used, which IEEE 754 rounds in one way, so the bytes are
/// the same on every machine.
struct Scene {
    /// Rows and columns of a picture.
    static let side = 32

    /// The classes, in the order of their labels: outlines first, then patterns on an outline that tells nothing.
    static let classNames =
        ["disc", "ring", "crescent", "square", "triangle", "cross", "star", "stripes", "checks", "spots"]

    private var random: RandomStream
    private var background: Surface
    private var objects: [SceneObject] = []
    /// The height of the noise, in units of a byte.
    private let noise: Float
    /// How the light changes from the left to the right and from the top to the bottom.
    private let light: SIMD2<Float>
    /// Lattice of a soft disturbance, so that no area is even; the rows are `lattice` long.
    private var cloud: [SIMD4<Float>] = []
    private let cloudStrength: Float
    private static let lattice = 6

    /// Draws the scene of a picture.
    init(label: Int, random stream: RandomStream) {
        random = stream
        background = Surface(
            first: .zero, second: .zero, pattern: .plain, direction: SIMD2(1, 0), period: 1, phase: .zero)
        noise = 4 + 10 * Float(random.uniform())
        light = SIMD2(Float(random.uniform()) - 0.5, Float(random.uniform()) - 0.5) * 0.4
        cloudStrength = 0.05 + 0.15 * Float(random.uniform())
        for _ in 0..<Self.lattice * Self.lattice { cloud.append((drawColour() - 0.5) * cloudStrength) }

        var (ground, figure) = drawContrast()
        // The object is mostly brighter than its surroundings: a hint, as photographs give.
        let groundLight = ground.x + ground.y + ground.z
        let figureLight = figure.x + figure.y + figure.z
        if figureLight < groundLight && random.uniform() < 0.95 { swap(&ground, &figure) }
        let texture = SurfacePattern.allCases[random.integer(below: 4)]
        background = drawSurface(texture, first: ground, second: ground + (drawColour() - 0.5) * 0.3, period: 3.5...9)

        for _ in 0..<random.integer(below: 3) { objects.append(drawClutter(radius: 1...3)) }
        objects.append(drawObject(label: label, ground: ground, figure: figure))
        for _ in 0..<random.integer(below: 3) { objects.append(drawClutter(radius: 1...2)) }
    }

    /// Paints the scene as `[side, side, 3]` bytes.
    mutating func paint(into pixels: UnsafeMutableBufferPointer<UInt8>) {
        let side = Self.side
        unsafe withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: side * side) { canvas in
            for row in 0..<side {
                for column in 0..<side {
                    unsafe canvas.initializeElement(
                        at: row * side + column, to: background.colour(SIMD2(Float(column), Float(row))))
                }
            }
            for object in objects { unsafe object.paint(on: canvas, side: side) }
            for row in 0..<side {
                for column in 0..<side {
                    let place = SIMD2(Float(column), Float(row)) / Float(side - 1)
                    let slope = (place.x - 0.5) * light.x + (place.y - 0.5) * light.y
                    let colour = unsafe (canvas[row * side + column] + disturbance(place)) * (1 + slope) * 255
                    var bits = random.next()
                    for channel in 0..<3 {
                        // The sum of two bytes less its mean: a triangle of deviation about 104.
                        let deviate = Float(Int(bits & 255) + Int(bits >> 8 & 255) - 255) / 104
                        bits >>= 16
                        let value = colour[channel] + noise * deviate
                        unsafe pixels[(row * side + column) * 3 + channel] = UInt8(min(max(value, 0), 255).rounded())
                    }
                }
            }
        }
    }

    private mutating func drawObject(label: Int, ground: SIMD4<Float>, figure: SIMD4<Float>) -> SceneObject {
        let radius = 9.5 + 3.5 * Float(random.uniform())
        // Around the middle, as things that are photographed are.
        let room: Float = 8
        let corner = (Float(Self.side) - room) / 2 - 0.5
        let centre = SIMD2(Float(random.uniform()), Float(random.uniform())) * room + corner
        let outlines = Silhouette.allCases
        if label < outlines.count {
            let surface = drawSurface(.plain, first: figure, second: figure, period: 1...1)
            return SceneObject(
                silhouette: outlines[label], surface: surface, centre: centre, radius: radius,
                direction: drawTilt())
        }
        let pattern = SurfacePattern.allCases[label - outlines.count + 1]
        let compact: [Silhouette] = [.disc, .square, .triangle]
        let surface = drawSurface(
            pattern, first: figure, second: ground + (drawColour() - 0.5) * 0.3,
            period: pattern == .stripes ? 4...6.5 : 5...7)
        return SceneObject(
            silhouette: compact[random.integer(below: 3)], surface: surface, centre: centre, radius: radius,
            direction: drawTilt())
    }

    private mutating func drawClutter(radius: ClosedRange<Float>) -> SceneObject {
        let outlines: [Silhouette] = [.disc, .square, .triangle, .cross]
        let colour = drawColour()
        return SceneObject(
            silhouette: outlines[random.integer(below: outlines.count)],
            surface: drawSurface(.plain, first: colour, second: colour, period: 1...1),
            centre: SIMD2(Float(random.uniform()), Float(random.uniform())) * Float(Self.side - 1),
            radius: draw(radius), direction: drawDirection())
    }

    private mutating func drawSurface(
        _ pattern: SurfacePattern, first: SIMD4<Float>, second: SIMD4<Float>, period: ClosedRange<Float>
    ) -> Surface {
        Surface(
            first: first, second: second, pattern: pattern, direction: drawDirection(), period: draw(period),
            phase: SIMD2(Float(random.uniform()), Float(random.uniform())))
    }

    private mutating func draw(_ range: ClosedRange<Float>) -> Float {
        range.lowerBound + (range.upperBound - range.lowerBound) * Float(random.uniform())
    }

    private mutating func drawColour() -> SIMD4<Float> {
        SIMD4(Float(random.uniform()), Float(random.uniform()), Float(random.uniform()), 0)
    }

    /// Two colours that can be told apart, but need not be far apart.
    private mutating func drawContrast() -> (SIMD4<Float>, SIMD4<Float>) {
        while true {
            let (first, second) = (drawColour(), drawColour())
            let difference = second - first
            if (difference * difference).sum() > 0.4 { return (first, second) }
        }
    }

    /// A unit vector of any direction, drawn without trigonometry.
    private mutating func drawDirection() -> SIMD2<Float> {
        while true {
            let point = SIMD2(Float(random.uniform()), Float(random.uniform())) * 2 - 1
            let square = (point * point).sum()
            if square > 0.01 && square <= 1 { return point / square.squareRoot() }
        }
    }

    /// A direction that leans at most 26 degrees from upright, as most things in photographs do.
    private mutating func drawTilt() -> SIMD2<Float> {
        while true {
            let direction = drawDirection()
            if direction.x >= 0.9 { return direction }
        }
    }

    /// The soft disturbance at a point of the unit square, between the values of the lattice.
    private func disturbance(_ place: SIMD2<Float>) -> SIMD4<Float> {
        let last = Self.lattice - 1
        let scaled = place * Float(last)
        let (column, row) = (min(Int(scaled.x), last - 1), min(Int(scaled.y), last - 1))
        let (right, down) = (scaled.x - Float(column), scaled.y - Float(row))
        let corner = row * Self.lattice + column
        let top = cloud[corner] + (cloud[corner + 1] - cloud[corner]) * right
        let bottom =
            cloud[corner + Self.lattice] + (cloud[corner + Self.lattice + 1] - cloud[corner + Self.lattice]) * right
        return top + (bottom - top) * down
    }
}
