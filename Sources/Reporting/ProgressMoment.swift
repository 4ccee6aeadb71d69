import Foundation

/// What one moment of a phase looks like, whatever the phase does.
public struct ProgressMoment: Hashable, Sendable {
    /// Where the rate and the time left count from: the beginning of a phase, or the place from which it was resumed.
    public struct Origin: Hashable, Sendable {
        /// How much of what was planned was over; perhaps a part of one.
        public var done: Double
        /// Picture passes by then.
        public var images: Int

        /// A place in a phase; its beginning unless told otherwise.
        public init(done: Double = 0, images: Int = 0) {
            self.done = done
            self.images = images
        }
    }

    /// What is counted: `round`, `generation`, `epoch`.
    public var unit: String
    /// How many of them are over.
    public var done: Int
    /// How many are planned.
    public var planned: Int
    /// The results, in words, such as `loss 1.234  accuracy 0.500`; empty for nothing.
    public var figures: String
    /// Picture passes since the phase began.
    public var images: Int
    /// Seconds that what follows the planned ones in this phase is expected to take.
    public var following: Double
    /// Where rate and time left count from.
    public var origin = Origin()
    /// Seconds since the origin.
    public var seconds = 0.0

    /// A moment to be shown: so much of what was planned is done.
    public init(unit: String, done: Int, planned: Int, figures: String = "", images: Int, following: Double = 0) {
        self.unit = unit
        self.done = done
        self.planned = planned
        self.figures = figures
        self.images = images
        self.following = following
    }

    /// The estimated time to the end in seconds, by the mean pace since the origin; 0 where nothing tells it.
    public var secondsLeft: Double {
        let own = Double(done) - origin.done
        return own > 0 ? seconds / own * Double(max(0, planned - done)) + following : 0
    }

    /// The line, without a line break.
    public var text: String { ([count] + (figures.isEmpty ? [] : [figures]) + [pace]).joined(separator: "  ") }

    /// What is done of what is planned.
    public var count: String { "\(unit) \(done)/\(planned)" }

    /// Pictures a second, each pass counting, a mean since the origin, and the time left.
    public var pace: String {
        let rate = seconds > 0 ? Double(images - origin.images) / seconds : 0
        return String(format: "%.0f pictures/s  ETA ", rate) + ProgressDisplay.clock(secondsLeft)
    }
}
