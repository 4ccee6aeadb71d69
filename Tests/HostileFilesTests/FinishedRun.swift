import Architecture
import Foundation
import Layout
import NeuralNetwork
import Reproducibility
import RunSupport
import TensorFiles
import TestSupport
@testable import Documents
@testable import Export
@testable import Host
@testable import LatencyTables
@testable import NetworkFiles
@testable import RunFiles
@testable import Runs
@testable import Scenarios

/// The files of a small run that came to its end, and others that are made beside one.
struct FinishedRun: Sendable {
    /// Made once for all readers.
    static let shared = Task { try await FinishedRun() }

    let space: SearchSpace
    let layout: SupernetLayout
    let phases: RunPhases
    /// The checkpoints that the run has left.
    let checkpoints: [[UInt8]]
    private let files: [String: [UInt8]]

    private init() async throws {
        let temporary = TemporaryFolder()
        let folder = temporary.path("run")
        let scenario = try Scenario(
            JSONValue(
                parsing: """
                    {
                      name: "small", data: { generated: { training: 100, test: 10 }, filtering: 20, search: 20 },
                      space: { macro: "quickstart", operations: ["k3e1", "k3e3", "id"], width: 0.1 },
                      supernet: {
                        rounds: 2, m: 4, k: 2, batch: 8, scoring_pictures: 16, pool: { size: 4 }, steadiness_rounds: 2,
                      },
                      search: { method: "nsga2", population: 4, generations: 2 },
                      retrain: { epochs: 1, learning_rate: { warmup_epochs: 0 } }, checkpoint: { rounds: 1 },
                    }
                    """))
        let run = try Run(scenario, output: folder, workers: 2, audience: .none)
        _ = try await run.execute()
        var files: [String: [UInt8]] = [:]
        for name in [
            "scenario.json", "environment.json", "summary.json", "front.json", "pool.json", "architecture.json",
            "supernet.weights", "metrics.jsonl", "network.weights", "pictures.json",
        ] {
            files[name] = Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
        }
        // With its checksum, no changed summary would be read any further.
        if let summary = files["summary.json"].flatMap({ try? JSONValue(parsing: $0) }) {
            files["summary.json"] = Array(summary.setting("checksum", to: nil).text(indented: true).utf8)
        }
        self.files = files
        let kept = CheckpointFolder(of: folder)
        checkpoints = try kept.numbers.map { Array(try Data(contentsOf: URL(fileURLWithPath: kept.file($0)))) }
        phases = try RunPhases(of: scenario, until: .retrain, workers: 1)
        space = scenario.searchSpace
        layout = SupernetLayout(space)
    }

    /// A file of the run's folder.
    func file(_ name: String, isText: Bool) -> HostileReader.File {
        HostileReader.File(name, bytes: [files[name] ?? []], isText: isText)
    }

    /// A text of the run's folder.
    func file(_ name: String) -> HostileReader.File { file(name, isText: true) }

    /// All JSON documents of the folder.
    var documents: [[UInt8]] { files.keys.sorted().filter { $0.hasSuffix(".json") }.compactMap { files[$0] } }

    /// The summary as of a retraining of its own, which trained no supernet.
    var retrainedSummary: String {
        guard let bytes = files["summary.json"], case .object(let members)? = try? JSONValue(parsing: bytes) else {
            return ""
        }
        return JSONValue.object(members.filter { !["supernet", "search", "pool"].contains($0.key) }).description
    }

    /// The summary as the first format had it.
    var agedSummary: String {
        func renamed(_ object: JSONValue?, _ names: [String: String]) -> JSONValue {
            guard case .object(let members)? = object else { return .object([]) }
            return .object(members.filter { $0.key != "format" }.map { .init(names[$0.key] ?? $0.key, $0.value) })
        }
        let summary = renamed(files["summary.json"].flatMap { try? JSONValue(parsing: $0) }, [:])
        return summary.setting("retrain", to: renamed(summary["retrain"], ["params": "parameters"]))
            .setting("pool", to: renamed(summary["pool"], ["best_names": "best_path"])).description
    }

    private var path: Path { Path(choices: space.layers.map { $0.choices[$0.choices.count - 1] }) }

    /// A path by names.
    var names: String { space.names(of: path) }
    /// A path by numbers.
    var choices: String { path.description }

    /// A path in the notation of somebody else.
    func notation(_ notation: PathNotation) -> String { notation.text(of: path, in: space) }
    /// A file of a network.
    var network: String { NetworkFile(name: "small", space.blueprint(of: path)).json.text(indented: true) }

    /// A file of paths for `bench`.
    var benchPaths: String {
        """
        {"choices": ["k3e1", "k3e3", "id"], "paths": [[\(choices)], [\(choices)]],
         "plans": {"\(space.macro.name)-\(space.width)": {"macs": [\(space.blueprint(of: path).macs), \
        \(space.blueprint(of: path).macs)]}}}
        """
    }

    /// A latency table for this machine.
    var latencyTable: String {
        LatencyTable(
            space: space,
            conditions: LatencyConditions(processor: Processor.model, threads: 1, batch: 1, isPinned: true),
            fixed: MeasuredTime(seconds: 1e-3, spread: 1e-5),
            layers: space.layers.map { $0.choices.map { _ in MeasuredTime(seconds: 1e-4, spread: 1e-6) } }
        ).json(check: nil).text(indented: true)
    }

    /// A space of 4 paths, of which accuracies are published.
    static let publishedSpace: SearchSpace = {
        let macro = Macro(
            name: "tiny", side: 8, channels: 3, classes: 4, stemChannels: 8, stemStride: 1, fixedChannels: nil,
            stages: [.init(channels: 16, layers: 2, stride: 2)], headChannels: 16)
        let operations: [Architecture.Operation] = [
            .identity, .invertedBottleneck(kernel: 3, expansion: 3, squeezeExcitation: false),
        ]
        guard let space = try? SearchSpace(macro: macro, operations: operations) else {
            preconditionFailure("the tiny space does not exist")
        }
        return space
    }()

    /// Published accuracies of its networks.
    static let published = """
        {"00": {"test_acc": [80, 81.5], "mean_acc": 80.75}, "01": {"test_acc": [90, 91], "mean_acc": 90.5},
         "10": {"test_acc": [92, 91], "mean_acc": 91.5}, "11": {"test_acc": [93, 94], "mean_acc": 93.5, "std": 0.5}}
        """

    /// A file of tensors of every kind of shape.
    static let tensors: [UInt8] = {
        let shapes = [
            ("a.weight", [3, 3, 2, 4]), ("b.weight", [3, 3, 2]), ("c.weight", [2, 3]), ("a.gamma", [4]), ("d", []),
        ]
        let tensors = shapes.map { name, shape in
            Tensor(name: name, shape: shape, floats: (0..<shape.reduce(1, *)).map { Float($0) })
        }
        return Array(TensorFile(tensors, metadata: [("format", "pt")]).data)
    }()

    /// A model of ONNX with every kind of field.
    static let model = ONNXModel(
        name: "model",
        nodes: [
            ONNXModel.Node(
                type: "Conv", inputs: ["input", "a"], output: "b",
                attributes: ["group": .integer(1), "pads": .integers([1, 1]), "epsilon": .float(0.5)])
        ], constants: [Tensor(name: "a", shape: [1, 2], floats: [1, 2])],
        input: ONNXModel.Port(name: "input", shape: [3, 8, 8]), output: ONNXModel.Port(name: "b", shape: [4]),
        texts: ["mean": "[0.5]"])

    /// Scores of its paths as a run's folder keeps them, and their first line.
    static let scoresHead = "# head"
    static let scores = "# head\npath,loss,accuracy\n0 0,1.5,0.25\n0 1,1.25,0.5\n1 0,1.1,0.5\n1 1,0.9,0.75\n"

    /// A document with the checksum of a latency table, where it is one; every second time, so that wrong ones are tried
    /// too.
    @Sendable static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count % 2 == 0, let json = try? JSONValue(parsing: bytes), case .object = json else { return bytes }
        return Array(json.setting("checksum", to: .string(LatencyTable.checksum(of: json))).description.utf8)
    }

    /// A checkpoint with its digest, every second time.
    @Sendable static func sealedCheckpoint(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count % 2 == 0, bytes.count > 32 else { return bytes }
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0.dropLast(32))) }
        return bytes.dropLast(32) + hash.bytes
    }

    /// The scenarios that come with the engine, and one with every key.
    static func scenarios() throws -> [[UInt8]] {
        let shipped = try ["quickstart", "cifar10", "imagenet", "fair"].map { name in
            Array(try Data(contentsOf: URL(fileURLWithPath: ShippedScenarios.path(name))))
        }
        return shipped + [Array(try Scenario([:]).resolved.text(indented: true).utf8)]
    }
}
