import Architecture
import Foundation
import Supernet
import Testing
@testable import Documents
@testable import Rankings
@testable import RunReports
@testable import RunSupport
@testable import Scenarios
@testable import Studies

struct AccuracyLandscapeTests {
    private let runs = TinyRuns()

    private func published(_ space: SearchSpace, _ places: [Int]) throws -> PublishedAccuracies {
        let table = PublishedTable.json(of: space) { _, path in
            40 + Double(path.choices[0]) * 20 + Double(path.choices[1]) * 10 + Double(path.choices[2]) * 5
        }
        guard case .object(let members) = table else { throw Refusal("no table") }
        try runs.write(Data("\(JSONValue.object(places.map { members[$0] }))".utf8), to: "table.json")
        return try PublishedAccuracies(file: runs.path("table.json"), space: space)
    }

    @Test func tableOfEveryPathIsTheLandscape() throws {
        let space = try PublishedTable.space()
        let table = try published(space, Array(0..<8))
        let landscape = try AccuracyLandscape(table)
        #expect(space.allPaths.allSatisfy { landscape.quality(of: $0) == table[$0] })
    }

    /// What some paths say of the sum's terms, the others have too: the order of all is the true one.
    @Test func someAccuraciesMakeALandscapeOfAll() throws {
        let space = try PublishedTable.space()
        let landscape = try AccuracyLandscape(published(space, [0, 1, 2, 4, 7]))
        let qualities = space.allPaths.map { landscape.quality(of: $0) }
        #expect(zip(qualities, qualities.dropFirst()).allSatisfy { $0 < $1 })
        #expect(qualities.allSatisfy { (0...1).contains($0) })
        #expect(abs(qualities[3] - 0.55) < 0.02 && abs(qualities[6] - 0.7) < 0.02)
    }

    @Test func onePathSaysNothingOfTheOthers() throws {
        let table = try published(PublishedTable.space(), [3])
        let error = #expect(throws: Refusal.self) { try AccuracyLandscape(table) }
        #expect(error?.description.contains("one path alone") == true)
    }

    /// The pool's losses are what the table's landscape says of its members, which is flat where accuracies are equal.
    @Test(arguments: [[0, 10, 200, 3000], [5, 6]])
    func simulationTakesATableOfSomePaths(places: [Int]) async throws {
        let scenario = try runs.scenario()
        let space = scenario.searchSpace
        let table = JSONValue.object(
            places.map { place in
                JSONValue.Member(
                    space.allPaths[place].choices.map { "\($0)" }.joined(),
                    ["mean_acc": JSONValue(places.count > 2 ? 50 + Double(place) / 100 : 70)])
            })
        try runs.write(Data("\(table)".utf8), to: "table.json")
        let json = scenario.resolved.setting("benchmark", to: .string(runs.path("table.json")))
            .setting("simulation", to: ["landscape": "benchmark"])
        let outcome = try await SimulationPhase(Scenario(json), workers: 1).run()
        let landscape = try AccuracyLandscape(PublishedAccuracies(file: runs.path("table.json"), space: space))
        let members = outcome.result.pool.members
        #expect((3...6).contains(members.count) && !outcome.windows.isEmpty, "\(members.count)")
        #expect(members.allSatisfy { abs($0.loss - (1 - landscape.quality(of: $0.path))) < 1e-9 })
        let losses = Set(members.map(\.loss))
        #expect(places.count > 2 ? losses.count > 1 : losses.count == 1)
    }
}
