/// From which layer on each of many paths is computed when they are computed one after another.
///
/// Batch norms in a scored group know nothing but the pictures and the blocks before them; so what a path's first blocks
/// leave is, to the last bit, what those of another path with the same choices leave. In lexicographic order each path
/// shares with the one before it as much as with any other one before it: all 3^8 paths take 9840 blocks, not 52,488.
public struct SharedPrefixes: Sendable {
    /// One path in the order of computing.
    public struct Member: Sendable, Hashable {
        /// The path's place in the list that was given.
        public let place: Int
        /// The path.
        public let path: Path
        /// The first layer that is computed, where the path differs from the one before it; the number of layers for a
        /// path that is the same one again.
        public let firstLayer: Int
    }

    /// The paths in lexicographic order.
    public let members: [Member]

    /// Puts paths in order.
    ///
    /// - Parameter paths: Of one space, in any order.
    public init(_ paths: [Path]) {
        var before: Path?
        members = paths.indices.sorted { (paths[$0], $0) < (paths[$1], $1) }.map { place in
            let path = paths[place]
            let shared = before.map { zip($0.choices, path.choices).prefix { $0 == $1 }.count } ?? 0
            before = path
            return Member(place: place, path: path, firstLayer: shared)
        }
    }

    /// The blocks of searched layers that are computed, identities included.
    public var blockRuns: Int { members.reduce(0) { $0 + $1.path.choices.count - $1.firstLayer } }
}
