import Foundation

/// What one moment of a phase looks like, whatever the phase does.
public struct ProgressMoment: Hashable, Sendable {
    /// What is counted: `round`, `generation`, `epoch`.
    public var unit: String
    /// How many of them are over.
    public var done: Int
    /// How many are planned.
    public var planned: Int
    /// What came out, in words, such as `loss 1.234  accuracy 0.500`.
    public var figures: String
    /// Image passes since the phase began.
    public var images: Int
    /// Seconds since the phase began.
    public var seconds: Double

    /// A moment to be shown: so much of what was planned is done.
    public init(unit: String, done: Int, planned: Int, figures: String, images: Int, seconds: Double) {
        self.unit = unit
        self.done = done
        self.planned = planned
        self.figures = figures
        self.images = images
        self.seconds = seconds
    }

    /// The line, without a line break; images a second and the estimated time to the end are means since the phase began.
    public var text: String {
        let rate = seconds > 0 ? Double(images) / seconds : 0
        let left = done > 0 ? seconds / Double(done) * Double(max(0, planned - done)) : 0
        return "\(unit) \(done)/\(planned)  \(figures)" + String(format: "  %.0f images/s  ETA ", rate)
            + ProgressDisplay.clock(left)
    }
}
