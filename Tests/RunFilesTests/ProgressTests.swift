import Architecture
import Reporting
import Testing
@testable import RunFiles

struct ProgressTests {
    private func round(scored: Bool) -> RoundEvent {
        RoundEvent(
            round: 3, epoch: 1, epsilon: 0.25, learningRate: 0.1, paths: [Path(choices: [0])], kept: 1,
            isFromPool: [false], scores: scored ? .init(losses: [1.5], accuracies: [0.5]) : nil, trainingLosses: [2],
            pool: nil, optimizationImages: 8, evaluationImages: 0, scoringSeconds: 0, trainingSeconds: 1)
    }

    /// A round that scores nothing draws nothing from a pool.
    @Test func epsilonIsShownWhereItIsUsed() {
        #expect(round(scored: true).moment(of: 9, following: 0).figures == "loss 1.500  epsilon 0.25")
        #expect(round(scored: false).moment(of: 9, following: 0).figures == "loss 2.000")
    }
}
