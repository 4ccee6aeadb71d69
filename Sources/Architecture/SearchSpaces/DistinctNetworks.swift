/// The networks of a space of which several paths are the same one.
///
/// An identity that keeps the shape is no block at all; so paths that differ only in where their identities stand between
/// two blocks build the same network, each with weights of its own. Networks are told apart by their blocks alone.
package struct DistinctNetworks {
    /// For each network, the places of its encodings in the list of paths; networks in the order of their first ones.
    package let encodings: [[Int]]

    /// Finds the networks of some paths.
    package init(_ paths: [Path], of space: SearchSpace) {
        var known: [[Blueprint.Block]: Int] = [:]
        var encodings: [[Int]] = []
        for (place, path) in paths.enumerated() {
            let blocks = Self.blocks(of: path, in: space)
            if let network = known[blocks] {
                encodings[network].append(place)
            } else {
                known[blocks] = encodings.count
                encodings.append([place])
            }
        }
        self.encodings = encodings
    }

    /// What a network is told by: its blocks without identities.
    package static func blocks(of path: Path, in space: SearchSpace) -> [Blueprint.Block] {
        space.blueprint(of: path).blocks.filter { if case .identity = $0 { false } else { true } }
    }

    /// The mean over each network's encodings of a number that each path has.
    package func means(of numbers: [Double]) -> [Double] {
        encodings.map { $0.reduce(0) { $0 + numbers[$1] } / Double($0.count) }
    }
}
