import Layout

extension PassPlan {
    /// Where lies what the units of a network leave on the way forward, and for how long.
    struct Outputs: Sendable {
        /// For each unit: the raw output `[pictures, pixels, channels]`.
        let raw: [Int]
        /// For each unit that starts a block: its input; any place for others.
        let blockInput: [Int]
        /// For each unit: `NormalizationStatistics` of its output.
        let statistics: [Int]

        /// Places that are used again as soon as nobody reads them: two in turn hold the raw outputs, two others the block
        /// inputs.
        init(keepingNothingOf units: [ConvolutionUnit], pictures: Int, in places: inout Places) {
            statistics = units.map { places.take(4 * $0.outputChannels) }
            raw = Self.inTurn(units, pictures: pictures, in: &places)
            let starts = units.indices.dropFirst().lazy.filter { units[$0].startsBlock }
            let largest = (starts.map { units[$0].inputCount }.max() ?? 0) * pictures
            let inputs = [places.take(largest), places.take(largest)]
            var turn = 0
            blockInput = units.map { unit in
                if unit.startsBlock { turn += 1 }
                return inputs[turn % 2]
            }
        }

        /// Places that keep what blocks leave for the networks that begin with the same blocks.
        ///
        /// Unit by unit: so two networks agree on the places of all that the units which they have in common leave. Of a
        /// block are kept the raw output of its last unit, the statistics of that, and the input, which a residual adds.
        ///
        /// - Precondition: What was handed out before depends on the pictures alone.
        init(keepingBlocksOf units: [ConvolutionUnit], pictures: Int, in places: inout Places) {
            var (inputs, statistics, ends): ([Int], [Int], [Int?]) = ([], [], [])
            for (index, unit) in units.enumerated() {
                let endsBlock = index + 1 == units.count || units[index + 1].startsBlock
                inputs.append(index > 0 && unit.startsBlock ? places.take(unit.inputCount * pictures) : 0)
                statistics.append(places.take(4 * unit.outputChannels))
                ends.append(endsBlock ? places.take(unit.outputCount * pictures) : nil)
            }
            let inner = Self.inTurn(units, pictures: pictures, in: &places)
            blockInput = inputs
            self.statistics = statistics
            raw = zip(ends, inner).map { $0 ?? $1 }
        }

        /// A place for each, for the backward pass.
        init(keepingAllOf units: [ConvolutionUnit], pictures: Int, in places: inout Places) {
            statistics = units.map { places.take(4 * $0.outputChannels) }
            raw = units.map { places.take($0.outputCount * pictures) }
            blockInput = units.enumerated().map { index, unit in
                index > 0 && unit.startsBlock ? places.take(unit.inputCount * pictures) : 0
            }
        }

        private static func inTurn(_ units: [ConvolutionUnit], pictures: Int, in places: inout Places) -> [Int] {
            let largest = (units.lazy.map(\.outputCount).max() ?? 0) * pictures
            let outputs = [places.take(largest), places.take(largest)]
            return units.indices.map { outputs[$0 % 2] }
        }
    }
}
