public import Architecture
public import Layout
public import Workers

extension SupernetLayout {
    /// Scores many paths on a group of pictures, each from the block on in which it differs from the one before.
    ///
    /// The outcomes are those of `Subnet.score` to the last bit. Memory holds what all blocks of a path leave.
    ///
    /// - Parameters:
    ///   - paths: Paths of the space.
    ///   - batch: Labelled pictures.
    ///   - group: The places of the group in the batch; not empty.
    ///   - weights: The arena of weights, read only.
    ///   - crew: The threads of the job that this is a part of.
    ///   - memory: Memory for the crew's team.
    ///   - precision: The numbers that 1x1 convolutions are computed from.
    ///   - isCancelled: Asked before each path.
    /// - Returns: Outcomes in the order of the list that `paths` was made of.
    /// - Throws: `CancellationError` once `isCancelled` says so.
    public func score(
        _ paths: SharedPrefixes, _ batch: PictureBatch, group: Range<Int>, weights: FloatBuffer, crew: Crew,
        memory: PassMemory, precision: ScoringPrecision = .float32, isCancelled: () -> Bool
    ) throws(CancellationError) -> [PassOutcome] {
        func plan(_ subnet: Subnet) -> PassPlan {
            PassPlan(subnet, pictures: group.count, keeping: .blocks, hasPairs: precision.pairs != nil)
        }
        let most = paths.members.lazy.map { plan(subnet($0.path)).count }.max() ?? 0
        return try memory.withWork(count: most) { base throws(CancellationError) in
            var outcomes = [PassOutcome](repeating: .none, count: paths.members.count)
            for (number, member) in paths.members.enumerated() {
                if isCancelled() { throw CancellationError() }
                let subnet = subnet(member.path)
                let pass = Pass(
                    subnet: subnet, plan: plan(subnet), mode: .scoring(precision), weights: weights.pointer, crew: crew,
                    memory: memory, base: base)
                pass.forward(
                    batch, places: group, from: number == 0 ? 0 : firstUnit(of: member.path, layer: member.firstLayer))
                pass.classify(batch, places: group)
                outcomes[member.place] = pass.classification.outcome
            }
            return outcomes
        }
    }

    /// The unit with which a layer's block begins, or, where that has none, the one that follows.
    private func firstUnit(of path: Path, layer: Int) -> Int {
        entryUnits + (0..<layer).reduce(0) { $0 + units(layer: $1, choice: Int(path.choices[$1])) }
    }
}
