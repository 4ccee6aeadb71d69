import Architecture
import Datasets
import Documents
import RunSupport
import ScenarioKeys
import TestSupport
import Testing
@testable import Runs
@testable import Scenarios

/// What is refused of a scenario's pictures, and what is said of them.
struct ScenarioPicturesTests {
    private let temporary = TemporaryFolder()

    /// Which file is another one than before.
    @Test func changedPicturesAreNamed() async throws {
        let record = [UInt8](repeating: 7, count: 3073)
        let records = (0..<80).flatMap { [UInt8($0 % 2)] + record.dropFirst() }
        try temporary.write("set/data_batch_1.bin", records)
        try temporary.write("set/test_batch.bin", records)
        let text = "data: {set: 'cifar10', path: '\(temporary.path)/set', filtering: 20, search: 20, files: null}"
        func scenario(_ files: JSONValue) throws -> Scenario {
            let json = try JSONValue(parsing: "{\(text), supernet: {batch: 8, scoring_pictures: 16}}")
            let data = try #require(json["data"]).setting("files", to: files)
            return try Scenario(json.setting("data", to: data))
        }
        let whole = try ScenarioPictures(scenario(.null), for: .supernet...(.supernet), workers: 1).files
        #expect(whole.count == 2)
        let names = "the files of cifar10 in \(temporary.path)/set are not those that data.files lists: "
        let end = "; expected the files with which the scenario was run"
        func sentenceWith(_ files: [String]) throws -> String {
            let scenario = try scenario(JSONValue(files))
            return sentence { try ScenarioPictures(scenario, for: .supernet...(.supernet), workers: 1) }
        }
        #expect(try sentenceWith(whole) == "accepted")
        #expect(try sentenceWith(whole + ["00  data_batch_2.bin"]) == names + "data_batch_2.bin is missing" + end)
        #expect(try sentenceWith([whole[0]]) == names + "test_batch.bin is not listed" + end)
        try temporary.write("set/test_batch.bin", records + records)
        #expect(try sentenceWith(whole) == names + "test_batch.bin has changed" + end)
    }

    /// Pictures of one record each, with these labels.
    private func scenario(labels: [UInt8], data: String = "") throws -> Scenario {
        let records = labels.flatMap { [$0] + [UInt8](repeating: $0, count: 3072) }
        try temporary.write("labels/data_batch_1.bin", records)
        try temporary.write("labels/test_batch.bin", records)
        return try Scenario(
            JSONValue(
                parsing: """
                    {
                      data: { set: 'cifar10', path: '\(temporary.path)/labels', filtering: 20, search: 20, \(data) },
                      supernet: { batch: 8, scoring_pictures: 16 },
                    }
                    """))
    }

    private func pictures(_ scenario: Scenario) throws -> ScenarioPictures {
        try ScenarioPictures(scenario, for: .supernet...(.supernet), workers: 1)
    }

    @Test func classesWithoutPicturesAreWarnedOf() throws {
        let some = try pictures(scenario(labels: (0..<80).map { UInt8($0 % 8) }))
        #expect(
            some.warnings == ["2 of the 10 classes of cifar10 have no training pictures: ship, truck"])
        #expect(try pictures(scenario(labels: (0..<80).map { UInt8($0 % 10) })).warnings == [])
    }

    @Test func oneClassIsRefused() throws {
        let scenario = try scenario(labels: [UInt8](repeating: 3, count: 80))
        #expect(
            sentence { try pictures(scenario) }
                == "all 40 training pictures of cifar10 are of the class cat; expected at least two classes")
    }

    /// A set that is sorted by class keeps all its classes.
    @Test func aPartHasAllClasses() throws {
        let sorted = (0..<80).map { UInt8($0 / 8) }
        let some = try pictures(scenario(labels: sorted, data: "training_pictures: 60"))
        #expect(some.warnings == [])
        #expect(some.training.countsPerClass(classes: 10) == [Int](repeating: 6, count: 10))
    }

    @Test func paddingBeyondThePicturesNamesItsKey() throws {
        for key in ["padding", "cutout"] {
            #expect(
                sentence(of: ScenarioError.self) {
                    try scenario(labels: [0, 1], data: "\(key): 33")
                } == "data.\(key) is 33; expected 0 to 32, the side of the pictures in pixels")
        }
    }

    /// Pictures of any shape can be resized to squares.
    @Test func oblongPicturesNeedASide() throws {
        func words(_ words: [UInt8]) -> [UInt8] { words.flatMap { [0, 0, 0, $0] } }
        for (name, count) in [("train", 80), ("t10k", 10)] as [(String, Int)] {
            let pixels = (0..<count * 60).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
            try temporary.write(
                "oblong/\(name)-images-idx3-ubyte", [0, 0, 8, 3] + words([UInt8(count), 6, 10]) + pixels)
            let labels = (0..<count).map { UInt8($0 % 10) }
            try temporary.write("oblong/\(name)-labels-idx1-ubyte", [0, 0, 8, 1] + words([UInt8(count)]) + labels)
        }
        func scenario(_ side: String) throws -> Scenario {
            try Scenario(
                JSONValue(
                    parsing: """
                        {
                          data: { set: 'idx', path: '\(temporary.path)/oblong', filtering: 20, search: 20, \(side) },
                          supernet: { batch: 8, scoring_pictures: 16 },
                        }
                        """))
        }
        #expect(
            sentence { try pictures(scenario("")) }
                == "the pictures of mnist are 6 x 10; expected square ones, or data.side, to which they are resized")
        let resized = try pictures(scenario("side: 16"))
        #expect(resized.side == 16 && resized.space.macro.side == 16 && resized.space.macro.channels == 1)
        // Padding is of the resized pictures.
        #expect(
            sentence { try pictures(scenario("side: 16, padding: 17")) }
                == "data.padding is 17; expected 0 to 16, the side of the pictures in pixels")
    }
}
