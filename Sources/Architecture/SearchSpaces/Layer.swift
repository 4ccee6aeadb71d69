extension SearchSpace {
    /// One searched layer: its shape, and the operations it offers.
    public struct Layer: Hashable, Sendable {
        /// The stage it belongs to, counted from 0.
        public let stage: Int
        /// The channels that come in.
        public let inputChannels: Int
        /// The channels that go out.
        public let outputChannels: Int
        /// The stride.
        public let stride: Int
        /// The height and width of the input.
        public let inputSide: Int
        /// The choices on offer, ascending; each is an index into `SearchSpace.operations`.
        public let choices: [UInt8]

        /// The height and width of the output, `ceil(inputSide / stride)`.
        public var outputSide: Int { (inputSide + stride - 1) / stride }

        /// Whether the output has the shape of the input, so that the identity costs nothing.
        public var keepsShape: Bool { stride == 1 && inputChannels == outputChannels }
    }
}
