extension PassPlan {
    /// Where lies what the blocks of a network leave for the networks that begin with the same blocks.
    ///
    /// Unit by unit: so two networks agree on the places of all that the units which they have in common leave. Of a block
    /// are kept the raw output of its last unit, the statistics of that, and the input, which a residual adds.
    struct Prefix {
        /// For each unit that ends a block: its raw output `[pictures, pixels, channels]`; nil for others.
        private(set) var raw: [Int?] = []
        /// For each unit that starts a block: its input; 0 for others.
        private(set) var blockInput: [Int] = []
        /// For each unit: the statistics of its output.
        private(set) var statistics: [Int] = []

        /// Takes the places, in the order of the units.
        init(_ units: [ConvolutionUnit], pictures: Int, take: (Int) -> Int) {
            for (index, unit) in units.enumerated() {
                let endsBlock = index + 1 == units.count || units[index + 1].startsBlock
                blockInput.append(index > 0 && unit.startsBlock ? take(unit.inputCount * pictures) : 0)
                statistics.append(take(4 * unit.outputChannels))
                raw.append(endsBlock ? take(unit.outputCount * pictures) : nil)
            }
        }
    }
}
