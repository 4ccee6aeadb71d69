import Architecture
import Foundation
import Search
import Testing

struct EvaluationTests {
    private let path = Path(choices: [0, 2])

    @Test(arguments: [Double.nan, .infinity, -.infinity]) func objectiveThatIsNotFiniteIsRefused(value: Double) {
        #expect {
            try Evaluation(path: path, objectives: [1, value])
        } throws: {
            "\($0)" == "objective 2 of path 0,2 is \(value); expected a finite number"
        }
    }

    @Test(arguments: [Double.nan, .infinity, -0.5]) func violationThatCannotBeIsRefused(value: Double) {
        #expect {
            try Evaluation(path: path, objectives: [1], violation: value)
        } throws: {
            "\($0)" == "the violation of path 0,2 is \(value); expected a finite number of at least 0"
        }
    }

    @Test func evaluationWithoutObjectivesIsRefused() {
        #expect(throws: SearchError.noObjectives(path: "0,2")) { try Evaluation(path: path, objectives: []) }
    }

    @Test func readsBackWhatItWrote() throws {
        let evaluation = try Evaluation(
            path: path, objectives: [0.1, 1e300, -.leastNonzeroMagnitude, 1.0 / 3], violation: 0.7)
        let text = try JSONEncoder().encode(evaluation)
        #expect(try JSONDecoder().decode(Evaluation.self, from: text) == evaluation)
    }

    @Test(arguments: [
        #"{"choices": [0, 2], "objectives": [], "violation": 0}"#,
        #"{"choices": [0, 2], "objectives": [1], "violation": -1}"#,
        #"{"choices": [0, 256], "objectives": [1], "violation": 0}"#,
        #"{"choices": [0, 2], "objectives": [1]}"#,
    ])
    func damagedTextIsRefused(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Evaluation.self, from: Data(text.utf8))
        }
    }
}
