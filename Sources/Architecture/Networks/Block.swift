extension Blueprint {
    /// One block of a network, with all its sizes.
    public enum Block: Hashable, Sendable {
        /// A dense convolution, batch norm, activation: stem, head, or an identity whose shape changes.
        case convolution(Convolution)
        /// An inverted bottleneck.
        case invertedBottleneck(InvertedBottleneck)
        /// The input itself.
        case identity(Identity)
        /// A cell of two inputs.
        case cell(Cell)
        /// Global average pool and linear layer.
        case classifier(Classifier)

        /// The channels that come in.
        public var inputChannels: Int { shape.inputChannels }

        /// The channels that go out; of a classifier, the classes.
        public var outputChannels: Int { shape.outputChannels }

        /// The height and width of the input.
        public var inputSide: Int { shape.inputSide }

        /// The height and width of the output; of a classifier, 1.
        public var outputSide: Int { shape.outputSide }

        /// The multiply-accumulates for one picture: convolutions, squeeze-and-excitation and the classifier.
        ///
        /// Batch norm, activations, pooling, biases and additions are not counted.
        public var macs: Int { shape.macs }

        /// The trainable parameters: weights, two per batch-norm channel, biases of squeeze-and-excitation and classifier.
        public var params: Int { shape.params }

        var shape: any BlockShape {
            switch self {
            case .convolution(let convolution): convolution
            case .invertedBottleneck(let bottleneck): bottleneck
            case .identity(let identity): identity
            case .cell(let cell): cell
            case .classifier(let classifier): classifier
            }
        }
    }
}
