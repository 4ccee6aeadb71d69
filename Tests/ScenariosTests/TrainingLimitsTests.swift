import Architecture
import Foundation
import ScenarioKeys
import Search
import Supernet
import Testing
@testable import Documents
@testable import RunSupport
@testable import Scenarios

/// Limits of the training, `supernet.limits`.
struct TrainingLimitsTests {
    /// Own limits of the training are read as those of the search are: units, the nearest key, and where the value came from.
    @Test(arguments: [
        (
            "{macs: 5.5}",
            "supernet.limits.macs is 5.5; expected a count such as 330000000, or with a unit, k, M or G, such as \"330M\", "
                + "or null (no limit)"
        ),
        (
            "{latency: '10M'}",
            "supernet.limits.latency is \"10M\"; expected a time with a unit, us, ms or s, such as \"10ms\", or null (no limit)"
        ),
        ("{mac: '5M'}", "supernet.limits.mac is not a key of a scenario; the nearest one is supernet.limits.macs"),
        ("{x: 1}", "supernet.limits.x is not a key of a scenario; the nearest one is supernet.limits"),
        (
            "'all'",
            "supernet.limits is \"all\"; expected \"search\", null, or an object with macs, params and latency as in search.limits"
        ),
    ])
    func wrongLimitsOfTheTrainingAreNamed(value: String, words: String) {
        let found = RunSupport.sentence(of: ScenarioError.self) {
            var tree = try ScenarioTree(root: [:])
            try tree.apply(setting: "supernet.limits=\(value)")
            return try Scenario(tree, standardName: "scenario", folder: nil)
        }
        #expect(found == "--set supernet.limits=\(value): \(words)")
    }

    /// A pool of 1000 that 80 paths enter in t rounds is steady at once; one that limits make smaller is not.
    @Test func limitsMakeThePoolSmaller() throws {
        let text = "space: {macro: 'nas-bench-macro'}, supernet: {steadiness_rounds: 16}"
        #expect(
            RunSupport.sentence(of: ScenarioError.self) { try Scenario(JSONValue(parsing: "{\(text)}")) }
                == "supernet.steadiness_rounds is 16, in which at most 80 paths enter the pool of 1000; expected more "
                + "than supernet.alpha of it, or it is steady at once"
        )
        let space = try Scenario(["space": ["macro": "nas-bench-macro"]]).searchSpace
        let macs = space.allPaths.map { space.blueprint(of: $0).macs }.sorted()[300] / 1000
        let limited = try Scenario(JSONValue(parsing: "{\(text), search: {limits: {macs: '\(macs)K'}}}"))
        #expect((200...300).contains(limited.poolCapacity))
        #expect(limited.warnings.contains { $0.contains("\(limited.poolCapacity) paths that may be drawn") })
    }

    /// Limits that fewer paths keep than a round draws.
    @Test func limitsThatLeaveTooFewPathsAreRefused() throws {
        let space = try Scenario([:]).searchSpace
        let least = CostTable(of: space).minimum.macs
        let macs: JSONValue = ["macs": .string("\(least / 1000 + 1)K")]
        for (key, scenario) in [
            ("supernet.limits", try Scenario(["supernet": ["limits": macs]])),
            ("search.limits", try Scenario(["search": ["limits": macs]])),
        ] {
            #expect(
                RunSupport.sentence { try scenario.trainedDomain(of: space) }
                    == "\(key): 1 network of the space is within the limits, and a round draws 10 "
                    + "different ones; expected wider limits, supernet.limits null, a smaller supernet.m, or "
                    + "supernet.sampling \"iid\"")
            #expect(scenario.poolCapacity == 1)
        }
    }
}
