extension Blueprint {
    /// The mean over all pixels and a linear layer with bias: `[side, side, in] -> [classes]`.
    public struct Classifier: Hashable, Sendable, BlockShape {
        /// The channels that come in.
        public var inputChannels: Int
        /// The number of logits that go out.
        public var classes: Int
        /// The height and width of the input.
        public var inputSide: Int

        /// Makes a classifier; `Blueprint.init(blocks:)` checks its sizes.
        public init(inputChannels: Int, classes: Int, inputSide: Int) {
            self.inputChannels = inputChannels
            self.classes = classes
            self.inputSide = inputSide
        }

        /// The multiply-accumulates for one picture; the mean is not counted.
        public var macs: Int { inputChannels * classes }

        /// The weights and biases.
        public var params: Int { (inputChannels + 1) * classes }

        var outputChannels: Int { classes }
        var outputSide: Int { 1 }

        func check(position: Int) throws(ArchitectureError) {
            try checkInput(position: position)
            try Limits.check(classes, in: Limits.classes, as: "the number of classes")
        }
    }
}
