import Layout
import Optimizers
import Testing
import Workers

struct OptimizerTests {
    @Test func stateStartsAsTheRulesWantIt() {
        let sgd = Optimizer.sgd(SGD(momentum: 0.9, weightDecay: 0)).firstState(count: 5)
        #expect(sgd.velocities.count == 5)
        #expect((0..<5).allSatisfy { sgd.velocities.pointer[$0] == 0 })
        #expect(sgd.meanSquares == nil)
        let rmsProp = Optimizer.rmsProp(RMSProp(weightDecay: 0)).firstState(count: 5)
        #expect((0..<5).allSatisfy { rmsProp.velocities.pointer[$0] == 0 })
        #expect(rmsProp.meanSquares?.count == 5)
        #expect((0..<5).allSatisfy { rmsProp.meanSquares?.pointer[$0] == 1 })
    }

    /// Two steps by the rule itself and through the optimiser: the same bits, and the same forecast.
    @Test(arguments: [
        Optimizer.sgd(SGD(momentum: 0.9, weightDecay: 0.1, isNesterov: true)),
        .rmsProp(RMSProp(decay: 0.8, momentum: 0.5, epsilon: 0.01, weightDecay: 0.1)),
    ])
    func optimizerIsItsRule(optimizer: Optimizer) async throws {
        let table = try TinySupernet().layout.table
        let weights = FloatBuffer.normal(table.count, index: 0)
        let expected = weights.copy()
        let state = optimizer.firstState(count: table.count)
        let own = optimizer.firstState(count: table.count)
        for step in 0..<2 {
            let gradients = FloatBuffer.normal(table.count, index: 1 + step)
            let copy = gradients.copy()
            try await WorkerTeam(width: 2).run { crew in
                optimizer.step(
                    table.parameters, weights: weights, gradients: gradients, state: state, rate: 0.1, crew: crew)
                switch optimizer {
                case .sgd(let rule):
                    rule.step(
                        table.parameters, weights: expected, gradients: copy, velocities: own.velocities, rate: 0.1,
                        crew: crew)
                case .rmsProp(let rule):
                    guard let meanSquares = own.meanSquares else { return }
                    rule.step(
                        table.parameters, weights: expected, gradients: copy, meanSquares: meanSquares,
                        velocities: own.velocities, rate: 0.1, crew: crew)
                }
            }
            #expect(weights.bytes.elementsEqual(expected.bytes))
            let first = FloatBuffer.normal(table.count, index: 0)
            #expect(!weights.bytes.elementsEqual(first.bytes))
            #expect(gradients.bytes.elementsEqual(copy.bytes))
        }
        let gradients = FloatBuffer.normal(table.count, index: 3)
        func diverging() -> Parameter? {
            optimizer.firstDiverging(table.parameters, weights: weights, gradients: gradients, state: state, rate: 0.1)
        }
        #expect(diverging() == nil)
        let parameter = table.parameters[table.parameters.count / 2]
        gradients.pointer[parameter.offset] = .infinity
        #expect(diverging() == parameter)
    }
}
