public import Reporting

/// Who receives the progress of a run.
public struct Audience: Sendable {
    /// How much is told on standard error.
    public var progress: ProgressDetail
    /// The folder that gets an event file for TensorBoard, in a folder of the run's name; nil for none.
    public var events: String?
    /// Called at every moment that could be shown, in their order, by the run itself, which waits for it; nil for nobody.
    public var listener: (@Sendable (ProgressMoment) -> Void)?

    /// Nobody.
    public static let none = Audience(progress: .none)

    /// Standard error, and whatever else is named.
    public init(
        progress: ProgressDetail = .some, events: String? = nil,
        listener: (@Sendable (ProgressMoment) -> Void)? = nil
    ) {
        self.progress = progress
        self.events = events
        self.listener = listener
    }

    /// Whether nothing is told on standard error.
    public var isQuiet: Bool { progress == .none }
}
