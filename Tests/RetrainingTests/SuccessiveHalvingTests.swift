import Testing

@testable import Retraining

struct SuccessiveHalvingTests {
    private typealias Judgement = SuccessiveHalving.Judgement

    /// Follows a plan to its end with a judge; the turns in their order, and who was chosen.
    private func play(
        _ halving: SuccessiveHalving, judge: (_ candidate: Int, _ rung: Int) -> (correct: Int, loss: Double)
    ) -> (turns: [(candidate: Int, rung: Int)], chosen: Int) {
        var (judged, turns): ([Judgement], [(Int, Int)]) = ([], [])
        while true {
            switch halving.next(after: judged) {
            case .chosen(let candidate):
                #expect(halving.remaining(after: judged) == [candidate])
                return (turns, candidate)
            case .train(let candidate, let rung):
                #expect(halving.remaining(after: judged).contains(candidate))
                let (correct, loss) = judge(candidate, rung)
                judged.append(Judgement(candidate: candidate, correct: correct, loss: loss))
                turns.append((candidate, rung))
            }
        }
    }

    /// A third for all, then half of what is left each time, never beyond the end.
    @Test func rungsAreThoseThatAreDescribed() {
        let eight = SuccessiveHalving(candidates: 8, epochs: 20)
        #expect(eight.rungs.map(\.entrants) == [8, 4, 2])
        #expect(eight.rungs.map(\.epoch) == [7, 14, 17])
        #expect(eight.epochs == 8 * 7 + 4 * 7 + 2 * 3 && eight.judgements == 14)
        #expect(SuccessiveHalving(candidates: 5, epochs: 30).rungs.map(\.entrants) == [5, 3, 2])
        #expect(SuccessiveHalving(candidates: 1, epochs: 30).rungs.isEmpty)
        let short = SuccessiveHalving(candidates: 8, epochs: 1)
        #expect(short.rungs.map(\.ownEpochs) == [1, 0, 0] && short.rungs.map(\.epoch) == [1, 1, 1])
    }

    /// Whatever the sizes: each rung is asked for in turn, the sums are those of the turns, the epochs rise to at most all.
    @Test func sumsAreThoseOfTheTurns() {
        for candidates in 1...17 {
            for epochs in [1, 2, 3, 10, 31] {
                let halving = SuccessiveHalving(candidates: candidates, epochs: epochs)
                let (turns, _) = play(halving) { candidate, rung in ((candidate * 7 + rung) % 5, 1) }
                #expect(turns.count == halving.judgements)
                #expect(turns.reduce(0) { $0 + halving.rungs[$1.rung].ownEpochs } == halving.epochs)
                let ends = halving.rungs.map(\.epoch)
                #expect(ends == ends.sorted() && (ends.last ?? 0) <= epochs)
                #expect(zip([0] + ends, halving.rungs).allSatisfy { $1.epoch - $0 == $1.ownEpochs })
            }
        }
    }

    /// A network that is the best on every rung is chosen, wherever it stands; one that falls behind is gone for good.
    @Test func bestGoesOn() {
        let halving = SuccessiveHalving(candidates: 6, epochs: 9)
        for best in 0..<6 {
            #expect(play(halving) { candidate, _ in (candidate == best ? 9 : candidate, 1) }.chosen == best)
        }
        // Number 5 is last on the first rung and would be first on all others.
        let (turns, chosen) = play(halving) { candidate, rung in (candidate == 5 ? 100 * rung : 10 - candidate, 1) }
        #expect(chosen == 0)
        #expect(turns.filter { $0.candidate == 5 }.count == 1)
        #expect(turns.filter { $0.rung == 1 }.map(\.candidate) == [0, 1, 2])
    }

    @Test func lossThenPlaceDecideBetweenEquals() {
        let halving = SuccessiveHalving(candidates: 4, epochs: 9)
        #expect(play(halving) { candidate, _ in (3, candidate == 2 ? 0.5 : 1) }.chosen == 2)
        #expect(play(halving) { _, _ in (3, 1) }.chosen == 0)
    }
}
