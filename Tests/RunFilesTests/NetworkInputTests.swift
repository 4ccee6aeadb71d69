import Datasets
import Foundation
import Scenarios
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunSupport

struct NetworkInputTests {
    private let input = NetworkInput(
        channels: 2, side: 5, classNames: ["a", "é"],
        supernet: Normalization(mean: [0.1, 0.3333333], deviation: [0.25, 1e-3]),
        network: Normalization(mean: [0.2, 0], deviation: [0.5, 1]))

    private func read(_ json: JSONValue) throws(Refusal) -> NetworkInput {
        try NetworkInput(JSONSection(file: "x", object: json))
    }

    @Test func whatIsWrittenIsReadToTheSameBits() throws {
        let text = input.json.text(indented: true)
        #expect(try read(JSONValue(parsing: text)) == input)
        #expect(input.json["format"] == 2)
        let alone = NetworkInput(channels: 1, side: 28, classNames: ["0"], supernet: nil, network: nil)
        #expect(try read(alone.json) == alone)
    }

    @Test func whatNoRunWritesIsRefused() throws {
        func sentence(_ key: String, _ value: JSONValue) -> String {
            RunSupport.sentence { try read(input.json.setting(key, to: value)) }
        }
        #expect(sentence("channels", 0) == "x: channels is 0; expected at least 1")
        #expect(sentence("side", "a") == "x: side is \"a\"; expected a whole number")
        #expect(sentence("class_names", []) == "x: class_names is []; expected a name for each class")
        #expect(sentence("normalization", nil) == "x: normalization is null; expected an object")
        func figures(_ mean: JSONValue, _ deviation: JSONValue) -> JSONValue {
            ["supernet": ["mean": mean, "deviation": deviation]]
        }
        #expect(
            sentence("normalization", figures([0.5], [1, 1]))
                == "x: normalization.supernet.mean is [0.5]; expected 2 numbers, one for each channel")
        #expect(
            sentence("normalization", figures([1e300, 0], [1, 1]))
                == "x: normalization.supernet.mean is [1e+300, 0]; expected 2 numbers, one for each channel")
        #expect(
            sentence("normalization", figures([0, 0], [1, 0]))
                == "x: normalization.supernet.deviation is [1, 0]; expected 2 numbers above 0, one for each channel")
    }

    /// Whatever is trained says what it takes, from the beginning on.
    @Test func everyFolderSaysWhatItsNetworksTake() async throws {
        let runs = TinyRuns()
        _ = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        let supernet = try NetworkInput(of: runs.path("a"))
        #expect(supernet.side == 32 && supernet.channels == 3 && supernet.classNames.count == 10)
        #expect(supernet.supernet != nil && supernet.network == nil)
        try FileManager.default.removeItem(atPath: runs.path("a/pictures.json"))
        #expect(
            sentence { try NetworkInput(of: runs.path("a")) }
                == "there is no file \(runs.path("a"))/pictures.json; expected what the networks of a run take, as this build "
                + "writes it")
    }
}
