/// A network of cells with two inputs each, as DARTS makes one for ImageNet (Liu et al., ICLR 2019).
///
/// Three convolutions reduce the picture to an eighth of its side; cells follow, two of which halve the side and double the
/// channels; pool and classifier end it. Each cell first brings its inputs to its own channels: ReLU, 1x1 convolution, batch
/// norm, or, where the cell before the last one has a larger side, a *factorized reduction*: ReLU, two 1x1 convolutions of
/// stride 2 to half of the channels each, the second one a pixel further, concatenated, batch norm.
///
/// It can be counted; blocks of a list are the only kind of network that is built and trained so far.
public struct CellNetwork: Hashable, Sendable {
    /// A part of the network with its sizes.
    public struct Part: Hashable, Sendable {
        /// What it is: `stem`, `normal cell`, `reduction cell` or `classifier`.
        public let name: String
        /// The channels that go out; of the classifier, the classes.
        public let outputChannels: Int
        /// The height and width of the output; of the classifier, 1.
        public let outputSide: Int
        /// The multiply-accumulates for one picture, counted as `Blueprint.Block.macs`.
        public let macs: Int
        /// The trainable parameters, counted as `Blueprint.Block.params`.
        public let params: Int
    }

    /// The authors' name for it.
    public let name: String
    /// The parts, picture to logits.
    public let parts: [Part]

    /// DARTS_V2 for pictures of 224x224 and 1000 classes: 14 cells, 48 channels in the first ones.
    public static let darts = CellNetwork(
        name: "DARTS_V2", side: 224, classes: 1000, channels: 48, cells: 14, normal: .dartsNormal,
        reduction: .dartsReduction)

    /// The multiply-accumulates for one picture.
    public var macs: Int { parts.reduce(0) { $0 + $1.macs } }

    /// The trainable parameters.
    public var params: Int { parts.reduce(0) { $0 + $1.params } }

    private init(
        name: String, side: Int, classes: Int, channels: Int, cells: Int, normal: Genotype, reduction: Genotype
    ) {
        self.name = name
        var parts: [Part] = []
        func convolution(_ input: Int, _ output: Int, side: Int) {
            parts.append(
                Part(
                    name: "stem", outputChannels: output, outputSide: side, macs: 9 * input * output * side * side,
                    params: 9 * input * output + 2 * output))
        }
        convolution(3, channels / 2, side: side / 2)
        convolution(channels / 2, channels, side: side / 4)
        convolution(channels, channels, side: side / 8)
        // What the cell before the last one, and the last one, have left.
        var (before, last) = ((channels: channels, side: side / 4), (channels: channels, side: side / 8))
        var width = channels
        for index in 0..<cells {
            let isReduction = index == cells / 3 || index == 2 * cells / 3
            if isReduction { width *= 2 }
            let inputSide = last.side
            let outputSide = isReduction ? inputSide / 2 : inputSide
            // Either input is projected to as many pixels as the last cell has left.
            var macs = inputSide * inputSide * width * (before.channels + last.channels)
            var params = width * (before.channels + last.channels) + 4 * width
            for edge in (isReduction ? reduction : normal).nodes.joined() {
                let stride = isReduction && edge.input < 2 ? 2 : 1
                macs += edge.operation.macs(channels: width, outputSide: outputSide, stride: stride)
                params += edge.operation.params(channels: width, stride: stride)
            }
            let output = (channels: normal.nodes.count * width, side: outputSide)
            parts.append(
                Part(
                    name: isReduction ? "reduction cell" : "normal cell", outputChannels: output.channels,
                    outputSide: outputSide, macs: macs, params: params))
            (before, last) = (last, output)
        }
        parts.append(
            Part(
                name: "classifier", outputChannels: classes, outputSide: 1, macs: last.channels * classes,
                params: (last.channels + 1) * classes))
        self.parts = parts
    }
}
