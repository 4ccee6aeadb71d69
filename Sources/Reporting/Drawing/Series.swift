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
        /// Each by itself, small, as the ground on which others stand out.
        case faint
        /// Each by itself, large and opaque, to be seen above all others.
        case mark
        /// Joined by a line, and the space down to 0 filled lightly.
        case area

        /// Whether each point stands by itself.
        var isDots: Bool { [.dots, .faint, .mark].contains(self) }
    }

    /// A point.
    public struct Point: Sendable, Hashable {
        /// Its place along the horizontal axis.
        public let x: Double
        /// Its place along the vertical axis; where it is not finite nothing is drawn, and a line is interrupted.
        public let y: Double
        /// What it stands for, shown where somebody points at it; nil for its two values.
        public let title: String?
        /// How far the value may be from its place, up and down; nil where that is not known.
        public let spread: Double?

        /// A point at a place, with what is shown where somebody points at it.
        public init(_ x: Double, _ y: Double, title: String? = nil, spread: Double? = nil) {
            self.x = x
            self.y = y
            self.title = title
            self.spread = spread
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
    /// How far they are drawn beside their places, in the drawing's units, so that they do not hide those of other series.
    public let aside: Double

    /// A series, drawn in one style and one colour of the palette.
    public init(_ name: String, style: Style = .line, color: Int, points: [Point], aside: Double = 0) {
        self.aside = aside
        self.name = name
        self.style = style
        self.color = color
        self.points = points
    }
}
