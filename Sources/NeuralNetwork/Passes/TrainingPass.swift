import Kernels
import Layout
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
        return pass.classification.outcome
    }

    /// Computes logits, losses and the gradient of the head's output.
    private func classify(_ batch: PictureBatch, places: Range<Int>) {
        pass.forEachChunk { chunk, pictures, scratch in
            let gradient = pass.classification.backward(
                pass.pooledFeatures(pictures, &scratch), of: batch, places: places, chunk, pictures, goal: goal,
                dropping: dropping, partialGradients, &scratch)
            backwardPooling(chunk, pictures, pooledGradient: gradient)
        }
        pass.classification.merge(partialGradients, into: goal.arena)
        mergeSums(of: units.count - 1)
    }

    /// The chunks' gradients of one unit's or the classifier's weights.
    var partialGradients: PartialGradients {
        PartialGradients(
            first: base + plan.partialGradients, count: plan.partialGradientCount, chunks: chunks.count, crew: pass.crew
        )
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
