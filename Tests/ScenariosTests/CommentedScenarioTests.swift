import Foundation
import ScenarioKeys
import Testing
@testable import Documents
@testable import Scenarios

struct CommentedScenarioTests {
    @Test
    func completeOneHasEveryKeyAtItsDefault() throws {
        let json = try JSONValue(parsing: CommentedScenario.complete.text)
        #expect(try Scenario(json) == Scenario([:]))
        for key in Scenario.keys { #expect(json.value(at: key.path) != nil, "\(key.path)") }
    }

    @Test
    func starterIsAScenarioWithoutWarnings() throws {
        let json = try JSONValue(parsing: CommentedScenario.starter.text)
        #expect(try Scenario(json).warnings == [])
        // A key that is not there any more would be left out without a word.
        #expect(json.leaves.count == 30)
        // It says more than the defaults do.
        #expect(try Scenario(json).supernet != Scenario([:]).supernet)
    }

    /// Editors that know JSON with comments, and not JSON5, read it too.
    @Test(arguments: [CommentedScenario.complete, .starter])
    func withoutItsCommentsItIsPlainJSON(scenario: CommentedScenario) throws {
        let lines = scenario.text.split(separator: "\n").map { line in
            String(line.firstRange(of: "// ").map { line[..<$0.lowerBound] } ?? line)
        }
        let data = Data(lines.joined(separator: "\n").utf8)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: data) }
        // A comma before the end of an object is one that not all of them read.
        for (line, next) in zip(lines, lines.dropFirst()) where next.contains("}") {
            #expect(!line.contains(",") || line.contains("["), "\(line)")
        }
        for line in scenario.text.split(separator: "\n") { #expect(line.count <= 118, "\(line)") }
    }

    @Test
    func commentsSayWhatTheKeyMeans() {
        let text = CommentedScenario.starter.text
        #expect(text.contains("\n    \"m\": 10,                            // paths drawn in a round\n"))
    }
}
