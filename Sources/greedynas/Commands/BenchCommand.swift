import Architecture
import Experiment

/// `greedynas bench`: how fast this machine trains, scores and does whole rounds.
struct BenchCommand: Command {
    let name = "bench"
    let summary = "Measure the speed of training, scoring, whole rounds, or of each kernel"
    let positionals: [String] = []
    let options = [
        Self.mode, Self.kernels, Self.macro, Self.width, Self.batch, Self.images, Self.paths, Self.repetitions,
        SharedOptions.workers, SharedOptions.json, SharedOptions.quiet,
    ]
    let notes = """
        train  one SGD step with momentum for each path, on B pictures
        score  the first ten paths forward on N pictures each, in groups of 250, or 32 at imagenet
        round  the first ten paths scored on N pictures as one group, the first five trained one step on B
        The networks have 21 layers of 7 operations, ReLU6, and no identity where the shape changes.
        FILE is JSON: {"paths": [[5, 0, 6, ...], ...]}, one choice for each layer, 0 to 5 for k3e3 k5e3 k7e3 k3e6 k5e6
        k7e6, 6 for the identity. Seconds are the median of the repetitions; a pass before them does not count.
        GFLOP/s count 2 operations a multiply-accumulate, and a training step as three times forward.
        """

    private static let mode = CommandLineOption.option("mode", "MODE", "what to measure: train, score or round")
    private static let kernels = CommandLineOption.flag(
        "kernels", "measure each kernel instead, on one thread, in less than a minute")
    private static let macro = CommandLineOption.option(
        "macro", "MACRO", "cifar (32x32, 10 classes) or imagenet (224x224, 1000 classes); default cifar")
    private static let width = CommandLineOption.option("width", "W", "multiplier of all channels; default 1")
    private static let batch = CommandLineOption.option(
        "batch", "B", "pictures of a training step; default 64, or 32 at imagenet")
    private static let images = CommandLineOption.option(
        "images", "N", "pictures a path is scored on; default 256 in a round, else 1000, or 64 at imagenet")
    private static let paths = CommandLineOption.option(
        "paths", "FILE", "the paths; default ten drawn at random, twenty to train")
    private static let repetitions = CommandLineOption.option("repetitions", "R", "repetitions that count; default 3")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let isQuiet = arguments.isGiven(SharedOptions.quiet)
        let report: @Sendable (String) -> Void = { line in
            if !isQuiet { StandardStreams.note("greedynas: \(line)") }
        }
        let (json, text): (JSONValue, String)
        if arguments.isGiven(Self.kernels) {
            try refuseSizes(arguments)
            let table = try await KernelBench().run(report: report)
            (json, text) = (table.json, table.text)
        } else {
            let result = try await Bench(plan(arguments)).run(report: report)
            (json, text) = (result.json, result.text)
        }
        return arguments.isGiven(SharedOptions.json) ? json.text(indented: true) : text
    }

    /// The kernels have shapes of their own and run on one thread.
    private func refuseSizes(_ arguments: ParsedArguments) throws(UsageError) {
        _ = try arguments.integer(SharedOptions.workers, in: 1...1024)
        let sizes = [Self.mode, Self.macro, Self.width, Self.batch, Self.images, Self.paths, Self.repetitions]
        if let option = (sizes.first { arguments.isGiven($0) }) {
            throw UsageError("--\(option.name) is given with --kernels; expected one of the two")
        }
    }

    private func plan(_ arguments: ParsedArguments) throws -> BenchPlan {
        let word = try arguments.word(Self.mode, among: BenchPlan.Mode.allCases.map(\.rawValue))
        let mode = try arguments.required(Self.mode, word.flatMap { BenchPlan.Mode(rawValue: $0) })
        let macro = try arguments.word(Self.macro, among: BenchPlan.macros.map(\.name)).flatMap { Macro.named($0) }
        return try BenchPlan(
            mode: mode, macro: macro ?? .cifar, width: try width(arguments) ?? 1,
            batch: arguments.integer(Self.batch, in: 1...1_000_000),
            images: arguments.integer(Self.images, in: 1...1_000_000),
            workers: arguments.integer(SharedOptions.workers, in: 1...1024),
            repetitions: arguments.integer(Self.repetitions, in: 1...1000) ?? 3, file: arguments.value(Self.paths))
    }

    private func width(_ arguments: ParsedArguments) throws(UsageError) -> Double? {
        guard let text = arguments.value(Self.width) else { return nil }
        guard let width = Double(text), width > 0, width <= 16 else {
            throw UsageError("--width is \"\(text)\"; expected a number above 0 to 16")
        }
        return width
    }
}
