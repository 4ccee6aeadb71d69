/// What an edge of a cell computes (Liu et al., ICLR 2019, section 3.1): as many channels go out as come in.
public enum CellOperation: Hashable, Sendable {
    /// Twice ReLU, depthwise convolution, 1x1 convolution and batch norm; the first depthwise convolution has the stride.
    case separable(kernel: Int)
    /// ReLU, depthwise convolution with gaps of one pixel, 1x1 convolution and batch norm.
    case dilated(kernel: Int)
    /// The largest of 3x3 pixels.
    case maxPooling
    /// The input itself; with a stride the factorized reduction of `Blueprint.Cell`.
    case skip

    /// The authors' name for it, such as `sep_conv_3x3`.
    public var name: String {
        switch self {
        case .separable(let kernel): "sep_conv_\(kernel)x\(kernel)"
        case .dilated(let kernel): "dil_conv_\(kernel)x\(kernel)"
        case .maxPooling: "max_pool_3x3"
        case .skip: "skip_connect"
        }
    }

    /// The multiply-accumulates for one picture.
    func macs(channels: Int, outputSide: Int, stride: Int) -> Int {
        let pixels = outputSide * outputSide
        switch self {
        case .separable(let kernel): return 2 * pixels * channels * (kernel * kernel + channels)
        case .dilated(let kernel): return pixels * channels * (kernel * kernel + channels)
        case .maxPooling: return 0
        case .skip: return stride == 1 ? 0 : pixels * channels * channels
        }
    }

    /// The weights, and two numbers per channel of each batch norm.
    func params(channels: Int, stride: Int) -> Int {
        switch self {
        case .separable(let kernel): return 2 * channels * (kernel * kernel + channels + 2)
        case .dilated(let kernel): return channels * (kernel * kernel + channels + 2)
        case .maxPooling: return 0
        case .skip: return stride == 1 ? 0 : channels * (channels + 2)
        }
    }
}
