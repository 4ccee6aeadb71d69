import Architecture
import Reproducibility
import Search
import Testing

struct ObjectiveModelTests {
    /// The error is a sum, so the model knows it of paths that it never saw; MACs follow from the choices.
    @Test func predictsWhatAddsUpAndKnowsWhatIsCounted() throws {
        let truth = try AdditiveTruth(layers: 4, choices: 4, share: 0.5, seed: 1)
        var stream = RandomStream(seed: 2, purpose: .simulation)
        let seen = (0..<80).map { _ in truth.domain.space.randomPath(using: &stream) }
        let model = ObjectiveModel(
            domain: truth.domain, objectives: AdditiveTruth.objectives,
            evaluations: try seen.map { try truth.evaluation(of: $0) })
        for path in truth.domain.space.allPaths {
            let said = try model.evaluation(of: path)
            #expect(abs(said.objectives[0] - truth.error(of: path)) < 1e-3)
            #expect(said.objectives[1] == Double(truth.domain.costs.cost(of: path).macs))
            #expect(said.violation == truth.domain.violation(of: path))
        }
        #expect(model.models[0] != nil && model.models[1] == nil)
        #expect(throws: SearchError.foreignPath("9")) { try model.evaluation(of: Path(choices: [9])) }
    }

    /// No evaluation or a single one: nothing to fit, and a defined answer.
    @Test func fewerThanTwoEvaluationsAreTheirMean() throws {
        let truth = try AdditiveTruth(layers: 1, choices: 1, seed: 3)
        let only = Path(choices: [0])
        let one = try truth.evaluation(of: only)
        func said(_ evaluations: [Evaluation]) throws -> [Double] {
            try ObjectiveModel(
                domain: truth.domain, objectives: AdditiveTruth.objectives, evaluations: evaluations
            ).evaluation(of: only).objectives
        }
        #expect(try said([one]) == one.objectives)
        #expect(try said([]) == [0, one.objectives[1]])
        #expect(try said([one, one]) == one.objectives)
    }
}
