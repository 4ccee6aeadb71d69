import Kernels
import Workers

/// One group of pictures on its way through one network that is trained: forward, and backward for the gradients.
struct TrainingPass {
    /// The way forward.
    let pass: Pass
    let plan: TrainingPlan
    let goal: BackwardGoal
    /// What is left out of the features, or nil.
    let dropping: Dropping?
    /// The factors of residual branches that may be left out, or nil.
    let drops: PathDrops?

    /// Prepares a pass.
    ///
    /// - Parameters:
    ///   - base: The first float of as many as the plan has.
    ///   - record: Where the group's statistics are noted, or nil.
    init(
        _ subnet: Subnet, plan: TrainingPlan, goal: BackwardGoal, dropping: Dropping?, drops: PathDrops?,
        record: MomentsRecord?, weights: UnsafePointer<Float>, crew: Crew, memory: PassMemory,
        base: UnsafeMutablePointer<Float>
    ) {
        pass = Pass(
            subnet: subnet, plan: plan.forward, mode: .training(drops: drops, record: record), weights: weights,
            crew: crew, memory: memory, base: base, scratchCount: plan.scratchCount)
        self.plan = plan
        self.goal = goal
        self.dropping = dropping
        self.drops = drops
    }

    var subnet: Subnet { pass.subnet }
    var units: [ConvolutionUnit] { pass.units }
    var chunks: Chunks { plan.forward.chunks }
    var base: UnsafeMutablePointer<Float> { pass.base }
    var weights: UnsafePointer<Float> { pass.weights }

    /// Adds the gradients of the pictures to the goal's arena.
    ///
    /// - Parameter places: The pictures' places in the batch; as many as the plan has.
    /// - Returns: The loss that is minimised, smoothing included.
    func run(_ batch: PictureBatch, places: Range<Int>) -> PassOutcome {
        pass.forward(batch, places: places)
        classify(batch, places: places)
        backward()
        return pass.outcome
    }

    /// Computes logits, losses and the gradient of the head's output.
    private func classify(_ batch: PictureBatch, places: Range<Int>) {
        let classes = subnet.classes
        let features = subnet.classifier.inputChannels
        pass.forEachChunk { chunk, pictures, scratch in
            let pooled = pass.pooledFeatures(pictures, &scratch)
            if let dropping { drop(pooled, dropping, pictures, places) }
            let logits = pass.writeLogits(of: pooled, pictures)
            let logitsGradient = scratch.take(pictures.count * classes)
            for (row, picture) in pictures.enumerated() {
                pass.note(
                    picture, logits: logits + row * classes, label: batch.labels[places.lowerBound + picture],
                    smoothing: goal.labelSmoothing, logitsGradient: logitsGradient + row * classes,
                    gradientScale: goal.scale)
            }
            let pooledGradient = scratch.take(pictures.count * features)
            backwardClassifier(
                chunk, pictures, pooled: pooled, logitsGradient: logitsGradient, pooledGradient: pooledGradient)
            if let dropping { drop(pooledGradient, dropping, pictures, places) }
            backwardPooling(chunk, pictures, pooledGradient: pooledGradient)
        }
        mergeClassifier()
    }

    /// Drops features of a chunk's pictures, or their gradients.
    private func drop(
        _ features: UnsafeMutablePointer<Float>, _ dropping: Dropping, _ pictures: Range<Int>, _ places: Range<Int>
    ) {
        let count = subnet.classifier.inputChannels
        for (row, picture) in pictures.enumerated() {
            dropping.drop(features + row * count, count: count, place: places.lowerBound + picture)
        }
    }
}

/// What a backward pass is for.
struct BackwardGoal {
    var labelSmoothing: Float
    /// The factor of every picture's loss: 1 / pictures of the update.
    var scale: Float
    /// The arena of gradients, added to.
    var arena: UnsafeMutablePointer<Float>
}
