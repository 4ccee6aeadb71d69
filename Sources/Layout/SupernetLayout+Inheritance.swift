public import Architecture
public import Workers

extension SupernetLayout {
    /// The weights that a path shares, by themselves.
    ///
    /// - Parameters:
    ///   - path: The path.
    ///   - shared: The supernet's weights, read only.
    ///   - network: The path's network.
    /// - Returns: An arena of the network's own table.
    /// - Precondition: The space contains the path, and the network is the path's.
    public func weights(of path: Path, in shared: FloatBuffer, for network: NetworkLayout) -> FloatBuffer {
        precondition(network.blueprint == space.blueprint(of: path), "the network is another one than the path's")
        let own = FloatBuffer(count: network.table.count)
        for (mine, theirs) in zip(network.table.parameters, subnet(path).parameters) {
            unsafe (own.pointer + mine.offset).update(from: shared.pointer + theirs.offset, count: mine.count)
        }
        return own
    }
}
