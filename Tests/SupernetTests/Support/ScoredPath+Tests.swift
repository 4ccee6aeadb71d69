import Architecture

@testable import Supernet

extension ScoredPath {
    /// A path of one layer with a score.
    init(
        _ choice: UInt8, loss: Double, accuracy: Double = 0, round: Int = 1, index: Int = 0, isFromPool: Bool = false
    ) {
        self.init(
            plan: RoundPlan(round: round, epsilon: 0, rateFactor: .one), index: index,
            draw: PathDraw(path: Path(choices: [choice]), isFromPool: isFromPool), loss: loss, accuracy: accuracy)
    }
}
