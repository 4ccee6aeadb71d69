/// One network over shared weights, ready to be computed: an argument of every pass, never a mode of the supernet.
public struct Subnet: Sendable {
    /// Height and width of the pictures.
    public let side: Int
    /// Channels of the pictures.
    public let channels: Int
    /// The number of classes.
    public var classes: Int { classifier.classes }
    /// The tensors that the network uses, by ascending offset: all that a training step may touch.
    public let parameters: [Parameter]

    /// The units of a chain of blocks; none where the network has cells.
    package let units: [ConvolutionUnit]
    /// The steps of a network with cells; nil for a chain of blocks.
    package let graph: CellGraph?
    /// For each unit, the unit whose input is added to this one's normalised input; nil where there is no residual.
    package let residuals: [Int?]
    /// For each unit, the unit to whose input its own input is added: the inverse of `residuals`.
    package let residualReaders: [Int?]
    package let classifier: LoweredClassifier
    /// For each unit, the first place of its channels in a `NetworkStatistics`; those of its expansion come directly before.
    package let statisticsOffsets: [Int]
    /// Channels of all batch norms.
    public let normalizedChannels: Int

    init(
        blocks: [LoweredBlock], classifier: LoweredClassifier, table: ParameterTable, side: Int,
        channels pictureChannels: Int
    ) {
        self.side = side
        self.channels = pictureChannels
        self.classifier = classifier
        graph = nil
        units = blocks.flatMap(\.units)
        parameters = (blocks.map(\.parameters) + [classifier.parameters]).flatMap { table.parameters[$0] }
        var offsets: [Int] = []
        var channels = 0
        for unit in units {
            if unit.expansion != nil { channels += unit.outputChannels }
            offsets.append(channels)
            channels += unit.outputChannels
        }
        statisticsOffsets = offsets
        normalizedChannels = channels
        var residuals = [Int?](repeating: nil, count: units.count)
        var readers = residuals
        var blockStart = 0
        for index in units.indices.dropFirst() {
            if units[index - 1].endsResidual {
                residuals[index] = blockStart
                readers[blockStart] = index
            }
            if units[index].startsBlock { blockStart = index }
        }
        self.residuals = residuals
        residualReaders = readers
    }

    /// A network with cells.
    init(graph: CellGraph, classifier: LoweredClassifier, table: ParameterTable) {
        side = graph.steps[0].side
        channels = graph.steps[0].channels
        self.classifier = classifier
        self.graph = graph
        parameters = table.parameters
        normalizedChannels = graph.normalizedChannels
        (units, residuals, residualReaders, statisticsOffsets) = ([], [], [], [])
    }
}
