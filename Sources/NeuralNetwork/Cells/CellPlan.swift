import Kernels
import Layout

/// Where everything that a pass through a network with cells leaves lies in memory, whichever way it goes.
struct CellPlan: Sendable {
    let chunks: Chunks
    /// For each step: its tensor `[pictures, side, side, channels]`, where it lies until nobody reads it any more.
    let tensors: [Int]
    /// For each step: the gradient of its tensor as it is read; 0 of the pictures, and where nothing is trained.
    let gradients: [Int]
    /// For each step: its `NormalizationStatistics`, and behind them the sums of `BatchNormalization.backwardSums` over the
    /// group `[2, channels]`; 0 without a batch norm.
    let statistics: [Int]
    /// For each picture: its loss, then whether the label is the first guess (1 or 0).
    let outcomes: Int
    /// For each picture: the logits `[classes]`.
    let logits: Int
    /// For each chunk: moments or sums of one step, in `partialCount` floats.
    let partials: Int
    let partialCount: Int
    /// For each chunk: the partial gradient of one step's or the classifier's weights.
    let partialGradients: Int
    let partialGradientCount: Int
    /// The weights of one step turned around, for the gradient of its input.
    let turned: Int
    /// For each step the last one that reads it.
    let lastReaders: [Int]
    /// Floats of the whole.
    let count: Int
    /// Floats of one thread's scratch.
    let scratchCount: Int

    /// Lays out a pass.
    ///
    /// - Parameter isTraining: Whether it goes backward too; if not, a tensor's place is used again after its last reader.
    init(_ graph: CellGraph, classifier: LoweredClassifier, pictures: Int, isTraining: Bool) {
        let steps = graph.steps
        chunks = Chunks(pictures: pictures)
        var places = Places()
        outcomes = places.take(2 * pictures)
        logits = places.take(pictures * classifier.classes)
        partialCount = ((steps.lazy.map { 2 * $0.channels }.max() ?? 0) + 15) / 16 * 16
        partials = places.take(chunks.count * partialCount)
        statistics = steps.map { $0.normalization == nil ? 0 : places.take(6 * $0.channels) }
        let weights = steps.indices.map { graph.weights($0).reduce(0) { $0 + $1.rows * $1.columns } }
        partialGradientCount =
            isTraining
            ? (max(weights.max() ?? 0, (classifier.inputChannels + 1) * classifier.classes) + 15) / 16 * 16 : 0
        partialGradients = places.take(chunks.count * partialGradientCount)
        turned = places.take(isTraining ? weights.max() ?? 0 : 0)

        let readers = graph.lastReaders
        lastReaders = readers
        var shared = SharedPlaces(from: places.count)
        var tensors = [Int](repeating: 0, count: steps.count)
        var gradients = tensors
        func floats(_ index: Int) -> Int { steps[index].count * pictures }
        for index in steps.indices {
            tensors[index] = shared.take(floats(index))
            guard !isTraining else { continue }
            for input in Set(steps[index].inputs).sorted() where readers[input] == index {
                shared.giveBack(tensors[input], count: floats(input))
            }
        }
        if isTraining {
            gradients[steps.count - 1] = shared.take(floats(steps.count - 1))
            for index in steps.indices.dropFirst().reversed() {
                for input in Set(steps[index].inputs).sorted() where input > 0 && readers[input] == index {
                    gradients[input] = shared.take(floats(input))
                }
                shared.giveBack(tensors[index], count: floats(index))
                shared.giveBack(gradients[index], count: floats(index))
            }
        }
        self.tensors = tensors
        self.gradients = gradients
        count = shared.count
        let size = min(chunks.size, pictures)
        let end = size * (2 * classifier.inputChannels + classifier.classes + 64) + (steps.last?.count ?? 0)
        scratchCount = steps.indices.lazy.map { Self.scratch(of: $0, in: graph, isTraining: isTraining) }
            .reduce(end, max)
    }

    /// Floats that a step takes from its thread's scratch: what it reads, what its kernel needs, and the gradient of what
    /// it reads.
    private static func scratch(of index: Int, in graph: CellGraph, isTraining: Bool) -> Int {
        let step = graph.steps[index]
        let inputs = step.inputs.map { graph.steps[$0].count }.max() ?? 0
        let kernel: Int
        switch step.operation {
        case .convolution(_, let size, let stride, _):
            let shape = graph.convolutionShape(index, kernel: size, stride: stride)
            kernel = isTraining ? shape.backwardScratchCount : shape.scratchCount
        case .depthwise(_, let size, let stride, let dilation):
            kernel = graph.depthwise(index, kernel: size, stride: stride, dilation: dilation).scratchCount
        case .reduction: kernel = graph.reduction(index).scratchCount
        case .pictures, .pooling, .sum, .concatenation: kernel = 0
        }
        // Strips of a 1x1 convolution may be longer than a small picture.
        let strip = Strip.rows * (step.inputs.map { graph.steps[$0].channels }.max() ?? 0)
        return PassPlan.scratchGaps + max(inputs, strip) * (isTraining ? 2 : 1) + kernel
    }
}
