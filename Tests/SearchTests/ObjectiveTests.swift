import Search
import Testing

struct ObjectiveTests {
    private let cost = PathCost(macs: 300, params: 20, latency: 0.25)

    @Test func valuesAreToBeMadeSmall() throws {
        let values = try Objective.allCases.map { try $0.value(accuracy: 0.75, loss: 1.5, cost: cost) }
        #expect(values == [0.25, 1.5, 300, 20, 0.25])
        #expect(Objective.allCases.map(\.rawValue) == ["error", "loss", "macs", "params", "latency"])
        #expect(Objective.allCases.filter(\.needsEvaluation) == [.error, .loss])
    }

    /// A latency that is not known must not pass for 0.
    @Test func latencyThatIsNotKnownIsAnError() {
        #expect {
            try Objective.latency.value(accuracy: 1, loss: 0, cost: PathCost(macs: 1, params: 1))
        } throws: {
            "\($0)" == "the objective \"latency\" needs a latency table of the space; none was given"
        }
    }
}
