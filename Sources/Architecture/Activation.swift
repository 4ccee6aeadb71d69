/// The function applied to every value after a convolution's batch norm.
public enum Activation: String, Sendable, Hashable, CaseIterable {
    /// The value itself.
    case none
    /// `max(x, 0)`.
    case relu
    /// `min(max(x, 0), 6)`.
    case relu6
    /// `x · relu6(x + 3) / 6` (Howard et al., ICCV 2019, section 5.2).
    case hswish
    /// `x / (1 + exp(-x))`.
    case swish
    /// `1 / (1 + exp(-x))`.
    case sigmoid
    /// `relu6(x + 3) / 6`.
    case hsigmoid
}
