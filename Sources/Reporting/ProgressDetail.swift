/// How much is told of progress on standard error.
public enum ProgressDetail: Sendable, Hashable {
    /// Nothing.
    case none
    /// One line that is written over on a terminal, else a line every few seconds.
    case some
    /// A line for every moment.
    case all
}
