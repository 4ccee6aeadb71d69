import Kernels

/// The numbers that the 1x1 convolutions of a score are computed from: rounded inputs and weights.
public enum ScoringPrecision: String, CaseIterable, Codable, Hashable, Sendable {
    /// 24 bits of precision.
    case float32
    /// 11 bits of precision, up to 65,504; sums of up to 64 products have no more.
    case float16
    /// 8 bits of precision; sums have 24.
    case bfloat16

    /// The kernels' form of such numbers; nil for floats.
    var pairs: PairFormat? {
        switch self {
        case .float32: nil
        case .float16: .float16
        case .bfloat16: .bfloat16
        }
    }

    /// The instruction set without which products of such numbers are slow, as Linux names it; nil where none is needed.
    private var instructionSet: String? {
        switch self {
        case .float32: nil
        case .float16: "avx512_fp16"
        case .bfloat16: "avx512_bf16"
        }
    }

    /// Why scores at this precision would be slow by this build, as a sentence about the key or option that asks for it; nil
    /// where they are not.
    public func shortcoming(of key: String) -> String? {
        shortcoming(of: key, instructionSets: KernelTarget.instructionSets)
    }

    /// The same for kernels that may use these instruction sets.
    package func shortcoming(of key: String, instructionSets: [String]) -> String? {
        guard let instructionSet, !instructionSets.contains(instructionSet) else { return nil }
        return "\(key) is \"\(rawValue)\", which needs the instruction set \(instructionSet), for which this build of "
            + "greedynas was not made; expected \"float32\", or a build made on a processor that has it"
    }
}
