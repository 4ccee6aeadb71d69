public import Architecture

/// What the paths of a space are worth in truth, whatever weights they are scored with.
public protocol Landscape: Sendable {
    /// The space.
    var space: SearchSpace { get }
    /// The quality of a path of the space; higher is better, in units of the landscape's own.
    func quality(of path: Path) -> Double
}
