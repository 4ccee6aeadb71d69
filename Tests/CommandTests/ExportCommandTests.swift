import Documents
import Exchange
import Foundation
import Runs
import Scenarios
import TestSupport
import Testing
@testable import CommandLineTool
@testable import RunFiles
@testable import RunSupport

struct ExportCommandTests {
    private let runs = TinyRuns()

    private func export(_ words: String...) async throws -> String {
        guard case .run(let command, let arguments) = try CommandTable.request(["export"] + words) else { return "" }
        return try await command.run(arguments)
    }

    /// A run with a retrained network, averages and all.
    private func finishedRun() async throws {
        let json = try runs.scenario().resolved
        let retrain = try #require(json["retrain"]).setting("epochs", to: 1).setting("batch", to: 16)
            .setting("ema_decay", to: 0.5)
        _ = try await runs.run(.init(json.setting("retrain", to: retrain)), to: "a", until: .retrain)
    }

    @Test func everyFormIsWritten() async throws {
        try await finishedRun()
        let text = try await export(
            runs.path("a"), "--onnx", runs.path("net.onnx"), "--fold", "--normalize", "--pytorch", runs.path("net.py"),
            "--safetensors", runs.path("own.safetensors"), "--sample", runs.path("sample"))
        let names = ["net.onnx", "own.safetensors", "net.safetensors", "net.py", "sample"]
        #expect(
            text.split(separator: "\n").map { $0.prefix { $0 != ":" } } == names.map { runs.path($0)[...] })
        #expect(try runs.bytes("net.safetensors") == runs.bytes("own.safetensors"))
        let file = try TensorFile(runs.bytes("net.safetensors"), file: "x")
        // The averages were tested, so they are exported, and nothing else.
        let source = try TensorFile(runs.bytes("a/network.weights"), file: "x")
        let average = try #require(source.tensors.first { $0.name == "average.blocks.0.gamma" })
        #expect(try #require(file.tensors.first { $0.name == "blocks.0.norm.weight" }).bytes == average.bytes)
        #expect(!file.tensors.contains { $0.name.hasPrefix("average") })
        #expect(file.text("batch_norm_epsilon") == "1e-05")
        let sample = try TensorFile(runs.bytes("sample"), file: "x")
        #expect(sample.tensors.map(\.shape) == [[2, 3, 32, 32], [2, 3, 32, 32], [2, 10]])
        let json = try JSONValue(
            parsing: await export(runs.path("a"), "--supernet", "--safetensors", runs.path("all"), "--json"))
        #expect(json["files"]?.elements.first?["file"] == .string(runs.path("all")))
        let supernet = try TensorFile(runs.bytes("all"), file: "x")
        #expect(
            try supernet.tensors.map(\.name).contains("layers.0.k3e3.expand.conv.weight")
                && supernet.tensors.count == TensorFile(runs.bytes("a/supernet.weights"), file: "x").tensors.count)
        #expect(supernet.text("fingerprint") != nil && supernet.text("mean") != nil)
    }

    @Test func foldersWithoutANetworkAreRefused() async throws {
        _ = try await runs.run(runs.scenario(), to: "a")
        let (folder, file) = (runs.path("a"), runs.path("x"))
        #expect(
            await sentence { try await export(folder, "--onnx", file) }
                == "\(folder) has no network.weights, so no network was retrained in it; expected the folder of a finished run or "
                + "retraining")
        #expect(
            await sentence { try await export(file, "--onnx", file) }
                == "there is no folder \(file); expected the folder of a run or a retraining")
        #expect(
            await sentence { try await export(folder, "--onnx", "\(folder)/pictures.json") }
                == "\(folder)/pictures.json is a file of the run in \(folder) and is not overwritten; expected another name"
        )
        #expect(
            await sentence(of: UsageError.self) {
                try await export(folder, "--pytorch", "\(file).py", "--safetensors", "\(file).safetensors")
            } == "\(file).safetensors is named for two files; expected a name for each, --pytorch taking two")
        #expect(!FolderContents.exists(file))
        try FileManager.default.removeItem(atPath: "\(folder)/supernet.weights")
        #expect(
            await sentence { try await export(folder, "--supernet", "--safetensors", file) }
                == "\(folder) has no supernet.weights, so no supernet was trained in it; expected the folder of a run whose "
                + "training has ended")
    }

    /// Whoever stops a run keeps its weights as they are by then.
    @Test func weightsOfATrainingThatHasNotEndedAreRefused() async throws {
        let stop = StopRequest()
        stop.request(15)
        await #expect(throws: RunInterruption.self) {
            try await Run(
                runs.scenario(), output: runs.path("a"), until: .supernet, workers: 2, audience: .none
            ).execute(stop: stop)
        }
        #expect(FolderContents.exists(runs.path("a/supernet.weights")))
        #expect(
            await sentence { try await export(runs.path("a"), "--supernet", "--safetensors", runs.path("x")) }
                == "the training in \(runs.path("a")) has not ended, so supernet.weights is not of a trained supernet; expected "
                + "the folder of a run whose training has ended (`greedynas resume` continues a run)")
        #expect(!FolderContents.exists(runs.path("x")))
    }

    /// A folder of an earlier build lacks what its network takes; a damaged one is found out.
    @Test func foldersOfEarlierBuildsAndDamagedOnesAreRefused() async throws {
        try await finishedRun()
        let folder = runs.path("a")
        var bytes = try runs.bytes("a/network.weights")
        let good = bytes
        bytes[bytes.count - 5] ^= 1
        try runs.write(bytes, to: "a/network.weights")
        let found = await sentence { try await export(folder, "--onnx", runs.path("x")) }
        #expect(found.hasPrefix("\(folder)/network.weights has changed since \(folder)/summary.json listed it: "))
        try runs.write(good, to: "a/network.weights")
        try FileManager.default.removeItem(atPath: "\(folder)/pictures.json")
        #expect(
            await sentence { try await export(folder, "--onnx", runs.path("x")) }
                == "\(folder) has no pictures.json, which earlier builds did not write; expected what the network takes: "
                + "`greedynas retrain` gives the same weights again, and writes it")
        // The supernet's weights can leave without it.
        _ = try await export(folder, "--supernet", "--safetensors", runs.path("all"))
        #expect(try TensorFile(runs.bytes("all"), file: "x").text("mean") == nil)
        #expect(!FolderContents.exists(runs.path("x")))
    }

    @Test(arguments: [
        ([], "nothing is to be written; expected --onnx, --safetensors, --pytorch or --sample with a file"),
        (["--safetensors", "x", "--fold"], "--fold is given without --onnx; expected a model that it changes"),
        (
            ["--pytorch", "x.py", "--normalize"],
            "--normalize is given without --onnx; expected a model that it changes"
        ),
        (
            ["--supernet", "--onnx", "x"],
            "--supernet writes tensors alone; expected --safetensors and no other form"
        ),
        (
            ["--supernet", "--safetensors", "x", "--sample", "y"],
            "--supernet writes tensors alone; expected --safetensors and no other form"
        ),
        (
            ["--pytorch", "my-net.py"],
            "--pytorch is \"my-net.py\"; expected a name that Python can import: letters, digits and _, then .py"
        ),
        (
            ["--pytorch", "class.py"],
            "--pytorch is \"class.py\", and Python has another use for the name class; expected another name"
        ),
        (
            ["--pytorch", "x/torch.py"],
            "--pytorch is \"x/torch.py\", and Python has another use for the name torch; expected another name"
        ),
        (
            ["--pytorch", "net.txt"],
            "--pytorch is \"net.txt\"; expected a name that Python can import: letters, digits and _, then .py"
        ),
    ])
    func wrongCallsAreExplained(words: [String], expected: String) async throws {
        guard case .run(let command, let arguments) = try CommandTable.request(["export", "/nowhere"] + words) else {
            Issue.record("\(words) does not run")
            return
        }
        #expect(await sentence(of: UsageError.self) { try await command.run(arguments) } == expected)
    }
}
