import Documents
import Export
import Foundation
import RunFiles

/// `greedynas export`: a trained network in the forms of other programs.
struct ExportCommand: Command {
    let name = "export"
    let summary = "Write a trained network for ONNX or PyTorch, or its weights"
    let positionals = ["DIR"]
    let options = [
        Self.onnx, Self.fold, Self.normalize, Self.safetensors, Self.pytorch, Self.sample, Self.supernet,
        SharedOptions.json,
    ]
    let notes = """
        DIR is the folder of a run, or of a retraining, that has come to its end. Of averaged weights the averages are
        written. Models and tensors are read back and compared with the network on two pictures before they are written: an
        ONNX model within 1e-4 of its logits, tensors to the last bit.
        --pytorch writes FILE.py and FILE.safetensors beside it; `from FILE import load` gives the network, which normalises
        pictures itself. Tensors have PyTorch's names and layout (out, in, rows, columns).
        --supernet writes the shared weights of a run instead, for --safetensors alone.
        """

    private static let onnx = CommandLineOption.option("onnx", "FILE", "the network for ONNX, opset 17, any batch")
    private static let fold = CommandLineOption.flag("fold", "with batch norm as a part of the convolutions (ONNX)")
    private static let normalize = CommandLineOption.flag(
        "normalize", "with pictures from 0 to 1 as input, which the graph normalises (ONNX)")
    private static let safetensors = CommandLineOption.option("safetensors", "FILE", "the weights and statistics")
    private static let pytorch = CommandLineOption.option("pytorch", "FILE.py", "a module of plain torch.nn")
    private static let sample = CommandLineOption.option(
        "sample", "FILE", "the two pictures and their logits (safetensors), to check another program by")
    private static let supernet = CommandLineOption.flag("supernet", "the supernet's weights, not the network's")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let folder = FilePath.plain(arguments.positionals[0])
        try check(arguments)
        // All names are looked at before anything is written.
        func file(_ option: CommandLineOption) throws -> OutputFile? {
            try arguments.value(option).map { try OutputFile($0) }
        }
        let (onnx, tensors, sample) = (try file(Self.onnx), try file(Self.safetensors), try file(Self.sample))
        let module = try arguments.value(Self.pytorch).map(PyTorchFiles.init)
        try Self.check([onnx, tensors, sample, module?.code, module?.weights].compactMap(\.self))
        var files: [ExportedFile] = []
        if arguments.isGiven(Self.supernet), let tensors {
            files.append(try ExportedSupernet(of: folder).writeTensors(to: tensors))
        } else {
            let network = try ExportedNetwork(of: folder)
            if let onnx {
                files.append(
                    try await network.writeONNX(
                        to: onnx, folded: arguments.isGiven(Self.fold), normalizing: arguments.isGiven(Self.normalize)))
            }
            files += try await network.writeTensors(to: [tensors, module?.weights].compactMap(\.self))
            if let module {
                files.append(try network.writePyTorch(to: module.code, name: module.name))
            }
            if let sample { files.append(try await network.writeSample(to: sample)) }
        }
        guard arguments.isGiven(SharedOptions.json) else { return files.map(\.text).joined(separator: "\n") }
        return JSONValue.object([.init("files", .array(files.map(\.json)))]).text(indented: true)
    }

    /// Refuses a file that would be written twice.
    private static func check(_ files: [OutputFile]) throws(UsageError) {
        var seen: Set<String> = []
        for file in files where !seen.insert(URL(fileURLWithPath: file.path).standardizedFileURL.path).inserted {
            throw UsageError("\(file.path) is named for two files; expected a name for each, --pytorch taking two")
        }
    }

    /// The two files of a module.
    private struct PyTorchFiles {
        let name: String
        let code: OutputFile
        let weights: OutputFile

        /// Python's keywords, which no import takes, and the modules that would not be found behind a file of their name.
        private static let taken: Set<String> = [
            "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
            "del",
            "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
            "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "json", "pathlib",
            "safetensors", "torch",
        ]

        init(_ path: String) throws {
            let url = URL(fileURLWithPath: path)
            name = url.deletingPathExtension().lastPathComponent
            guard url.pathExtension == "py", let first = name.unicodeScalars.first, !("0"..."9").contains(first),
                name.unicodeScalars.allSatisfy({
                    $0 == "_" || ($0.isASCII && $0.properties.isAlphabetic) || ("0"..."9").contains($0)
                })
            else {
                throw UsageError(
                    "--pytorch is \"\(path)\"; expected a name that Python can import: letters, digits and _, then .py")
            }
            guard !Self.taken.contains(name) else {
                throw UsageError(
                    "--pytorch is \"\(path)\", and Python has another use for the name \(name); expected another name")
            }
            code = try OutputFile(path)
            weights = try OutputFile(String(path.dropLast(3)) + ".safetensors")
        }
    }

    private func check(_ arguments: ParsedArguments) throws(UsageError) {
        let forms = [Self.onnx, Self.safetensors, Self.pytorch, Self.sample]
        guard forms.contains(where: arguments.isGiven) else {
            throw UsageError(
                "nothing is to be written; expected --onnx, --safetensors, --pytorch or --sample with a file")
        }
        for flag in [Self.fold, Self.normalize] where arguments.isGiven(flag) && !arguments.isGiven(Self.onnx) {
            throw UsageError("--\(flag.name) is given without --onnx; expected a model that it changes")
        }
        guard arguments.isGiven(Self.supernet) else { return }
        guard forms.filter(arguments.isGiven) == [Self.safetensors] else {
            throw UsageError("--supernet writes tensors alone; expected --safetensors and no other form")
        }
    }
}
