extension Blueprint {
    /// MobileNetV2's inverted bottleneck, with squeeze-and-excitation where `squeeze` is not 0.
    ///
    /// 1x1 expansion (none where `expansion` is 1), depthwise `kernel` x `kernel` with the stride, squeeze-and-excitation,
    /// 1x1 projection; batch norm after each convolution, the activation after the first two (Sandler et al., CVPR 2018,
    /// figure 4; Hu et al., CVPR 2018, for the squeeze). The input is added where the shape stays the same.
    public struct InvertedBottleneck: Hashable, Sendable, BlockShape {
        /// The channels that come in.
        public var inputChannels: Int
        /// The channels that go out.
        public var outputChannels: Int
        /// The height and width of the depthwise kernel, odd.
        public var kernel: Int
        /// The hidden channels per input channel.
        public var expansion: Int
        /// The stride of the depthwise convolution.
        public var stride: Int
        /// The channels between the two layers of squeeze-and-excitation; 0 means none.
        public var squeeze: Int
        /// What follows the expansion and the depthwise convolution.
        public var activation: Activation
        /// The height and width of the input.
        public var inputSide: Int

        /// Makes a bottleneck; `Blueprint.init(blocks:)` checks its sizes.
        public init(
            inputChannels: Int, outputChannels: Int, kernel: Int, expansion: Int, stride: Int, squeeze: Int,
            activation: Activation, inputSide: Int
        ) {
            self.inputChannels = inputChannels
            self.outputChannels = outputChannels
            self.kernel = kernel
            self.expansion = expansion
            self.stride = stride
            self.squeeze = squeeze
            self.activation = activation
            self.inputSide = inputSide
        }

        /// The channels of the depthwise convolution.
        public var hiddenChannels: Int { inputChannels * expansion }

        /// Whether a 1x1 convolution makes the hidden channels; otherwise the input has them already.
        public var hasExpansion: Bool { expansion > 1 }

        /// Whether the input is added to the output.
        public var isResidual: Bool { stride == 1 && inputChannels == outputChannels }

        /// The height and width of the output, `ceil(inputSide / stride)`.
        public var outputSide: Int { (inputSide + stride - 1) / stride }

        /// The multiply-accumulates for one picture, squeeze-and-excitation included.
        public var macs: Int {
            let expand = hasExpansion ? inputSide * inputSide * inputChannels * hiddenChannels : 0
            let perOutputPixel = hiddenChannels * (kernel * kernel + outputChannels)
            return expand + outputSide * outputSide * perOutputPixel + 2 * hiddenChannels * squeeze
        }

        /// The weights, two numbers per channel of each batch norm, and the biases of squeeze-and-excitation.
        public var params: Int {
            let expand = hasExpansion ? (inputChannels + 2) * hiddenChannels : 0
            let depthwise = (kernel * kernel + 2) * hiddenChannels
            let project = (hiddenChannels + 2) * outputChannels
            let excite = squeeze > 0 ? 2 * hiddenChannels * squeeze + squeeze + hiddenChannels : 0
            return expand + depthwise + excite + project
        }

        func check(position: Int) throws(ArchitectureError) {
            try checkInput(position: position)
            try checkOutput(channels: outputChannels, stride: stride, position: position)
            try Limits.checkKernel(kernel, of: "block \(position + 1)")
            try Limits.check(expansion, in: Limits.expansion, as: "the expansion of block \(position + 1)")
            try Limits.check(
                squeeze, in: 0...hiddenChannels, as: "the number of squeeze channels of block \(position + 1)")
        }
    }
}
