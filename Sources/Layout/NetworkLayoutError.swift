/// Why a network that can be described cannot be computed.
public enum NetworkLayoutError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The first block is no dense convolution, or the last one before the classifier neither that nor a cell; blocks count
    /// from 1.
    case noConvolution(block: Int)
    /// An inverted bottleneck in a network with cells; blocks count from 1.
    case bottleneckBesideCells(block: Int)

    /// One sentence: what, where, what was expected.
    public var description: String {
        switch self {
        case .noConvolution(let block):
            "block \(block) of the network is no dense convolution; expected one at its beginning and one before its "
                + "classifier"
        case .bottleneckBesideCells(let block):
            "block \(block) of the network is an inverted bottleneck beside cells; expected convolutions beside them"
        }
    }
}
