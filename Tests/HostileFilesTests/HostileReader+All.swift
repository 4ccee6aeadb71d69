import Architecture
import Datasets
import Foundation
import TensorFiles
import TestSupport
@testable import Documents
@testable import Export
@testable import LatencyTables
@testable import Measurements
@testable import NetworkFiles
@testable import Planning
@testable import Preparation
@testable import Rankings
@testable import RunFiles
@testable import RunReports
@testable import Runs
@testable import Scenarios
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
            HostileReader(name: "cifar python", files: python, slowness: 2) {
                try readAll(CIFARPython(.ten, folder: $0))
            },
            HostileReader(name: "npy", files: npy) { try readAll(NPYFolder(folder: $0)) },
            HostileReader(name: "packed", files: try packed(), slowness: 2, seal: sealedHead) { folder in
                let source = try PackedPictures(folder: folder)
                try readAll(source)
                // What was accepted can be looked at to its last byte.
                _ = try source.training().pixels.last
                try source.check()
            },
            HostileReader(name: "picture folder", files: pictureFolder, slowness: 10) { folder in
                let output = TemporaryFolder()
                try Packer(
                    PictureTree(folder), settings: PackSettings(side: 8), output: output.path("packed"),
                    decoders: PictureDecoders(path: ""), workers: 1
                ).pack()
            },
            HostileReader(name: "packing journal", files: [try journal()], slowness: 10) { folder in
                let output = TemporaryFolder()
                try fill(output)
                try output.write("packed/packing.jsonl", text("\(folder)/packing.jsonl"))
                _ = try packer(output).pack()
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
            HostileReader(name: "tensors", files: [File("x", bytes: [FinishedRun.tensors])]) { folder in
                let file = try TensorFile(Data(contentsOf: URL(fileURLWithPath: "\(folder)/x")), file: "x")
                guard try TensorFile(file.data, file: "x").tensors == file.tensors else { throw NotTheSame() }
                guard
                    try TorchTensors.restored(TensorFile(TorchTensors.tensors(of: file), metadata: []), like: file)
                        .tensors
                        == file.tensors
                else { throw NotTheSame() }
            },
            HostileReader(name: "network weights", files: [run.file("network.weights", isText: false)], slowness: 5) {
                let file = try TensorFile(of: "\($0)/network.weights", atMost: 1 << 20, what: "weights")
                _ = TorchTensors.tensors(of: try ExportedNetwork.weights(of: file).source)
            },
            HostileReader(name: "pictures", files: [run.file("pictures.json")]) { folder in
                let input = try NetworkInput(of: folder)
                guard try NetworkInput(JSONSection(file: "x", object: input.json)) == input else { throw NotTheSame() }
            },
            HostileReader(name: "onnx", files: [File("x", bytes: [Array(FinishedRun.model.data)])]) { folder in
                let model = try ONNXModel(Data(contentsOf: URL(fileURLWithPath: "\(folder)/x")))
                guard try ONNXModel(model.data).data == model.data else { throw NotTheSame() }
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
            HostileReader(name: "report of a run that broke off", files: unfinished(run), slowness: 50) {
                _ = try RunReport(of: $0).html
            },
            HostileReader(name: "watch", files: unfinished(run), slowness: 50) {
                let state = try RunState(of: $0)
                _ = (state.lines(at: Date()), state.line, state.json(at: Date()))
            },
            HostileReader(name: "bench paths", files: [File("paths.json", run.benchPaths)]) {
                _ = try BenchPaths.read("\($0)/paths.json", for: space)
            },
        ]
    }

    /// A document that was written and read again became another one.
    struct NotTheSame: Error {}

    /// The folder of a run before its end.
    private static func unfinished(_ run: FinishedRun) -> [File] {
        ["scenario.json", "environment.json", "metrics.jsonl", "pool.json"].map(run.file) + [
            File("failure.json", #"{"format": 2, "reason": "loss is nan"}"#)
        ]
    }

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

    private static let grey: [UInt8] = Array("P5 8 8 255\n".utf8) + (0..<64).map { UInt8($0) }

    /// A folder of packed pictures: four to train on and two test pictures.
    private static func packed() throws -> [File] {
        let folder = TemporaryFolder()
        for name in ["a", "b"] {
            for file in ["train/\(name)/1.pgm", "train/\(name)/2.pgm", "test/\(name)/1.pgm"] {
                try folder.write("pictures/\(file)", grey)
            }
        }
        try Packer(
            PictureTree(folder.path("pictures")), settings: PackSettings(side: 8), output: folder.path("packed")
        ).pack()
        return try folder.contents(of: "packed").sorted { first, _ in first == "packed.json" }.map {
            File($0, bytes: [try folder.bytes("packed/\($0)")], isText: $0 == "packed.json" || $0.hasSuffix(".names"))
        }
    }

    /// A head with the checksum that fits it, every second time.
    @Sendable private static func sealedHead(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count % 2 == 0, let json = try? JSONValue(parsing: bytes), case .object = json else { return bytes }
        return Array(json.withChecksum.description.utf8)
    }

    private static let pictureFolder: [File] = {
        let colours = Array("P6 9 8 255\n".utf8) + [UInt8](repeating: 5, count: 216)
        let bits = Array("P4 8 8\n".utf8) + [UInt8](repeating: 0x5A, count: 8)
        return ["train/a/1.pgm", "train/b/1.ppm", "test/a/1.pbm"].map {
            File($0, bytes: [grey, colours, bits], isText: true)
        }
    }()

    private static func fill(_ folder: TemporaryFolder) throws {
        for file in ["train/a/1.pgm", "train/b/1.pgm", "train/b/2.pgm", "test/a/1.pgm"] {
            try folder.write("pictures/\(file)", grey)
        }
        try folder.write("pictures/train/a/0.pgm", "broken")
    }

    private static func packer(_ folder: TemporaryFolder) throws -> Packer {
        try Packer(
            PictureTree(folder.path("pictures")), settings: PackSettings(side: 8, channels: 1),
            output: folder.path("packed"), decoders: PictureDecoders(path: ""), workers: 1)
    }

    /// The journal of a packing that has written the training part.
    private static func journal() throws -> File {
        struct Stop: Error {}
        let folder = TemporaryFolder()
        try fill(folder)
        do {
            try packer(folder).pack { moment in if moment.done > 4 { throw Stop() } }
        } catch is Stop {}
        return File("packing.jsonl", bytes: [try folder.bytes("packed/packing.jsonl")], isText: true)
    }

    /// Two training pictures and a test picture, pickled.
    private static let python: [File] = {
        func batch(_ labels: [Int]) -> [UInt8] {
            let pixels = (0..<labels.count * 3072).map { UInt8(truncatingIfNeeded: $0) }
            return PickleWriter.file([
                ("labels", PickleWriter.list(labels.map(PickleWriter.number))),
                ("data", PickleWriter.array(rows: labels.count, columns: 3072, pixels)),
            ])
        }
        let names = PickleWriter.list((0..<10).map { PickleWriter.text("class \($0)") })
        return [
            File("data_batch_1", bytes: [batch([1, 9])]), File("test_batch", bytes: [batch([3])]),
            File("batches.meta", bytes: [PickleWriter.file([("label_names", names)])]),
        ]
    }()

    private static let npy: [File] = {
        let bytes = (0..<24).map { UInt8($0) }
        let floats: [UInt8] = (0..<12).flatMap { _ in [0, 0, 0x80, 0x3E] as [UInt8] }
        return [
            File(
                "train_images.npy",
                bytes: [
                    NPYWriter.array("|u1", [2, 2, 2, 3], bytes),
                    NPYWriter.array("|u1", [2, 3, 2, 2], bytes, version: 2),
                ]),
            File("train_labels.npy", bytes: [NPYWriter.array("<i8", [2], [1] + [UInt8](repeating: 0, count: 15))]),
            File(
                "test_images.npy",
                bytes: [
                    NPYWriter.array("|u1", [1, 2, 2, 3], Array(bytes.prefix(12))),
                    NPYWriter.array("<f4", [1, 2, 2, 3], floats),
                ]),
            File("test_labels.npy", bytes: [NPYWriter.array("|u1", [1, 1], [1])]),
        ]
    }()

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
