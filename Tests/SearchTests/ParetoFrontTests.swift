import Reproducibility
import Search
import Testing

struct ParetoFrontTests {
    @Test(arguments: [1, 2, 3]) func membersAreWhatNothingDominatesInWhateverOrderItComes(objectives: Int) throws {
        for index in 0..<150 {
            let set = try Evaluation.random(
                index, objectives: objectives, levels: 5, breaks: index.isMultiple(of: 2))
            let front = ParetoFront(of: set)
            let expected = set.filter { one in !set.contains { $0.dominates(one) } }
            #expect(Set(front.members) == Set(expected))
            #expect(front.members.count == expected.count)
            var shuffled = set
            var stream = RandomStream(seed: 2, purpose: .simulation, index: index)
            stream.shuffle(&shuffled)
            #expect(ParetoFront(of: shuffled) == front)
        }
    }

    @Test func membersAreOrderedByObjectivesThenByPath() throws {
        let set = try Evaluation.list([[3, 1], [1, 3], [2, 2], [1, 3], [4, 4]])
        #expect(ParetoFront(of: set).members == [set[1], set[3], set[2], set[0]])
        #expect(ParetoFront(of: []).members == [])
    }
}
