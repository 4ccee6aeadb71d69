public import Reporting

/// Who hears of a run while it goes on.
public struct Audience: Sendable, Hashable {
    /// How much is told on standard error.
    public var progress: ProgressDetail
    /// The folder that gets an event file for TensorBoard, in a folder of the run's name; nil for none.
    public var events: String?

    /// Nobody.
    public static let none = Audience(progress: .none)

    /// Whether nothing is told on standard error.
    public var isQuiet: Bool { progress == .none }

    /// Whoever reads standard error, and TensorBoard where a folder for it is named.
    public init(progress: ProgressDetail = .some, events: String? = nil) {
        self.progress = progress
        self.events = events
    }
}
