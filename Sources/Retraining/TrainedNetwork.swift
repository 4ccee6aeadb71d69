public import Datasets
public import Imaging
public import Layout
public import NeuralNetwork
public import Workers

/// A network that has been trained, ready to classify.
public struct TrainedNetwork: Sendable {
    /// The network and where its weights lie.
    public let network: NetworkLayout
    /// The weights after the last step.
    public let weights: FloatBuffer
    /// The averaged weights; nil where none were kept.
    public let averages: FloatBuffer?
    /// The statistics of batch norm that go with the weights tested.
    public let statistics: NetworkStatistics

    /// Puts the parts together.
    public init(network: NetworkLayout, weights: FloatBuffer, averages: FloatBuffer?, statistics: NetworkStatistics) {
        self.network = network
        self.weights = weights
        self.averages = averages
        self.statistics = statistics
    }

    /// The weights that classify: the averaged ones where there are any.
    public var tested: FloatBuffer { averages ?? weights }

    /// Test pictures of one pass.
    public static let testGroup = 256

    /// Opens the test set and classifies all of it.
    ///
    /// - Parameters:
    ///   - test: The test set; this is an opening.
    ///   - normalization: How bytes became numbers in training.
    ///   - framing: How pictures came to the size that the network takes.
    ///   - team: The threads that compute.
    ///   - told: Told now and then how many of the pictures are over.
    /// - Throws: What `told` throws; `RetrainingError` where the set was opened before, its pictures have another size or the loss is not
    ///   finite; `DatasetsError` where the pictures do not fit the normalisation.
    @concurrent
    public func test(
        on test: TestSet, normalization: Normalization, framing: Framing = .none, team: WorkerTeam,
        told: @Sendable (_ done: Int, _ planned: Int) async throws -> Void = { _, _ in }
    ) async throws -> ClassificationOutcome {
        let pictures = try test.open()
        let subnet = network.subnet
        let (height, width) = (framing.side ?? pictures.height, framing.side ?? pictures.width)
        guard height == subnet.side, width == subnet.side, pictures.channels == subnet.channels else {
            throw RetrainingError.testPicturesDiffer(
                found: "\(height) x \(width) with \(pictures.channels) channels",
                expected: "\(subnet.side) x \(subnet.side) with \(subnet.channels)")
        }
        let assembler = try BatchAssembler(
            pictures: pictures, normalization: normalization, augmentation: .none, framing: framing)
        let batch = unsafe PictureBatch(labels: pictures.labels.map { Int($0) }) { place, target in
            unsafe assembler.write(place, into: target)
        }
        let inference = NetworkInference(subnet, weights: tested, team: team, memory: PassMemory(width: team.width))
        // Any cut gives the same logits; this one keeps the memory of a pass small and its threads busy.
        let outcome = try await inference.classify(batch, groupsOf: Self.testGroup, by: statistics, told: told)
        guard outcome.loss.isFinite else { throw RetrainingError.testLossNotFinite }
        return outcome
    }
}
