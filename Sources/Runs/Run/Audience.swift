public import Reporting

/// Who receives the progress of a run.
public struct Audience: Sendable {
    /// How much progress is printed on standard error.
    public var progress: ProgressDetail
    /// The folder that gets an event file for TensorBoard, in a folder of the run's name; nil for none.
    public var events: String?
    /// Called with every moment of progress, in order, by the run itself, which waits for the call; nil for none.
    public var listener: (@Sendable (ProgressMoment) -> Void)?

    /// No progress is reported.
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

    /// Whether nothing is printed on standard error.
    public var isQuiet: Bool { progress == .none }
}
