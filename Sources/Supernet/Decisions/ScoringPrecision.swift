package import Kernels

/// The numbers that the 1x1 convolutions of a score are computed from.
public enum ScoringPrecision: String, CaseIterable, Codable, Hashable, Sendable {
    /// 24 bits of precision.
    case float32
    /// 11 bits of precision; sums of up to 32 products have no more.
    case float16
    /// 8 bits of precision; sums have 24.
    case bfloat16

    /// The same for the kernels; nil for floats.
    package var pairs: PairFormat? {
        switch self {
        case .float32: nil
        case .float16: .float16
        case .bfloat16: .bfloat16
        }
    }

    /// Why this build of the program cannot compute fast at this precision, as a sentence about the key or option that asks
    /// for it; nil where it can.
    public func shortcoming(of key: String) -> String? {
        guard let pairs, !pairs.isFast else { return nil }
        return "\(key) is \"\(rawValue)\", which needs the instruction set \(pairs.instructionSet), for which this build of "
            + "greedynas was not made; expected \"float32\", or a build made on a processor that has it"
    }
}
