/// A candidate operation of a choice block.
///
/// Written `k5e3se` for an inverted bottleneck with kernel 5, expansion 3 and squeeze-and-excitation, `k3e6` for one
/// without, and `id` for the identity.
public enum Operation: Hashable, Sendable, CustomStringConvertible {
    /// MobileNetV2's inverted bottleneck (Sandler et al., CVPR 2018, table 1), `kernel` being that of its depthwise
    /// convolution and `expansion` the ratio of its hidden to its input channels.
    case invertedBottleneck(kernel: Int, expansion: Int, squeezeExcitation: Bool)
    /// The input itself; where stride or channels change, what `SearchSpace.IdentityPolicy` says.
    case identity

    /// Reads an operation's name; `identity` is read like `id`.
    ///
    /// Fails where the name is not one that `name` writes, or names an even kernel or one beyond 15, or an expansion
    /// outside 1 ... 32.
    public init?(name: String) {
        if name == "id" || name == "identity" {
            self = .identity
            return
        }
        var reader = WordReader(name)
        guard reader.take("k"), let kernel = reader.number(), reader.take("e"), let expansion = reader.number() else {
            return nil
        }
        let squeezes = reader.take("se")
        guard reader.isAtEnd, Limits.kernel.contains(kernel), kernel % 2 == 1, Limits.expansion.contains(expansion)
        else { return nil }
        self = .invertedBottleneck(kernel: kernel, expansion: expansion, squeezeExcitation: squeezes)
    }

    /// The short name: `k3e6`, `k5e3se`, `id`.
    public var name: String {
        switch self {
        case .invertedBottleneck(let kernel, let expansion, let squeezes):
            "k\(kernel)e\(expansion)\(squeezes ? "se" : "")"
        case .identity: "id"
        }
    }

    /// The short name.
    public var description: String { name }

    /// Whether the operation weighs its hidden channels by squeeze-and-excitation.
    public var squeezes: Bool {
        switch self {
        case .invertedBottleneck(_, _, let squeezes): squeezes
        case .identity: false
        }
    }

    /// Refuses sizes that `init(name:)` would not read.
    func check() throws(ArchitectureError) {
        guard case .invertedBottleneck(let kernel, let expansion, _) = self else { return }
        try Limits.checkKernel(kernel, of: "the operation \(name)")
        try Limits.check(expansion, in: Limits.expansion, as: "the expansion of the operation \(name)")
    }
}
