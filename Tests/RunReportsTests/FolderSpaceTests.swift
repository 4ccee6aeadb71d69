import Architecture
import Foundation
import Reporting
import Search
import Testing
@testable import Documents
@testable import RunReports
@testable import RunSupport
@testable import Scenarios

/// Runs over pictures of a size and with classes that no published set has, as their folders tell of them alone.
struct FolderSpaceTests {
    private let runs = TinyRuns()

    /// Runs a scenario; then its pictures are gone.
    private func train(_ scenario: Scenario) async throws -> String {
        _ = try await runs.run(scenario, to: "a", until: .supernet)
        try FileManager.default.removeItem(atPath: runs.path("small"))
        return runs.path("a")
    }

    @Test func spaceIsThatOfThePicturesThatWereRead() async throws {
        let scenario = try runs.scenarioOfSmallPictures()
        let space = try scenario.measuredSpace()
        let folder = try await train(scenario)
        let records = try RunRecords(of: folder)
        #expect(records.space == space && records.costs?.space == space)
        // Earlier builds did not say what they had read; then nobody knows what networks cost.
        try FileManager.default.removeItem(atPath: "\(folder)/pictures.json")
        let earlier = try RunRecords(of: folder)
        #expect(earlier.space == scenario.searchSpace && earlier.costs == nil)
    }

    /// Of 160 pictures 60 are held out: 12 batches of 8 an epoch, two a round.
    @Test func roundsArePlannedByThePicturesThatWereRead() async throws {
        let json = try runs.scenarioOfSmallPictures().resolved
        let supernet = try #require(json["supernet"]).setting("rounds", to: .null).setting("epochs", to: 2)
        let folder = try await train(Scenario(json.setting("supernet", to: supernet)))
        try FileManager.default.removeItem(atPath: "\(folder)/summary.json")
        #expect(try RunState(of: folder).moment(of: .supernet)?.planned == 12)
    }
}
