/// What a cell computes: nodes, each the sum of some edges, whose outputs are concatenated.
///
/// Input 0 is the output of the cell before the last one, input 1 that of the last one, input 2 the first node, and so on.
public struct Genotype: Hashable, Sendable {
    /// An operation on one of the inputs.
    public struct Edge: Hashable, Sendable {
        /// What is computed.
        public let operation: CellOperation
        /// Of what: a cell's input or an earlier node.
        public let input: Int

        init(_ operation: CellOperation, _ input: Int) {
            self.operation = operation
            self.input = input
        }
    }

    /// The edges of each node.
    public let nodes: [[Edge]]

    /// The normal cell of DARTS_V2.
    static let dartsNormal = Genotype(nodes: [
        [Edge(.separable(kernel: 3), 0), Edge(.separable(kernel: 3), 1)],
        [Edge(.separable(kernel: 3), 0), Edge(.separable(kernel: 3), 1)],
        [Edge(.separable(kernel: 3), 1), Edge(.skip, 0)],
        [Edge(.skip, 0), Edge(.dilated(kernel: 3), 2)],
    ])

    /// The reduction cell of DARTS_V2; edges from the cell's own inputs have stride 2.
    static let dartsReduction = Genotype(nodes: [
        [Edge(.maxPooling, 0), Edge(.maxPooling, 1)],
        [Edge(.skip, 2), Edge(.maxPooling, 1)],
        [Edge(.maxPooling, 0), Edge(.skip, 2)],
        [Edge(.skip, 2), Edge(.maxPooling, 1)],
    ])
}
