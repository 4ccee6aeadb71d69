public import Architecture

/// A path and where it was drawn from.
public struct PathDraw: Sendable, Hashable {
    /// The path.
    public var path: Path
    /// Whether it was drawn from the candidate pool rather than from the whole space.
    public var isFromPool: Bool

    /// A path that was drawn from the pool, or else from the whole space.
    public init(path: Path, isFromPool: Bool) {
        self.path = path
        self.isFromPool = isFromPool
    }
}
