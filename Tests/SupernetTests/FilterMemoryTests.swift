import Analysis
import Architecture
import Reproducibility
import Testing

@testable import Supernet

struct FilterMemoryTests {
    /// Rounds of random paths, scored by what each choice adds, what the round adds, and noise.
    private func rounds(
        _ count: Int, of space: SearchSpace, noise: Double = 0.1, truth: (_ layer: Int, _ choice: UInt8) -> Double
    ) -> [[ScoredPath]] {
        (1...count).map { round in
            var stream = RandomStream(seed: 3, purpose: .simulation, round: round)
            return (0..<6).map { index in
                let path = space.randomPath(using: &stream)
                let worth = path.choices.enumerated().reduce(0.0) { $0 + truth($1.offset, $1.element) }
                let loss = worth + 10 * Double(round) + noise * stream.normal()
                return ScoredPath(
                    plan: RoundPlan(round: round, epsilon: 0), index: index,
                    draw: PathDraw(path: path, isFromPool: false), loss: loss, accuracy: -loss)
            }
        }
    }

    private func memory(
        _ rounds: [[ScoredPath]], of space: SearchSpace, settings: FilterMemorySettings = .tests,
        by score: SupernetSettings.Score = .loss
    ) -> FilterMemory {
        rounds.reduce(FilterMemory(of: space, settings: settings)) { $0.adding($1, by: score) }
    }

    /// Nothing forgotten and no noise: differences between choices are those that the scores were made of, whatever all
    /// paths of a round have in common.
    @Test func effectsAreThoseOfTheTruth() throws {
        let space = try MemorySpace.space(choices: 3, layers: 4)
        let rounds = rounds(60, of: space, noise: 0) { layer, choice in Double(layer + 1) * Double(choice) }
        let settings = FilterMemorySettings(weight: 1, retention: 1, penalty: 1e-3)
        let memory = memory(rounds, of: space, settings: settings)
        let terms = memory.sums.terms
        for layer in 0..<4 {
            for place in 1...2 {
                let difference =
                    memory.effects[terms.term(place: place, layer: layer)]
                    - memory.effects[terms.term(place: 0, layer: layer)]
                #expect(abs(difference - Double((layer + 1) * place)) < 1e-3)
            }
        }
    }

    /// The sign turns after 30 rounds: a memory that forgets knows it, one that does not is torn.
    @Test func olderRoundsCountLess() throws {
        let space = try MemorySpace.space(choices: 2, layers: 3)
        let early = rounds(60, of: space) { _, choice in Double(choice) }
        let late = rounds(20, of: space) { _, choice in -Double(choice) }
        func leaning(_ retention: Double) -> Double {
            let memory = memory(
                early + late, of: space, settings: FilterMemorySettings(weight: 1, retention: retention, penalty: 1))
            let (ones, zeros) = (Path(choices: [1, 1, 1]), Path(choices: [0, 0, 0]))
            return memory.rank(of: ones, own: 0) - memory.rank(of: zeros, own: 0)
        }
        #expect(leaning(1) > 0.5)
        #expect(leaning(0.8) < -2)
    }

    /// One round, nothing forgotten: the same effects as the model that is fitted at once.
    @Test func oneRoundIsARidgeRegression() throws {
        let space = try MemorySpace.space(choices: 3, layers: 3)
        let round = rounds(1, of: space) { layer, choice in Double(choice) - Double(layer) }[0].sorted {
            $0.path < $1.path
        }
        let model = AdditiveModel(space, paths: round.map(\.path), scores: round.map(\.loss), penalty: 0.5)
        #expect(memory([round], of: space).effects == model.effects)
    }

    @Test func weightLiesBetweenTheOwnScoreAndTheModel() throws {
        let space = try MemorySpace.space(choices: 3, layers: 2)
        let rounds = rounds(9, of: space) { _, choice in Double(choice) }
        let path = Path(choices: [2, 1])
        func rank(_ weight: Double) -> Double {
            var settings = FilterMemorySettings.tests
            settings.weight = weight
            return memory(rounds, of: space, settings: settings).rank(of: path, own: 7)
        }
        #expect(rank(0) == 7)
        #expect(abs(rank(1) - 7) > 1)
        #expect(abs(rank(0.25) - (0.75 * 7 + 0.25 * rank(1))) < 1e-12)
    }

    /// High accuracies are low ranks.
    @Test func accuracyIsTurnedRound() throws {
        let space = try MemorySpace.space(choices: 3, layers: 2)
        let rounds = rounds(9, of: space) { _, choice in Double(choice) }
        #expect(memory(rounds, of: space).effects == memory(rounds, of: space, by: .accuracy).effects)
    }

    @Test func equalScoresSayNothing() throws {
        let space = try MemorySpace.space(choices: 3, layers: 2)
        let rounds = rounds(5, of: space, noise: 0) { _, _ in 0 }
        #expect(memory(rounds, of: space).effects.allSatisfy { $0 == 0 })
        let one = try MemorySpace.space(choices: 1, layers: 1)
        #expect(memory(self.rounds(5, of: one) { _, _ in 1 }, of: one).effects.allSatisfy { $0.magnitude < 1e-9 })
    }

    /// What is kept of it goes on to the same bits.
    @Test func sumsAreAllThereIsToKeep() throws {
        let space = try MemorySpace.space(choices: 3, layers: 3)
        let rounds = rounds(12, of: space) { _, choice in Double(choice) }
        let whole = memory(rounds, of: space)
        let half = memory(Array(rounds.prefix(5)), of: space)
        let kept = try #require(FilterMemory(sums: half.sums, settings: half.settings))
        #expect(kept == half)
        #expect(rounds.dropFirst(5).reduce(kept) { $0.adding($1, by: .loss) } == whole)
    }
}
