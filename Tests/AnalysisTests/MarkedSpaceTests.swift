import Analysis
import Architecture
import Reproducibility
import Testing

struct MarkedSpaceTests {
    private let space: SearchSpace

    init() throws {
        space = try SearchSpace(macro: .nasBenchMacro, operations: SearchSpace.operationsNASBenchMacro)
    }

    /// Over all 6561 paths the share lies within four standard deviations.
    @Test(arguments: [0, 0.001, 0.25, 0.6, 1])
    func marksTheShareAskedFor(share: Double) {
        let marked = MarkedSpace(space, goodShare: share, poolSize: 0, purity: 1, seed: 3)
        var good = 0
        for number in 0..<6561 {
            var rest = number
            let choices = (0..<8).map { _ in
                defer { rest /= 3 }
                return UInt8(rest % 3)
            }
            if marked.isGood(Path(choices: choices)) { good += 1 }
        }
        let deviation = (6561 * share * (1 - share)).squareRoot()
        #expect(abs(Double(good) - 6561 * share) <= 4 * deviation)
    }

    @Test(arguments: [0, 0.3, 1], [0, 0.5, 1])
    func poolHasItsPurityWhateverTheSpaceHas(purity: Double, share: Double) {
        let marked = MarkedSpace(space, goodShare: share, poolSize: 200, purity: purity, seed: 5)
        #expect(Set(marked.pool).count == 200)
        #expect(marked.pool.count(where: marked.isGood) == Int((200 * purity).rounded()))
    }

    @Test
    func marksFollowTheSeedAlone() {
        let paths = (0..<50).map { index in
            var stream = RandomStream(seed: 1, purpose: .simulation, index: index)
            return space.randomPath(using: &stream)
        }
        let marks = { (seed: UInt64) in
            let marked = MarkedSpace(space, goodShare: 0.5, poolSize: 0, purity: 1, seed: seed)
            return paths.map(marked.isGood)
        }
        #expect(marks(1) == marks(1))
        #expect(marks(1) != marks(2))
    }
}
