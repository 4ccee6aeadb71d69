import Architecture
import Layout
import NeuralNetwork
import Optimizers
import Testing
import Workers

@testable import Retraining

struct PublishedNetworkTests {
    /// Fitted to pictures of 32x32, every network of the literature is trained: a step moves each of its tensors, and no
    /// number is lost.
    @Test(arguments: PublishedNetwork.all) func everyNetworkTakesATrainingStep(network: PublishedNetwork) async throws {
        let layout = try NetworkLayout(network.blueprint.fitted(side: 32, channels: 3, classes: 4))
        var feed = SyntheticPictures()
        (feed.batch, feed.pixels) = (8, 3 * 32 * 32)
        let settings = RetrainingSettings(
            seed: 1, epochs: 1, batch: feed.batch, optimizer: .sgd(SGD(momentum: 0, weightDecay: 0)),
            learningRate: LearningRate(base: 0.1, schedule: .cosine, warmupSteps: 0, plannedSteps: 4),
            labelSmoothing: 0, initialization: .authors)
        let training = NetworkTraining(layout, settings: settings, feed: feed, team: WorkerTeam(width: 2))
        let before = await training.state.copy().weights
        _ = try await training.step()
        let after = await training.state.weights
        for parameter in layout.table.parameters {
            let moved = parameter.range.contains { before.pointer[$0] != after.pointer[$0] }
            #expect(moved, "\(network.name): \(parameter.name) stays")
            #expect(parameter.range.allSatisfy { after.pointer[$0].isFinite }, "\(network.name): \(parameter.name)")
        }
    }
}
