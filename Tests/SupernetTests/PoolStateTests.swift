import Architecture
import Reproducibility
import Testing

@testable import Supernet

struct PoolStateTests {
    private func pool(_ capacity: Int, _ losses: [Double], round: Int = 1) -> PoolState {
        var pool = PoolState(capacity: capacity)
        pool.admit(losses.enumerated().map { ScoredPath(UInt8($0), loss: $1, round: round) }, others: [])
        return pool
    }

    private func choices(_ pool: PoolState) -> [UInt8] { pool.members.map { $0.path.choices[0] } }

    @Test func membersAreSortedByLossAndTheWorstLeave() {
        #expect(choices(pool(5, [0.5, 0.1, 0.4, 0.2, 0.3])) == [1, 3, 4, 2, 0])
        #expect(choices(pool(3, [0.5, 0.1, 0.4, 0.2, 0.3])) == [1, 3, 4])
        #expect(choices(pool(1, [0.5, 0.1, 0.4, 0.2, 0.3])) == [1])
    }

    @Test func capacityBeyondWhatIsOfferedIsNotFull() {
        let pool = pool(9, [0.5, 0.1])
        #expect(choices(pool) == [1, 0])
        #expect(!pool.isFull)
        #expect(self.pool(2, [0.5, 0.1]).isFull)
    }

    /// Equal members go by a number of path and round of admission: each of four is the first as often as the others, and
    /// stays where it is while nothing happens.
    @Test(arguments: SupernetSettings.Score.allCases) func tiesFavourNoPath(score: SupernetSettings.Score) {
        var wins = [0, 0, 0, 0]
        for round in 1...1000 {
            var pool = PoolState(capacity: 2, score: score, seed: 7)
            pool.admit((0..<4).map { ScoredPath(UInt8($0), loss: 1, accuracy: 0.5, round: round) }, others: [])
            wins[Int(choices(pool)[0])] += 1
            let members = pool.members
            pool.admit([], others: [])
            #expect(pool.members == members)
        }
        #expect(wins.allSatisfy { abs($0 - 250) < 60 }, "\(wins)")
        var other = PoolState(capacity: 4, seed: 8)
        other.admit((0..<4).map { ScoredPath(UInt8($0), loss: 1, round: 3) }, others: [])
        var one = PoolState(capacity: 4, seed: 7)
        one.admit((0..<4).map { ScoredPath(UInt8($0), loss: 1, round: 3) }, others: [])
        #expect(choices(one) != choices(other))
        // A pool that was kept has them in the order in which it was kept, whatever build that was.
        #expect(PoolState(capacity: 4, score: .loss, seed: 7, members: other.members)?.members == other.members)
    }

    /// Half of the rank is the path's own score: a round whose pictures are easy for all paths favours none of its paths.
    @Test func easyPicturesFavourNobody() throws {
        let space = try MemorySpace.space(choices: 4, layers: 1)
        var settings = FilterMemorySettings.tests
        settings.weight = 0.5
        var memory = FilterMemory(of: space, settings: settings)
        var pool = PoolState(capacity: 4)
        for (round, (first, ease)) in zip([UInt8(0), 2], [0.0, -1]).enumerated() {
            let scored = [0.0, 0.5].enumerated().map {
                ScoredPath(first + UInt8($0), loss: 2 + ease + $1, round: round + 1, index: $0)
            }
            memory = memory.adding(scored, by: .loss)
            pool.admit(scored, others: [], memory: memory)
        }
        #expect(Set(choices(pool).prefix(2)) == [0, 2])
        #expect(pool.members.first { $0.path.choices == [3] }?.roundMean == 1.25)
        #expect(PoolState(capacity: 4, score: .loss, seed: 0, members: pool.members, memory: memory) == pool)
    }

    /// A memory orders all members anew; the last scores do it again in the end.
    @Test func memoryOrdersTheMembers() throws {
        let space = try MemorySpace.space(choices: 3, layers: 1)
        let round = [0.5, 0.1, 0.4].enumerated().map { ScoredPath(UInt8($0), loss: $1) }
        let turned = [0.1, 0.5, 0.3].enumerated().map { ScoredPath(UInt8($0), loss: $1) }
        let memory = FilterMemory(of: space, settings: .tests).adding(turned, by: .loss)
        var pool = PoolState(capacity: 2)
        pool.admit(round, others: [], memory: memory)
        #expect(choices(pool) == [0, 2])
        #expect(PoolState(capacity: 2, score: .loss, seed: 0, members: pool.members, memory: memory) == pool)
        #expect(PoolState(capacity: 2, score: .loss, seed: 0, members: pool.members) == nil)
        pool.rescore(pool.members.map { ($0.loss, $0.accuracy) }, round: 1)
        #expect(choices(pool) == [2, 0])
    }

    @Test func pathDrawnTwiceInARoundEntersOnce() {
        var pool = PoolState(capacity: 5)
        pool.admit([ScoredPath(4, loss: 0.3), ScoredPath(4, loss: 0.3, index: 1)], others: [])
        #expect(choices(pool) == [4])
    }

    /// Members 0 to 4 with losses 0.1 to 0.5; in round 2 the first is scored 0.9 and the third 0.05.
    @Test(arguments: [true, false]) func memberDrawnAgainTakesItsNewLossWhetherKeptOrNot(isKept: Bool) {
        var pool = pool(5, [0.1, 0.2, 0.3, 0.4, 0.5])
        let again = [
            ScoredPath(0, loss: 0.9, accuracy: 0.25, round: 2), ScoredPath(2, loss: 0.05, accuracy: 0.5, round: 2),
        ]
        pool.admit(isKept ? again : [], others: isKept ? [] : again)
        #expect(choices(pool) == [2, 1, 3, 4, 0])
        #expect(pool.members.map(\.loss) == [0.05, 0.2, 0.4, 0.5, 0.9])
        #expect(pool.members.map(\.accuracy) == [0.5, 0, 0, 0, 0.25])
        #expect(pool.members.map(\.scoredRound) == [2, 1, 1, 1, 2])
        #expect(pool.members.allSatisfy { $0.admittedRound == 1 })
    }

    @Test func rejectedPathFromOutsideStaysOutside() {
        var pool = pool(5, [0.3, 0.2])
        pool.admit([], others: [ScoredPath(7, loss: 0.01, round: 2)])
        #expect(choices(pool) == [1, 0])
    }

    @Test func pathThatLeftAndComesBackIsAdmittedAnew() {
        var pool = pool(2, [0.1, 0.2])
        pool.admit([ScoredPath(5, loss: 0.05, round: 2)], others: [])
        #expect(choices(pool) == [5, 0])
        pool.admit([ScoredPath(1, loss: 0.01, round: 3), ScoredPath(0, loss: 0.02, round: 3)], others: [])
        #expect(choices(pool) == [1, 0])
        #expect(pool.members.map(\.admittedRound) == [3, 1])
        #expect(pool.members.map(\.scoredRound) == [3, 3])
    }

    /// A member that is scored worse makes room in the same round.
    @Test func memberWithABadNewLossMayLeave() {
        var pool = pool(2, [0.1, 0.2])
        pool.admit([ScoredPath(5, loss: 0.4, round: 2)], others: [ScoredPath(0, loss: 0.9, round: 2)])
        #expect(choices(pool) == [1, 5])
    }

    /// Five members admitted in rounds 1, 2, 3, 3 and 5.
    @Test func freshShareByHand() {
        var pool = PoolState(capacity: 5)
        for (choice, round) in [1, 2, 3, 3, 5].enumerated() {
            pool.admit([ScoredPath(UInt8(choice), loss: Double(choice), round: round)], others: [])
        }
        #expect((1...6).map { pool.freshShare(round: 5, span: $0) } == [0.2, 0.2, 0.6, 0.8, 1, 1])
        #expect(pool.freshShare(round: 9, span: 4) == 0)
        #expect(pool.freshShare(round: 8, span: 4) == 0.2)
        // Scored again, not admitted anew.
        pool.admit([ScoredPath(0, loss: 0.5, round: 6)], others: [])
        #expect(pool.freshShare(round: 6, span: 1) == 0)
        #expect(PoolState(capacity: 3).freshShare(round: 4, span: 2) == 1)
    }

    @Test func rescoringReordersAndKeepsAdmission() {
        var pool = pool(3, [0.1, 0.2, 0.3])
        pool.rescore([(0.9, 0.1), (0.5, 0.2), (0.7, 0.3)], round: 8)
        #expect(choices(pool) == [1, 2, 0])
        #expect(pool.members.map(\.loss) == [0.5, 0.7, 0.9])
        #expect(pool.members.map(\.accuracy) == [0.2, 0.3, 0.1])
        #expect(pool.members.allSatisfy { $0.admittedRound == 1 && $0.scoredRound == 8 })
    }

    /// The number that belongs to a member's path and the round in which it came in, of the seed 0.
    private func tie(_ member: Candidate) -> Double {
        var stream = RandomStream(seed: 0, purpose: .ties, round: member.admittedRound, index: member.path.key)
        return stream.uniform()
    }

    /// Thousands of random rounds against a model that knows nothing of places: a list, searched and sorted each time.
    @Test(arguments: [1, 2, 5, 12, 40], SupernetSettings.Score.allCases)
    func randomRoundsAgreeWithANaiveModel(capacity: Int, score: SupernetSettings.Score) {
        var stream = RandomStream(seed: 9, purpose: .simulation, index: capacity)
        var pool = PoolState(capacity: capacity, score: score)
        var model: [Candidate] = []
        for round in 1...400 {
            // Few distinct losses, so that ties abound.
            let scored = (0..<stream.integer(below: 8)).map { index in
                ScoredPath(
                    UInt8(stream.integer(below: 20)), loss: Double(stream.integer(below: 6)),
                    accuracy: Double(stream.integer(below: 6)), round: round, index: index)
            }
            let kept = stream.integer(below: scored.count + 1)
            let costs = scored.map { score == .loss ? $0.loss : -$0.accuracy }
            let mean = costs.isEmpty ? 0 : costs.reduce(0, +) / Double(costs.count)
            pool.admit(Array(scored.prefix(kept)), others: Array(scored.dropFirst(kept)))
            for (index, path) in scored.enumerated() {
                let old = model.first { $0.path == path.path }
                guard old != nil || index < kept else { continue }
                model.removeAll { $0.path == path.path }
                model.append(
                    Candidate(
                        path: path.path, loss: path.loss, accuracy: path.accuracy, scoredRound: round,
                        admittedRound: old?.admittedRound ?? round, roundMean: mean))
            }
            model.sort { first, second in
                let (a, b) = score == .loss ? (first.loss, second.loss) : (second.accuracy, first.accuracy)
                return a == b ? tie(first) < tie(second) : a < b
            }
            model = Array(model.prefix(capacity))
            #expect(pool.members == model)
            let fresh = model.count { $0.admittedRound >= round - 2 }
            let expected = model.isEmpty ? 1 : Double(fresh) / Double(model.count)
            #expect(pool.freshShare(round: round, span: 3) == expected)
        }
    }
}
