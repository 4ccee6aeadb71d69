/// Why the training of a supernet failed.
public enum SupernetError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A loss is a NaN or an infinity.
    case lossNotFinite(round: Int, path: String, phase: String)
    /// A training step would have left a weight that is a NaN or an infinity.
    case weightNotFinite(round: Int, path: String, parameter: String)

    /// Another rank holds other weights than the first one.
    case weightsDiffer(rank: Int, host: String)

    /// One sentence: what, where, what was expected.
    public var description: String {
        let advice = "a smaller learning rate or a longer warm-up usually helps"
        return switch self {
        case .lossNotFinite(let round, let path, let phase):
            "the \(phase) loss of path \(path) in round \(round) is not a finite number; \(advice)"
        case .weightNotFinite(let round, let path, let parameter):
            "training path \(path) in round \(round) would leave a number in \(parameter) that is not finite; \(advice)"
        case .weightsDiffer(let rank, let host):
            "rank \(rank) on \(host) holds other weights than rank 0; expected the same bits on all ranks, which equal "
                + "builds give"
        }
    }
}
