import Kernels
public import Layout
public import Workers

extension Subnet {
    /// Scores a group of pictures with the statistics of that group; writes nothing but scratch.
    ///
    /// The outputs of depthwise convolutions within blocks are rounded to halves on the way (11 bits). Orders of paths with and
    /// without that had a tau of 0.9998 or more.
    ///
    /// - Parameters:
    ///   - batch: Labelled pictures.
    ///   - group: The places of the group in the batch, one of `PictureBatch.groups(of:)`; not empty.
    ///   - weights: The arena of weights, read only.
    ///   - crew: The threads of the job that this is a part of.
    ///   - memory: Memory for the crew's team.
    ///   - precision: The numbers that 1x1 convolutions are computed from.
    /// - Precondition: A network with cells is scored at `float32`.
    /// - Returns: Cross-entropy without label smoothing, and right first guesses.
    public func score(
        _ batch: PictureBatch, group: Range<Int>, weights: FloatBuffer, crew: Crew, memory: PassMemory,
        precision: ScoringPrecision = .float32
    ) -> PassOutcome {
        passed(.scoring(precision), batch, group, weights, crew, memory) { $0.outcome }
    }

    /// What `score` sums up, of each picture; parameters as there.
    public func scorePictures(
        _ batch: PictureBatch, group: Range<Int>, weights: FloatBuffer, crew: Crew, memory: PassMemory,
        precision: ScoringPrecision = .float32
    ) -> [PassOutcome] {
        passed(.scoring(precision), batch, group, weights, crew, memory) { $0.noted }
    }

    /// What `score` gives, all in floats, so that nothing is beyond the range of halves; parameters as there.
    public func loss(
        of batch: PictureBatch, group: Range<Int>, weights: FloatBuffer, crew: Crew, memory: PassMemory
    ) -> PassOutcome {
        passed(.training(drops: nil, record: nil), batch, group, weights, crew, memory) { $0.outcome }
    }

    /// The logits `[pictures, classes]` of a group with the statistics of that group, all in floats; parameters as of `score`.
    public func logits(
        _ batch: PictureBatch, group: Range<Int>, weights: FloatBuffer, crew: Crew, memory: PassMemory
    ) -> [Float] {
        passed(.training(drops: nil, record: nil), batch, group, weights, crew, memory) {
            Array(UnsafeBufferPointer(start: $0.logits, count: group.count * classes))
        }
    }

    private func passed<Result>(
        _ mode: PassMode, _ batch: PictureBatch, _ group: Range<Int>, _ weights: FloatBuffer, _ crew: Crew,
        _ memory: PassMemory, _ body: (Classification) -> Result
    ) -> Result {
        withForwardPass(mode, pictures: group.count, weights, crew, memory) { pass in
            pass.forward(batch, places: group)
            pass.classify(batch, places: group)
            return body(pass.classification)
        }
    }

    /// Runs the body with a pass that goes forward only, in memory of its own.
    func withForwardPass<Result>(
        _ mode: PassMode, pictures: Int, _ weights: FloatBuffer, _ crew: Crew, _ memory: PassMemory,
        _ body: (any ForwardPass) -> Result
    ) -> Result {
        if let graph {
            precondition(mode.pairs == nil, "networks with cells are scored by floats")
            let plan = CellPlan(graph, classifier: classifier, pictures: pictures, isTraining: false)
            return memory.withWork(count: plan.count) { base in
                body(
                    CellPass(
                        graph: graph, classifier: classifier, plan: plan, mode: mode, weights: weights.pointer,
                        crew: crew, memory: memory, base: base))
            }
        }
        let plan = PassPlan(self, pictures: pictures, hasPairs: mode.pairs != nil)
        return memory.withWork(count: plan.count) { base in
            body(
                Pass(
                    subnet: self, plan: plan, mode: mode, weights: weights.pointer, crew: crew, memory: memory,
                    base: base))
        }
    }

    /// Adds the gradient of a group's share in a batch's mean loss to an arena of gradients.
    ///
    /// - Parameters:
    ///   - batch: Labelled pictures.
    ///   - group: The places that are normalised together.
    ///   - labelSmoothing: In [0, 1).
    ///   - scale: The factor of every picture's loss, 1 / pictures of the update.
    ///   - weights: The arena of weights, read only.
    ///   - gradients: An arena of the same table, *added to* in the ranges of `parameters` and nowhere else.
    ///   - dropping: What is left out at random, or nil.
    ///   - crew: The threads of the job that this is a part of.
    ///   - memory: Memory for the crew's team.
    /// - Returns: Cross-entropy with label smoothing, and right first guesses.
    public func addGradient(
        of batch: PictureBatch, group: Range<Int>, labelSmoothing: Float, scale: Float, weights: FloatBuffer,
        into gradients: FloatBuffer, dropping: Dropping? = nil, crew: Crew, memory: PassMemory
    ) -> PassOutcome {
        let goal = BackwardGoal(labelSmoothing: labelSmoothing, scale: scale, arena: gradients.pointer)
        return trained(batch, group, goal, weights, dropping, nil, crew, memory)
    }

    /// Adds the gradient of a group's share in a batch's mean loss, and tells the moments that its batch norms saw.
    ///
    /// The moments cost nothing to speak of: they are what the group was normalised by. Parameters as without them.
    ///
    /// - Returns: Cross-entropy with label smoothing and right first guesses, and the group's moments.
    public func addGradientWithMoments(
        of batch: PictureBatch, group: Range<Int>, labelSmoothing: Float, scale: Float, weights: FloatBuffer,
        into gradients: FloatBuffer, dropping: Dropping? = nil, crew: Crew, memory: PassMemory
    ) -> (outcome: PassOutcome, moments: NetworkMoments) {
        let goal = BackwardGoal(labelSmoothing: labelSmoothing, scale: scale, arena: gradients.pointer)
        var moments = NetworkMoments(of: self)
        let outcome = moments.record(pictures: group.count) {
            trained(batch, group, goal, weights, dropping, $0, crew, memory)
        }
        return (outcome, moments)
    }

    private func trained(
        _ batch: PictureBatch, _ group: Range<Int>, _ goal: BackwardGoal, _ weights: FloatBuffer,
        _ dropping: Dropping?, _ record: MomentsRecord?, _ crew: Crew, _ memory: PassMemory
    ) -> PassOutcome {
        if let graph {
            let plan = CellPlan(graph, classifier: classifier, pictures: group.count, isTraining: true)
            return memory.withWork(count: plan.count) { base in
                CellPass(
                    graph: graph, classifier: classifier, plan: plan, mode: .training(drops: nil, record: record),
                    weights: weights.pointer, crew: crew, memory: memory, base: base, dropping: dropping
                ).train(batch, places: group, goal: goal)
            }
        }
        let drops = dropping.flatMap { PathDrops($0, subnet: self, places: group) }
        let plan = TrainingPlan(self, pictures: group.count, dropsPaths: drops != nil)
        return memory.withWork(count: plan.count) { base in
            TrainingPass(
                self, plan: plan, goal: goal, dropping: dropping, drops: drops, record: record,
                weights: weights.pointer, crew: crew, memory: memory, base: base
            ).run(batch, places: group)
        }
    }

    /// Bytes of memory that a pass of a group takes: the job's own, and one thread's scratch.
    ///
    /// - Parameters:
    ///   - pictures: Pictures of the group.
    ///   - isTraining: Whether the pass goes backward too.
    ///   - precision: The numbers that a score is computed from.
    public func passBytes(
        pictures: Int, isTraining: Bool, precision: ScoringPrecision = .float32
    ) -> (job: Int, thread: Int) {
        let float = MemoryLayout<Float>.stride
        func bytes(_ job: Int, _ thread: Int) -> (Int, Int) { (float * job, float * thread) }
        if let graph {
            let plan = CellPlan(graph, classifier: classifier, pictures: pictures, isTraining: isTraining)
            return bytes(plan.count, plan.scratchCount)
        }
        if isTraining {
            let plan = TrainingPlan(self, pictures: pictures)
            return bytes(plan.count, plan.scratchCount)
        }
        let plan = PassPlan(self, pictures: pictures, hasPairs: precision.pairs != nil)
        return bytes(plan.count, plan.scratchCount)
    }
}
