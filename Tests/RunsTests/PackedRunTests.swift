import Architecture
import Datasets
import Documents
import Foundation
import RunSupport
import ScenarioKeys
import TestSupport
import Testing
@testable import Preparation
@testable import Runs
@testable import Scenarios

/// A folder of picture files, packed by the run, against the same pixels in the same order in CIFAR-10's files.
struct PackedRunTests {
    private let folder = TemporaryFolder()

    /// Pictures sorted by class, since that is the order of folders.
    private struct Sorted: PictureSource {
        let name = "sorted"
        let source: EmbeddedPictures
        var classNames: [String] { source.classNames.indices.map { "class \($0)" } }

        func training() -> Pictures { sorted(source.training()) }
        func test() -> Pictures { sorted(source.test()) }
        func files() -> [SourceFile] { [] }

        private func sorted(_ pictures: Pictures) -> Pictures {
            pictures.subset(pictures.labels.indices.sorted { (pictures.labels[$0], $0) < (pictures.labels[$1], $1) })
        }
    }

    private func write(_ pictures: Pictures, _ part: String) throws {
        for index in 0..<pictures.count {
            let pixels = Array(pictures.subset([index]).pixels)
            try folder.write(
                "files/\(part)/class \(pictures.labels[index])/\(1_000 + index).ppm",
                Array("P6 32 32 255\n".utf8) + pixels)
        }
    }

    private func scenario(_ data: String, search: String = "") throws -> Scenario {
        try Scenario(
            JSONValue(
                parsing: """
                    {
                      name: "tiny", data: { filtering: 40, search: 20, padding: 2, flip: true, cutout: 4, \(data) },
                      space: { macro: "quickstart", operations: ['k3e1', 'k3e3', 'id'], width: 0.25 },
                      supernet: {
                        rounds: 3, m: 4, k: 2, batch: 8, scoring_pictures: 16, pool: { size: 6 }, steadiness_rounds: 2,
                      },
                      search: { method: "nsga2", population: 5, generations: 2, \(search) }, retrain: { epochs: 1, batch: 16 },
                    }
                    """))
    }

    private struct Packing: Error {}

    /// Whatever can be refused is refused before the pictures are packed, which may take hours; whoever packs them is told.
    @Test func refusedRunsPackNothing() throws {
        for (part, count) in [("train", 40), ("test", 2)] {
            for name in ["a", "b"] {
                for index in 0..<count {
                    let pixels = [UInt8](repeating: UInt8(index), count: 8 * 8 * 3)
                    try folder.write("files/\(part)/\(name)/\(index).ppm", Array("P6 8 8 255\n".utf8) + pixels)
                }
            }
        }
        let path = folder.path("files")
        func fits(_ more: String = "", search: String = "") throws -> Scenario {
            try scenario("set: 'folder', path: '\(path)', packed_side: 16\(more)", search: search)
        }
        func prepare(_ scenario: Scenario, _ output: String) throws {
            _ = try FolderPack.$packing.withValue(FolderPack.Packing { _ in throw Packing() }) {
                try Run(scenario, output: folder.path(output), until: .retrain, workers: 1)
            }
        }
        try folder.write("full/notes.txt", "x")
        #expect(
            sentence { try prepare(fits(), "full") }
                == "the output folder \(folder.path("full")) is not empty; expected a new or empty folder (choose one with "
                + "--output)")
        #expect(
            sentence { try prepare(fits(), "full/notes.txt") }
                == "the output folder \(folder.path("full/notes.txt")) cannot be created: it is a file")
        #expect(
            sentence(of: ScenarioError.self) { try prepare(fits(", training_pictures: 81"), "new") }
                == "data.training_pictures is 81; expected at most the 80 training pictures of the set \"folder\"")
        #expect(
            sentence { try prepare(fits(search: "limits: { macs: 1 }"), "new") }.contains("limits"))
        #expect(throws: Packing.self) { try prepare(fits(), "new") }
        #expect(throws: Packing.self) {
            try FolderPack.$packing.withValue(FolderPack.Packing { _ in throw Packing() }) {
                let space = try fits().searchSpace
                let path = try space.path(from: [Int](repeating: 0, count: space.layers.count))
                return try RetrainRun(
                    .other(space.blueprint(of: path)), by: fits(), output: folder.path("new"), workers: 1)
            }
        }
        #expect(try folder.contents() == ["files", "full"])
    }

    @Test func theSamePixelsGiveTheSameRun() async throws {
        let pictures = Sorted(source: try EmbeddedPictures(seed: 3, trainingCount: 200, testCount: 20))
        try CIFARWriter(folder: folder.path("cifar")).write(pictures)
        try write(pictures.training(), "train")
        try write(pictures.test(), "val")
        let runs = TinyRuns()
        func digest(_ name: String, _ set: String, _ folder: String) async throws -> String {
            let scenario = try scenario("set: '\(set)', path: '\(folder)', packed_side: 32")
            return try await runs.run(scenario, to: name, until: .retrain).digest
        }
        let binary = try await digest("binary", "cifar10", folder.path("cifar"))
        #expect(try await digest("folder", "folder", folder.path("files")) == binary)
        #expect(PackedPictures.isPacked(folder.path("files-packed-32")))
        #expect(try await digest("packed", "packed", folder.path("files-packed-32")) == binary)
        // Pictures on the disk that are enlarged are told of, by a run and by what plans it.
        let larger = try scenario("set: 'packed', path: '\(folder.path("files-packed-32"))', side: 48")
        let warning =
            "data.side and data.center_crop take pictures of 54 pixels, and these are packed to 32, so they are enlarged; packed "
            + "to 54 or more they would be sharper"
        #expect(try larger.measured().warnings.contains(warning) && !larger.warnings.contains(warning))
        #expect(
            try ScenarioPictures(larger, for: .supernet...(.retrain), workers: 1).warnings == [warning])
        let smaller = try scenario("set: 'packed', path: '\(folder.path("files-packed-32"))', side: 24")
        #expect(try ScenarioPictures(smaller, for: .supernet...(.retrain), workers: 1).warnings.isEmpty)
        // The files of another folder are not those of the run.
        let files = try runs.json("packed/scenario.json")["data"]?["files"]?.elements
        #expect(files?.count == 1 && "\(files?.first ?? .null)".contains("  packed.json"))
    }
}
