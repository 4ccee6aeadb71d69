import Datasets
import Documents
import Foundation
import RunSupport
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

    private func scenario(_ data: String) throws -> Scenario {
        try Scenario(
            JSONValue(
                parsing: """
                    {
                      name: "tiny", data: { filtering: 40, search: 20, padding: 2, flip: true, cutout: 4, \(data) },
                      space: { macro: "quickstart", operations: ['k3e1', 'k3e3', 'id'], width: 0.25 },
                      supernet: {
                        rounds: 3, m: 4, k: 2, batch: 8, scoring_pictures: 16, pool: { size: 6 }, steadiness_rounds: 2,
                      },
                      search: { population: 5, generations: 2 }, retrain: { epochs: 1, batch: 16 },
                    }
                    """))
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
        // The files of another folder are not those of the run.
        let files = try runs.json("packed/scenario.json")["data"]?["files"]?.elements
        #expect(files?.count == 1 && "\(files?.first ?? .null)".contains("  packed.json"))
    }
}
