import Architecture
import Foundation
import TestSupport
import Testing
@testable import Documents
@testable import Measurements

struct BenchPathsTests {
    private static let row = "[5, 5, 6, 6, 1, 2, 5, 5, 0, 6, 2, 4, 1, 0, 3, 3, 0, 0, 1, 2, 3]"

    private func space(_ macro: Macro = .cifar, width: Double = 1) throws -> SearchSpace {
        try BenchPlan(mode: .train, macro: macro, width: width).space
    }

    private func read(_ text: String, for space: SearchSpace) throws -> [Architecture.Path] {
        try BenchPaths.paths(of: try JSONValue(parsing: text), file: "f.json", for: space)
    }

    @Test func pathsAreReadInTheirOrderAndOtherKeysPassedOver() throws {
        let other = "[4, 3, 3, 1, 1, 2, 5, 5, 2, 2, 3, 0, 5, 4, 6, 6, 3, 3, 0, 1, 4]"
        let paths = try read("{\"seed\": 20, \"paths\": [\(other), \(Self.row)]}", for: try space())
        #expect(paths.map { "[\($0.description.replacing(",", with: ", "))]" } == [other, Self.row])
    }

    /// Counted by an implementation of its own in another language.
    @Test(arguments: [
        (Macro.cifar, 1.0, 120_677_888), (.cifar, 0.5, 39_385_600), (.imagenet, 1.0, 400_922_432),
    ])
    func macsThatAnotherCounterFoundAreThoseCountedHere(macro: Macro, width: Double, macs: Int) throws {
        let space = try space(macro, width: width)
        let text = { (count: Int) in
            "{\"paths\": [\(Self.row)], \"plans\": {\"\(macro.name)-\(width)\": {\"macs\": [\(count)]}}}"
        }
        #expect(try read(text(macs), for: space).count == 1)
        #expect(
            throws: Refusal(
                "f.json: macs of \(macro.name)-\(width): \(macs + 1) for path 1; expected \(macs), as counted here")
        ) { try read(text(macs + 1), for: space) }
    }

    @Test(arguments: [
        ("3", "f.json is a number; expected an object with the key paths"),
        ("[[0]]", "f.json is a list; expected an object with the key paths"),
        ("{}", "paths is missing; expected a list of paths"),
        ("{\"paths\": []}", "paths is an empty list; expected a list of paths"),
        ("{\"paths\": {}}", "paths is an object; expected a list of paths"),
        ("{\"paths\": [ROW, 1]}", "path 2 is not a list of whole numbers"),
        ("{\"paths\": [[0.5]]}", "path 1 is not a list of whole numbers"),
        ("{\"paths\": [[\"k3e3\"]]}", "path 1 is not a list of whole numbers"),
        ("{\"paths\": [ROW, [0, 0]]}", "path 2: the path has 2 choices; expected 21"),
        (
            "{\"paths\": [[7, 5, 6, 6, 1, 2, 5, 5, 0, 6, 2, 4, 1, 0, 3, 3, 0, 0, 1, 2, 3]]}",
            "expected a number from 0 to 6"
        ),
        (
            "{\"paths\": [[-1, 5, 6, 6, 1, 2, 5, 5, 0, 6, 2, 4, 1, 0, 3, 3, 0, 0, 1, 2, 3]]}",
            "expected a number from 0 to 6"
        ),
        // The first layer changes the number of channels, the fifth the side: neither offers the identity.
        (
            "{\"paths\": [[6, 5, 6, 6, 1, 2, 5, 5, 0, 6, 2, 4, 1, 0, 3, 3, 0, 0, 1, 2, 3]]}",
            "choice id for layer 1, which"
        ),
        (
            "{\"paths\": [[0, 5, 6, 6, 6, 2, 5, 5, 0, 6, 2, 4, 1, 0, 3, 3, 0, 0, 1, 2, 3]]}",
            "choice id for layer 5, which"
        ),
        ("{\"paths\": [ROW], \"choices\": [\"k3e3\"]}", "choices is [\"k3e3\"]; expected k3e3, k5e3, k7e3"),
        ("{\"paths\": [ROW], \"choices\": 1}", "choices is 1; expected k3e3"),
        ("{\"paths\": [ROW], \"plans\": {\"cifar-1.0\": {\"macs\": []}}}", "are not 1 whole numbers"),
        ("{\"paths\": [ROW], \"plans\": {\"cifar-1.0\": {\"macs\": [\"a\"]}}}", "are not 1 whole numbers"),
    ])
    func documentsThatHoldNoPathsAreExplained(text: String, sentence: String) throws {
        let space = try space()
        let refusal = try #require(
            throws: Refusal.self, performing: { try read(text.replacing("ROW", with: Self.row), for: space) })
        #expect(refusal.description.contains(sentence), "\(refusal)")
        #expect(refusal.description.hasPrefix("f.json"))
    }

    @Test func operationsInTheSpacesOrderAreAccepted() throws {
        let names = "[\"k3e3\", \"k5e3\", \"k7e3\", \"k3e6\", \"k5e6\", \"k7e6\", \"identity\"]"
        #expect(try read("{\"paths\": [\(Self.row)], \"choices\": \(names)}", for: try space()).count == 1)
    }

    @Test func filesThatCannotBeReadAreExplained() throws {
        let folder = TemporaryFolder()
        let text = try folder.write("text.json", "{\n\"paths\": [[0,\n")
        let large = try folder.write("large.json", [UInt8](repeating: 0x20, count: 1 << 20 + 1))
        let space = try space()
        for (file, sentence) in [
            (folder.path("none"), "there is no such file"), (folder.path, "cannot be read"),
            (large, "larger than 1 MiB"), (text, "line 3: "), ("/dev/zero", "larger than 1 MiB"),
        ] {
            let refusal = try #require(
                throws: Refusal.self, performing: { try BenchPaths.read(file, for: space) })
            #expect(refusal.description.contains(sentence) && refusal.description.contains(file), "\(refusal)")
        }
        try folder.write("text.json", "{\"paths\": [\(Self.row)]}")
        #expect(try BenchPlan(mode: .score, macro: .cifar, file: text).paths.count == 1)
    }

    @Test func drawnPathsAreOfTheSpaceAndTheSameEveryTime() throws {
        let space = try space()
        let paths = BenchPaths.drawn(20, from: space)
        #expect(paths.allSatisfy { space.contains($0) })
        #expect(paths == BenchPaths.drawn(20, from: space))
        #expect(Set(paths).count == 20)
    }
}
