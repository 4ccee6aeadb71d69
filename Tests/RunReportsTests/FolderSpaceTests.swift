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
}
