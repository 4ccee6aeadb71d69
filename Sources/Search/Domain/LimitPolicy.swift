/// What a search does with paths beyond the limits.
public enum LimitPolicy: String, Sendable, Hashable, CaseIterable {
    /// They are drawn again, so that no evaluation is spent on them.
    case redraw
    /// They are evaluated like others, and lose against every path within the limits by constraint domination.
    case dominate
}
