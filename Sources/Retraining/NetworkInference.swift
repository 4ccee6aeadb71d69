public import Layout
public import NeuralNetwork
public import Workers

/// A network with weights that nobody trains meanwhile: finds the statistics of its batch norms over pictures, and
/// classifies other pictures by them.
///
/// Each group of pictures is a job of the team, so that a caller that is cancelled is not kept waiting for the others.
public struct NetworkInference: Sendable {
    private let subnet: Subnet
    private let weights: FloatBuffer
    private let team: WorkerTeam
    private let memory: PassMemory

    /// Takes a network and its weights.
    ///
    /// - Parameters:
    ///   - subnet: The network.
    ///   - weights: The arena of weights, read only.
    ///   - team: The threads that compute.
    ///   - memory: Memory for the team.
    public init(_ subnet: Subnet, weights: FloatBuffer, team: WorkerTeam, memory: PassMemory) {
        self.subnet = subnet
        self.weights = weights
        self.team = team
        self.memory = memory
    }

    /// The statistics of pictures, pooled over groups that are normalised one by one as in training.
    ///
    /// - Parameters:
    ///   - batches: The pictures; their labels are not looked at.
    ///   - size: The size that groups have at most.
    ///   - told: Told after each batch how many of them are over.
    /// - Throws: `CancellationError` when the task is cancelled; what `told` throws.
    public func statistics(
        of batches: [PictureBatch], groupsOf size: Int,
        told: (_ done: Int, _ planned: Int) async throws -> Void = { _, _ in }
    ) async throws -> NetworkStatistics {
        var pooled = NetworkMoments(of: subnet)
        let (subnet, weights, memory) = (subnet, weights, memory)
        for (index, pictures) in batches.enumerated() {
            for group in pictures.groups(of: size) {
                try Task.checkCancellation()
                pooled.merge(
                    try await team.run { crew in
                        subnet.moments(pictures, group: group, weights: weights, crew: crew, memory: memory)
                    })
            }
            try await told(index + 1, batches.count)
        }
        return NetworkStatistics(pooled)
    }

    /// How the network classifies pictures.
    ///
    /// - Parameters:
    ///   - pictures: Labelled pictures.
    ///   - size: How many go through the network at once; any number gives the same logits.
    ///   - statistics: By which the batch norms normalise.
    ///   - told: Told after each group how many of the pictures are over.
    /// - Throws: `CancellationError` when the task is cancelled; what `told` throws.
    public func classify(
        _ pictures: PictureBatch, groupsOf size: Int, by statistics: NetworkStatistics,
        told: (_ done: Int, _ planned: Int) async throws -> Void = { _, _ in }
    ) async throws -> ClassificationOutcome {
        var outcome = ClassificationOutcome(classes: subnet.classes)
        let (subnet, weights, memory) = (subnet, weights, memory)
        for places in pictures.groups(of: size) {
            try Task.checkCancellation()
            outcome =
                outcome
                + (try await team.run { crew in
                    subnet.classify(
                        pictures, places: places, weights: weights, statistics: statistics, crew: crew, memory: memory)
                })
            try await told(outcome.pictures, pictures.count)
        }
        return outcome
    }
}
