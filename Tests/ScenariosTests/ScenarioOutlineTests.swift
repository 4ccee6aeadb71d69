import Architecture
import Foundation
import RunSupport
import ScenarioKeys
import TestSupport
import Testing
@testable import Documents
@testable import RunFiles
@testable import Scenarios

/// Outlines of the user's own, in the scenario and in files.
struct ScenarioOutlineTests {
    private let folder = TemporaryFolder()

    private func scenario(_ space: String) throws -> Scenario {
        try Scenario(JSONValue(parsing: "{space: \(space), supernet: {sampling: 'iid'}}"))
    }

    /// Every kernel and expansion that is documented makes a space, with and without squeezes.
    @Test func outlineIsSearchedLikeAShippedOne() throws {
        let scenario = try scenario(
            "{macro: \(OwnOutline.json), operations: ['k3e1', 'k9e2', 'k11e8', 'k11e8se', 'k5e4se', 'id'], width: 2}")
        let space = scenario.searchSpace
        #expect(space.macro.name == "mine" && space.layers.count == 3 && space.pathCount == "216")
        #expect(space.stem.outputChannels == 16 && space.stem.stride == 2 && space.fixedBlock?.outputChannels == 16)
        #expect(space.layers.map(\.outputChannels) == [32, 32, 48] && space.head.outputChannels == 64)
        #expect(space.layers.map(\.inputSide) == [16, 8, 8])
        // An outline like a shipped one is that one.
        let quickstart = try Scenario([:])
        let same = try Scenario([
            "space": ["macro": try #require(quickstart.spaceJSON["macro"]), "operations": "quickstart"]
        ])
        #expect(same.searchSpace.fingerprint == quickstart.searchSpace.fingerprint)
    }

    /// What follows from the pictures may be left out, and is theirs anyway.
    @Test func picturesDecideSizeAndClasses() throws {
        let short = "{stem_channels: 8, stages: [{channels: 16, layers: 2}], head_channels: 32}"
        let space = try scenario("{macro: \(short), operations: ['k3e3', 'id']}").searchSpace
        #expect(space.macro.name == "own" && space.macro.side == 32 && space.macro.classes == 10)
        #expect(space.stem.stride == 1 && space.fixedBlock == nil && space.layers[0].stride == 1)
        let wrong = short.replacing("{stem", with: "{side: 99, classes: 7, stem")
        #expect(try scenario("{macro: \(wrong), operations: ['k3e3', 'id']}").searchSpace == space)
    }

    @Test func aFileHoldsTheSame() throws {
        try Data(OwnOutline.json.description.utf8).write(to: URL(fileURLWithPath: folder.path("outline.json")))
        try Data("{space: {file: 'outline.json', operations: ['k3e3', 'id']}, supernet: {sampling: 'iid'}}".utf8)
            .write(to: URL(fileURLWithPath: folder.path("scenario.json")))
        let scenario = try ScenarioFile.read(folder.path("scenario.json"))
        #expect(scenario.space.file == folder.path("outline.json"))
        #expect(
            try self.scenario("{macro: \(OwnOutline.json), operations: ['k3e3', 'id']}").searchSpace
                == scenario.searchSpace)
        // What a run keeps holds the outline itself, wherever the file goes.
        let kept = scenario.resolved(files: [], latency: nil)
        try FileManager.default.removeItem(atPath: folder.path("outline.json"))
        #expect(try Scenario(kept).searchSpace == scenario.searchSpace)
        #expect(
            sentence(of: ScenarioError.self) { try ScenarioFile.read(folder.path("scenario.json")) }
                == "space.file: there is no file \(folder.path("outline.json")); expected an outline with stem, stages and head, as "
                + "space.macro takes it")
        #expect(try ScenarioSpace.searchSpace(named: "\(OwnOutline.file):quickstart").macro.name == "mine")
    }

    @Test(arguments: [
        ("'macro': {}", "the scenario has no space.macro.stem_channels; expected a whole number"),
        (
            "macro: {stem_channels: 8, stages: [], head_chanels: 8}",
            "the scenario: space.macro.head_chanels is no key here; the nearest one is head_channels"
        ),
        (
            "macro: {stem_channels: 8, stages: [{channels: 8, layer: 2}], head_channels: 8}",
            "the scenario: space.macro.stages[1].layer is no key here; the nearest one is layers"
        ),
        (
            "macro: {stem_channels: 8, stages: [{channels: 8, layers: 2.5}], head_channels: 8}",
            "the scenario: space.macro.stages[1].layers is 2.5; expected a whole number"
        ),
        (
            "macro: {name: 'a, b', stem_channels: 8, stages: [], head_channels: 8}",
            "the scenario: space.macro.name is \"a, b\"; expected at most 100 letters, digits, \"-\", \"_\" and \".\""
        ),
        (
            "macro: {stem_channels: 8, stages: [], head_channels: 8}, operations: ['id']",
            "space: the number of stages of the macro own is 0; expected a whole number from 1 to 256"
        ),
        (
            "macro: {stem_channels: 8, stem_stride: 0, stages: [{channels: 8, layers: 2}], head_channels: 8}",
            "space: the stem stride of the macro own is 0; expected a whole number from 1 to 8"
        ),
        (
            "macro: 'quikstart'",
            "space.macro is \"quikstart\"; expected one of \"imagenet\", \"cifar\", \"nas-bench-macro\", \"quickstart\", or an "
                + "object with stem_channels, stem_stride, fixed_channels, stages (a list of channels, layers and stride) and "
                + "head_channels, as architecture.json has it"
        ),
    ]) func mistakesAreNamed(space: String, sentence expected: String) {
        #expect(sentence(of: ScenarioError.self) { try scenario("{\(space)}") } == expected)
    }

    @Test func twoOutlinesAreOneTooMany() {
        let space = "{file: '\(OwnOutline.file)', macro: 'cifar'}"
        #expect(
            sentence(of: ScenarioError.self) { try scenario(space) }
                == "space.macro and space.file, \(OwnOutline.file), are different outlines; expected one of the two")
    }
}

extension Scenario {
    /// The space as `architecture.json` has it.
    fileprivate var spaceJSON: JSONValue { searchSpace.json }
}
