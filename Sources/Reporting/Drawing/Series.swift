/// Points that belong together, under a name.
public struct Series: Sendable, Hashable {
    /// How the points are drawn.
    public enum Style: Sendable, Hashable {
        /// Joined by a line.
        case line
        /// Joined by a broken line.
        case broken
        /// Each by itself.
        case dots
        /// Joined by a line, and the space down to 0 filled lightly.
        case area
    }

    /// A point.
    public struct Point: Sendable, Hashable {
        /// Its place along the horizontal axis.
        public let x: Double
        /// Its place along the vertical axis; where it is not finite nothing is drawn, and a line is interrupted.
        public let y: Double
        /// What it stands for, shown where somebody points at it; nil for its two values.
        public let title: String?

        /// A point at a place, with what is shown where somebody points at it.
        public init(_ x: Double, _ y: Double, title: String? = nil) {
            self.x = x
            self.y = y
            self.title = title
        }
    }

    /// What the points are, for legend and table; empty for marks that belong to another series, of its colour.
    public let name: String
    /// How they are drawn.
    public let style: Style
    /// Which of the palette's colours they have, counted from 0.
    public let color: Int
    /// The points in the order in which a line joins them.
    public let points: [Point]

    /// A series, drawn in one style and one colour of the palette.
    public init(_ name: String, style: Style = .line, color: Int, points: [Point]) {
        self.name = name
        self.style = style
        self.color = color
        self.points = points
    }
}
