import Analysis
import Architecture
import Reproducibility
import Testing

struct AdditiveModelTests {
    private let space: SearchSpace
    private let paths: [Path]
    private let scores = [2.25, 1.5, 1.75, 2, 1.875, 1.25, 2.5, 1.625, 2.125, 1, 2.375, 1.125]

    init() throws {
        space = try Self.space(layers: 3, choices: 3)
        paths = [
            [0, 1, 0], [1, 2, 2], [2, 1, 1], [0, 2, 2], [1, 1, 0], [2, 2, 2], [0, 0, 1], [1, 2, 1], [2, 1, 0],
            [0, 2, 0], [0, 1, 0], [1, 1, 2],
        ].map { Path(choices: $0) }
    }

    private static func space(layers: Int, choices: Int) throws -> SearchSpace {
        let macro = Macro(
            name: "uniform", side: 8, classes: 4, stemChannels: 8, stemStride: 1, fixedChannels: nil,
            stages: [.init(channels: 8, layers: layers, stride: 1)], headChannels: 16)
        return try SearchSpace(
            macro: macro,
            operations: (1...choices).map {
                .invertedBottleneck(kernel: 3, expansion: $0, squeezeExcitation: false)
            })
    }

    /// What numpy 2.4 says: `numpy.linalg.solve` of the centred normal equations with 0.5 on the diagonal, the errors from
    /// `s^2 A^-1 X^T X A^-1`, and the held-out error by fitting again without each path.
    @Test func agreesWithNumpy() {
        let model = AdditiveModel(space, paths: paths, scores: scores, penalty: 0.5)
        let effects = [
            0.209380589, -0.144862538, -0.06451805, 0.232956926, 0.068905645, -0.301862572, 0.007461464, 0.102895869,
            -0.110357334,
        ]
        let errors = [
            0.172612257, 0.171604183, 0.180730915, 0.243321228, 0.188358629, 0.18377289, 0.182503419, 0.185946862,
            0.182481675,
        ]
        #expect(distance(model.effects, effects) < 1e-8)
        #expect(distance(model.errors, errors) < 1e-8)
        #expect(abs(model.heldOutError - 0.6519893044234063) < 1e-12)
    }

    /// The same with a term for each pair of choices of neighbouring layers.
    @Test func pairsAgreeWithNumpy() {
        let model = AdditiveModel(space, paths: paths, scores: scores, hasPairs: true, penalty: 0.5)
        let effects = [
            0.193822704, -0.103323026, -0.090499678, 0.139996076, 0.047807789, -0.187803866, -0.062440555,
            0.121199854, -0.058759299, 0.139996076, 0.067134945, -0.013308317, 0.0, -0.113640619, 0.010317594, 0.0,
            0.094313464, -0.184813142, 0.0, 0.139996076, 0.0, 0.354400205, -0.078541736, -0.22805068, -0.41684076,
            0.059745513, 0.169291382,
        ]
        let errors = [
            0.05681525, 0.057691549, 0.060991455, 0.049461134, 0.049442912, 0.047829899, 0.062230113, 0.065633238,
            0.062031124, 0.049461134, 0.0824428, 0.081850089, 0.0, 0.077503411, 0.078485052, 0.0, 0.079621103,
            0.088908186, 0.0, 0.049461134, 0.0, 0.073181573, 0.094352193, 0.089444725, 0.088290072, 0.094210301,
            0.075454215,
        ]
        #expect(distance(model.effects, effects) < 1e-8)
        #expect(distance(model.errors, errors) < 1e-8)
        #expect(abs(model.heldOutError - 0.5640333795632788) < 1e-12)
    }

    /// With hardly a penalty and no noise, every path has the score that its choices add up to, seen or not.
    @Test func findsAnAdditiveTruth() throws {
        let space = try Self.space(layers: 5, choices: 4)
        var stream = RandomStream(seed: 4, purpose: .simulation)
        let worth = (0..<5).map { _ in (0..<4).map { _ in stream.normal() } }
        func truth(_ path: Path) -> Double {
            path.choices.enumerated().reduce(7) { $0 + worth[$1.offset][Int($1.element)] }
        }
        let seen = (0..<120).map { _ in space.randomPath(using: &stream) }
        let model = AdditiveModel(space, paths: seen, scores: seen.map(truth), penalty: 1e-7)
        for path in space.allPaths { #expect(abs(model.score(of: path) - truth(path)) < 1e-5) }
        let chosen = AdditiveModel(space, paths: seen, scores: seen.map(truth))
        #expect(chosen.penalty == AdditiveModel.penalties[0], "no noise asks for no penalty")
    }

    /// Pairs are used where the truth has them and there are enough paths to see it, and not where it adds up.
    @Test func pairsHaveToEarnTheirPlace() throws {
        let space = try Self.space(layers: 3, choices: 3)
        var stream = RandomStream(seed: 5, purpose: .simulation)
        let worth = (0..<3).map { _ in (0..<3).map { _ in stream.normal() } }
        let pair = (0..<9).map { _ in stream.normal() }
        let seen = (0..<200).map { _ in space.randomPath(using: &stream) }
        let noise = seen.map { _ in 0.3 * stream.normal() }
        func scores(_ share: Double) -> [Double] {
            zip(seen, noise).map { path, noise in
                let sum = path.choices.enumerated().reduce(noise) { $0 + worth[$1.offset][Int($1.element)] }
                return sum + share * pair[Int(path.choices[1]) * 3 + Int(path.choices[2])]
            }
        }
        func hasPairs(_ share: Double, allowed: Bool) -> Bool {
            AdditiveModel.fitted(space, paths: seen, scores: scores(share), mayHavePairs: allowed).terms.hasPairs
        }
        #expect(hasPairs(1, allowed: true) && !hasPairs(1, allowed: false))
        #expect(!hasPairs(0, allowed: true))
        let single = try Self.space(layers: 1, choices: 3)
        let few = (0..<3).map { Path(choices: [UInt8($0)]) }
        #expect(!AdditiveModel.fitted(single, paths: few, scores: [1, 2, 4], mayHavePairs: true).terms.hasPairs)
    }

    /// The held-out error is that of models that never saw the path.
    @Test func heldOutErrorIsThatOfRefits() {
        let model = AdditiveModel(space, paths: paths, scores: scores, penalty: 2)
        let squares = paths.indices.map { left in
            let others = paths.indices.filter { $0 != left }
            let refit = AdditiveModel(
                space, paths: others.map { paths[$0] }, scores: others.map { scores[$0] }, penalty: 2)
            let error = scores[left] - refit.score(of: paths[left])
            return error * error
        }
        let expected = (squares.reduce(0, +) / Double(squares.count)).squareRoot()
        #expect(abs(model.heldOutError - expected) < 1e-12)
    }

    /// Scores that say nothing are the mean, with the largest penalty; so is a space without a choice.
    @Test func constantScoresHaveNoEffects() throws {
        let model = AdditiveModel(space, paths: paths, scores: paths.map { _ in 1.5 })
        #expect(model.effects.allSatisfy { $0 == 0 } && model.errors.allSatisfy { $0 == 0 })
        #expect(model.score(of: paths[0]) == 1.5)
        #expect(model.penalty == AdditiveModel.penalties.last)
        let single = try Self.space(layers: 1, choices: 1)
        let only = Path(choices: [0])
        #expect(AdditiveModel(single, paths: [only, only], scores: [1, 3]).score(of: only) == 2)
    }

    /// A round's mean says nothing of its paths, so moving all scores of a group moves no effect.
    @Test func groupsCountAsTheyDeviateFromTheirMean() throws {
        let terms = PathTerms(space)
        let rows = paths.map(terms.terms)
        var (plain, moved) = (TermSums(terms), TermSums(terms))
        for (start, end, shift) in [(0, 5, 0.0), (5, 12, 3.0)] {
            plain.add(Array(rows[start..<end]), scores: Array(scores[start..<end]))
            moved.add(Array(rows[start..<end]), scores: scores[start..<end].map { $0 + shift })
        }
        #expect(try distance(#require(plain.effects(penalty: 1)), #require(moved.effects(penalty: 1))) < 1e-12)
        var one = TermSums(terms)
        one.add(rows, scores: scores)
        let model = AdditiveModel(space, paths: paths, scores: scores, penalty: 0.5)
        #expect(one.effects(penalty: 0.5) == model.effects)
    }

    /// A group that was forgotten by half counts as half of it would.
    @Test func forgettingHalvesWhatWasAdded() {
        let terms = PathTerms(space)
        let rows = paths.map(terms.terms)
        var (twice, once) = (TermSums(terms), TermSums(terms))
        for _ in 0..<2 { twice.add(rows, scores: scores) }
        twice.forget(by: 0.5)
        once.add(rows, scores: scores)
        #expect(distance(twice.products, once.products) < 1e-12 && distance(twice.moments, once.moments) < 1e-12)
        #expect(TermSums(terms, products: once.products, moments: once.moments) == once)
        #expect(TermSums(terms, products: [], moments: once.moments) == nil)
        #expect(TermSums(terms, products: once.products, moments: once.moments.map { _ in .nan }) == nil)
    }

    /// Sums whose diagonal is below 0 are those of no observations: no model, and no trap.
    @Test func sumsOfNoObservationsHaveNoEffects() throws {
        let terms = PathTerms(space)
        var sums = TermSums(terms)
        sums.add(paths.map(terms.terms), scores: scores)
        let negative = try #require(TermSums(terms, products: sums.products.map { -$0 }, moments: sums.moments))
        #expect(sums.effects(penalty: 0.5) != nil && negative.effects(penalty: 0.5) == nil)
    }
}

private func distance(_ first: [Double], _ second: [Double]) -> Double {
    first.count == second.count ? zip(first, second).map { abs($0 - $1) }.max() ?? 0 : .infinity
}
