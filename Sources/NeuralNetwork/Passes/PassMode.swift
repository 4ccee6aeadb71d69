import Kernels

/// What a pass is for, as far as its way forward depends on it.
enum PassMode {
    /// Scoring: batch norms go by the statistics of the group, which are forgotten with the pass, and the widest tensors are kept as
    /// halves.
    case scoring(ScoringPrecision)
    /// Looking at the group's statistics, which are noted.
    case recording(MomentsRecord)
    /// Classifying by statistics that are given, whatever the group.
    case inferring(NetworkStatistics)
    /// Training, forward: by the group's statistics, which are noted where somebody wants them.
    ///
    /// The factors are those of residual branches; nil where none is ever left out, and in networks with cells, whose pass has
    /// its own.
    case training(drops: PathDrops?, record: MomentsRecord?)

    /// Whether batch norms go by what is found in the group, and nothing by what is given.
    var findsStatistics: Bool {
        if case .inferring = self { false } else { true }
    }

    /// Where the group's statistics are noted; nil where nobody wants them.
    var record: MomentsRecord? {
        switch self {
        case .scoring, .inferring: nil
        case .recording(let record): record
        case .training(_, let record): record
        }
    }

    /// The 16-bit numbers that 1x1 convolutions are computed from; nil for floats.
    var pairs: PairFormat? {
        if case .scoring(let precision) = self { precision.pairs } else { nil }
    }

    /// The factors of residual branches that may be left out; nil where all of them stay as they are.
    var drops: PathDrops? {
        if case .training(let drops, _) = self { drops } else { nil }
    }
}
