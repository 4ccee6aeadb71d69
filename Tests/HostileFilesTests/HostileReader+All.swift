import Architecture
import Datasets
import Foundation
import TestSupport
@testable import Documents
@testable import Measurements
@testable import Planning
@testable import NetworkFiles
@testable import RunFiles
@testable import RunReports
@testable import Runs
@testable import Scenarios
@testable import Rankings
@testable import Studies

extension HostileReader {
    /// All readers of files and texts.
    ///
    /// - Parameter run: The files of a finished run.
    static func all(_ run: FinishedRun) throws -> [HostileReader] {
        let space = run.space
        return [
            HostileReader(
                name: "scenario", files: [File("scenario.json", bytes: try FinishedRun.scenarios(), isText: true)],
                slowness: 2
            ) { folder in
                // What is accepted must not trap where it is worked out either.
                _ = Plan(try ScenarioFile.read("\(folder)/scenario.json"), workers: 1024).json
            },
            HostileReader(
                name: "sweep",
                files: [
                    File(
                        "sweep.json",
                        "{supernet: {m: 10}, sweep: {'supernet.m,supernet.k': [[5, 2], [10, 5]], seed: [1, 2]}}",
                        "{sweep: {'space.operations': [['k3e3', 'id'], ['k3e1', 'id']], 'data.path': ['a/b', 'C d']}}",
                        "{sweep: {'supernet.epsilon.schedule': ['linear'], 'supernet.pool.size': [1e2, 50]}}")
                ], slowness: 20
            ) { folder in
                let sweep = try ScenarioFile.readSweep("\(folder)/sweep.json", allowsMany: true)
                guard Set(sweep.combinations.map(\.name)).count == sweep.combinations.count else { throw NotTheSame() }
            },
            HostileReader(
                name: "settings", files: [File("setting", "supernet.m=20", "space.operations=['k3e3', 'id']")]
            ) {
                let words = try text("\($0)/setting")
                _ = Plan(try ScenarioFile.read("\($0)/../scenario.json", settings: [words]), workers: 2).json
            },
            HostileReader(name: "json", files: [File("x.json", bytes: run.documents, isText: true)]) { folder in
                let value = try JSONValue(parsing: Array(text("\(folder)/x.json").utf8))
                guard try JSONValue(parsing: value.description) == value else { throw NotTheSame() }
            },
            HostileReader(
                name: "cifar ten", files: cifar(labels: 1, "data_batch_1.bin", "test_batch.bin", "batches.meta.txt", 10)
            ) {
                try readAll(CIFARBinary(.ten, folder: $0))
            },
            HostileReader(
                name: "cifar hundred", files: cifar(labels: 2, "train.bin", "test.bin", "fine_label_names.txt", 100)
            ) {
                try readAll(CIFARBinary(.hundred, folder: $0))
            },
            HostileReader(name: "idx", files: idx.map { File($0.0, bytes: [$0.1]) }) {
                try readAll(IDXFolder(folder: $0))
            },
            HostileReader(
                name: "idx gz", files: try idx.map { File($0.0 + ".gz", bytes: [try Gzip.compressed($0.1)]) },
                slowness: 100
            ) { try readAll(IDXFolder(folder: $0)) },
            HostileReader(name: "architecture", files: [run.file("architecture.json")], slowness: 2) {
                _ = try FoundArchitecture(file: "\($0)/architecture.json")
            },
            HostileReader(name: "pool", files: [run.file("pool.json")]) {
                _ = try PoolFile.paths(of: "\($0)/pool.json", space: space)
            },
            HostileReader(
                name: "compare",
                files: ["scenario.json", "summary.json", "environment.json", "front.json", "architecture.json"].map(
                    run.file), slowness: 2
            ) { folder in
                let comparison = try Comparison([folder])
                _ = (comparison.text, comparison.json)
            },
            HostileReader(
                name: "compare retrained",
                files: [
                    run.file("scenario.json"), File("summary.json", run.retrainedSummary), run.file("environment.json"),
                    run.file("architecture.json"),
                ], slowness: 2
            ) { _ = try Comparison([$0]).markdown },
            HostileReader(
                name: "summary",
                files: [
                    File(
                        "summary.json", bytes: run.file("summary.json").variants + [Array(run.agedSummary.utf8)],
                        isText: true)
                ]
            ) { folder in
                guard let summary = try RunFiles.FinishedRun.summary(of: folder) else { throw NotTheSame() }
                guard try RunSummary(JSONSection(file: "summary.json", object: summary.json)) == summary else {
                    throw NotTheSame()
                }
            },
            HostileReader(name: "matched cost", files: [run.file("summary.json")]) {
                let cost = try MatchedCost(of: $0)
                _ = cost.correctedImages(ratio: cost.measuredRatio ?? 1)
            },
            HostileReader(
                name: "latency table", files: [File("table.json", run.latencyTable)], seal: FinishedRun.sealed
            ) {
                _ = try LatencyTable(file: "\($0)/table.json", space: space, threads: 1)
            },
            HostileReader(name: "published accuracies", files: [File("table.json", FinishedRun.published)]) {
                _ = BenchmarkNetworks(
                    try PublishedAccuracies(file: "\($0)/table.json", space: FinishedRun.publishedSpace))
            },
            HostileReader(name: "benchmark scores", files: [File("benchmark.csv", FinishedRun.scores)]) {
                let space = FinishedRun.publishedSpace
                let file = "\($0)/benchmark.csv"
                let paths = space.allPaths
                guard let found = BenchmarkScores.read(file, head: FinishedRun.scoresHead, paths: paths) else {
                    throw Refusal("the scores are not those of the head")
                }
                guard found.losses.allSatisfy(\.isFinite), found.accuracies.count == paths.count else {
                    throw NotTheSame()
                }
            },
            HostileReader(name: "weights", files: [run.file("supernet.weights", isText: false)], slowness: 5) {
                _ = try WeightsFile.read("\($0)/supernet.weights", layout: run.layout)
            },
            HostileReader(
                name: "notation",
                files: [
                    File(
                        "notation", "3x224x224 relu c3:32/2 k3e1:16 k5e6se24:24/2 c1:1280 fc:1000",
                        "1x28x28 se:relu/sigmoid hswish c3:16 id k7e3:24/2 id relu6 c1:64 fc:10")
                ]
            ) {
                let network = NetworkFile(name: nil, try Blueprint(notation: text("\($0)/notation")))
                _ = try NetworkDescription(GivenNetwork(network)).text
            },
            HostileReader(
                name: "network",
                files: [
                    File(
                        "network.json", run.network, "{notation: '3x32x32 relu c3:8 fc:10', name: 'n'}",
                        "{blocks: [{kind: 'classifier', input_channels: 3, input_side: 8, output_channels: 2}]}")
                ]
            ) { _ = try NetworkDescription(GivenNetwork("\($0)/network.json")).json },
            HostileReader(
                name: "notations of others",
                files: [
                    File(
                        "path", run.notation(.hunto), run.notation(.mmrazor), run.notation(.nni),
                        run.notation(.choices),
                        "{layer_1: [false, true], layer_2: 0}")
                ]
            ) { folder in
                let file = "\(folder)/path"
                _ = try? GivenNetwork(file)
                _ = try NetworkDescription(GivenNetwork(file, in: space)).text
            },
            HostileReader(
                name: "path", files: [File("path", run.names, run.choices, "22212220", "cifar:7:0.5", "330M", "10ms")]
            ) { folder in
                let words = try text("\(folder)/path")
                _ = try? ScenarioSpace.searchSpace(named: words)
                _ = (UnitScale.count.value(of: words), UnitScale.time.value(of: words), Operation(name: words))
                _ = try NetworkDescription(GivenNetwork(space.path(from: words), of: space)).text
            },
            HostileReader(
                name: "checkpoint", files: [File("checkpoint", bytes: run.checkpoints)], slowness: 10,
                seal: FinishedRun.sealedCheckpoint
            ) { folder in
                let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/checkpoint"))
                _ = try RunProgress(CheckpointFile(data, what: "checkpoint"), path: "checkpoint", phases: run.phases)
            },
            HostileReader(
                name: "report",
                files: [
                    "scenario.json", "environment.json", "metrics.jsonl", "pool.json", "front.json",
                    "architecture.json",
                    "summary.json",
                ].map(run.file), slowness: 50
            ) {
                _ = try RunReport(of: $0).html
                _ = try RunEvents(of: $0)
            },
            HostileReader(name: "bench paths", files: [File("paths.json", run.benchPaths)]) {
                _ = try BenchPaths.read("\($0)/paths.json", for: space)
            },
        ]
    }

    /// A document that was written and read again became another one.
    struct NotTheSame: Error {}

    private static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }

    private static func readAll(_ source: some PictureSource) throws {
        _ = try source.training()
        _ = try source.test()
        _ = try source.files()
    }

    private static func cifar(
        labels: Int, _ training: String, _ test: String, _ names: String, _ classes: Int
    ) -> [File] {
        let record = { (label: UInt8) in
            [UInt8](repeating: label, count: labels) + (0..<3072).map { UInt8(truncatingIfNeeded: $0) }
        }
        return [
            File(training, bytes: [record(1) + record(9), record(0)]), File(test, bytes: [record(3)]),
            File(names, (0..<classes).map { "class \($0)\n" }.joined()),
        ]
    }

    private static let idx: [(String, [UInt8])] = [
        (
            "train-images-idx3-ubyte",
            [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 3] + [UInt8](repeating: 7, count: 18)
        ),
        ("train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 4, 9]),
        ("t10k-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 3] + [UInt8](repeating: 8, count: 9)),
        ("t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 2]),
    ]
}
