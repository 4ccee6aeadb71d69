extension Blueprint {
    /// A dense convolution without bias, batch norm, and an activation.
    ///
    /// `[side, side, in] -> [ceil(side / stride), ceil(side / stride), out]`, zero padding of `kernel / 2` on every edge.
    public struct Convolution: Hashable, Sendable, BlockShape {
        /// The channels that come in.
        public var inputChannels: Int
        /// The channels that go out.
        public var outputChannels: Int
        /// The height and width of the kernel, odd.
        public var kernel: Int
        /// The step between two output pixels.
        public var stride: Int
        /// What follows the batch norm.
        public var activation: Activation
        /// The height and width of the input.
        public var inputSide: Int

        /// Makes a convolution; `Blueprint.init(blocks:)` checks its sizes.
        public init(
            inputChannels: Int, outputChannels: Int, kernel: Int, stride: Int, activation: Activation, inputSide: Int
        ) {
            self.inputChannels = inputChannels
            self.outputChannels = outputChannels
            self.kernel = kernel
            self.stride = stride
            self.activation = activation
            self.inputSide = inputSide
        }

        /// The height and width of the output, `ceil(inputSide / stride)`.
        public var outputSide: Int { (inputSide + stride - 1) / stride }

        /// The multiply-accumulates for one picture.
        public var macs: Int { outputSide * outputSide * inputChannels * outputChannels * kernel * kernel }

        /// The weights, and two numbers per channel of the batch norm.
        public var params: Int { inputChannels * outputChannels * kernel * kernel + 2 * outputChannels }

        func check(position: Int) throws(ArchitectureError) {
            try checkInput(position: position)
            try checkOutput(channels: outputChannels, stride: stride, position: position)
            try Limits.checkKernel(kernel, of: "block \(position + 1)")
        }
    }
}
