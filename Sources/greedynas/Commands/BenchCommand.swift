import Architecture
import Documents
import Exchange
import Measurements
import NetworkFiles
import NeuralNetwork

/// `greedynas bench`: how fast this machine trains, scores and does whole rounds, and what pictures cost in them.
struct BenchCommand: Command {
    let name = "bench"
    let summary = "Measure the speed of training, scoring and whole rounds"
    let positionals: [String] = []
    let options =
        [Self.mode, Self.kernels, Self.scenario, Self.network] + Self.sizes + [Self.repetitions, Self.rounds]
        + SharedOptions.scenario
        + [SharedOptions.workers, SharedOptions.json, SharedOptions.quiet]
    let notes = """
          train  one SGD step with momentum for each path, on B pictures
          score  the first ten paths forward on N pictures each; round: then five of them trained
        FILE: {"paths": [[5, 0, ...], ...]}; 0 to 6: k3e3 k5e3 k7e3 k3e6 k5e6 k7e6 id (see article Speed).
        """

    /// Under mpirun `--mode` is measured over all ranks.
    let spreads = true

    private static let mode = CommandLineOption.choice("mode", of: BenchPlan.Mode.self, "what to measure")
    private static let kernels = CommandLineOption.flag(
        "kernels", "measure each kernel instead, on one thread, in less than a minute")
    private static let scenario = CommandLineOption.option(
        "scenario", "SCENARIO", "measure instead what loading pictures costs in rounds of this scenario")
    private static let network = CommandLineOption.option(
        "network", "NETWORK", "measure one network instead, as `latency` takes it")
    private static let rounds = CommandLineOption.option("rounds", "N", "rounds of the scenario; default 20")
    /// What only `--mode` takes.
    private static let sizes = [macro, width, batch, group, images, precision, paths]
    private static let macro = CommandLineOption.option(
        "macro", BenchPlan.macros.map(\.name).joined(separator: "|"),
        "32x32 pixels and 10 classes, or 224x224 and 1000; default cifar")
    private static let width = CommandLineOption.option("width", "W", "multiplier of all channels; default 1")
    private static let batch = CommandLineOption.option(
        "batch", "B", "pictures in a training batch; default 64, or 32 at imagenet")
    private static let group = CommandLineOption.option(
        "group", "N", "pictures of a batch-norm group, which ranks share; default B")
    private static let images = CommandLineOption.option(
        "images", "N", "pictures of a score; default 256 in a round, else 1000 (imagenet: 64)")
    private static let precision = CommandLineOption.choice(
        "precision", of: ScoringPrecision.self, "what scores are computed from; default float32")
    private static let paths = CommandLineOption.option(
        "paths", "FILE", "the paths to measure; default ten random ones, twenty for train")
    private static let repetitions = CommandLineOption.option(
        "repetitions", "R", "repetitions, whose median is printed; default 3")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let isQuiet = arguments.isGiven(SharedOptions.quiet)
        let report: @Sendable (String) -> Void = { line in
            if !isQuiet { StandardStreams.note(line) }
        }
        if let ranks = arguments.ranks { return try await run(arguments, over: ranks, report: report) }
        let (json, text): (JSONValue, String)
        if arguments.isGiven(Self.kernels) {
            // The kernels have shapes of their own and run on one thread.
            try arguments.refuse(
                [Self.mode, Self.scenario, Self.network] + Self.sizes + [Self.repetitions], with: Self.kernels)
            _ = try arguments.integer(SharedOptions.workers, in: 1...1024)
            try refuseScenarioOptions(arguments)
            let table = try await KernelBench().run(report: report)
            (json, text) = (table.json, table.text)
        } else if let path = arguments.value(Self.scenario) {
            try arguments.refuse([Self.mode, Self.network] + Self.sizes, with: Self.scenario)
            let result = try await feedBench(path, arguments).run(report: report)
            (json, text) = (result.json, result.text)
        } else if let network = arguments.value(Self.network) {
            try arguments.refuse([Self.macro, Self.width, Self.group, Self.precision, Self.paths], with: Self.network)
            try refuseScenarioOptions(arguments)
            let result = try await networkBench(network, arguments).run(report: report)
            (json, text) = (result.json, result.text)
        } else {
            try refuseScenarioOptions(arguments)
            let result = try await Bench(plan(arguments)).run(report: report)
            (json, text) = (result.json, result.text)
        }
        return arguments.isGiven(SharedOptions.json) ? json.text(indented: true) : text
    }

    /// Measures `--mode` over all ranks: each of them prepares and runs the same, and the first one prints.
    private func run(
        _ arguments: ParsedArguments, over ranks: Ranks, report: @escaping @Sendable (String) -> Void
    ) async throws -> String {
        let prepared = Result {
            if let option = ([Self.kernels, Self.scenario, Self.network].first { arguments.isGiven($0) }) {
                throw UsageError("--\(option.name) is measured by one process; expected --mode alone under mpirun")
            }
            try refuseScenarioOptions(arguments)
            return try Bench(plan(arguments), ranks: ranks)
        }
        let bench = try await ranks.together(prepared)
        let result = try await bench.run(report: report)
        return arguments.isGiven(SharedOptions.json) ? result.json.text(indented: true) : result.text
    }

    @concurrent func follow(_ arguments: ParsedArguments, in ranks: Ranks) async -> Int32 {
        // The first rank refuses to measure ranks that differ.
        guard ranks.difference == nil else { return await ranks.end() }
        // What fails here fails on the first rank too, or is told by it.
        _ = try? await run(arguments, over: ranks, report: { _ in })
        return await ranks.end()
    }

    private func refuseScenarioOptions(_ arguments: ParsedArguments) throws(UsageError) {
        if let option = (([Self.rounds] + SharedOptions.scenario).first { arguments.isGiven($0) }) {
            throw UsageError("--\(option.name) is given without --scenario; expected both or neither")
        }
    }

    private func feedBench(_ path: String, _ arguments: ParsedArguments) throws -> FeedBench {
        let rounds = try arguments.integer(Self.rounds, in: 1...1_000_000)
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        let repetitions = try arguments.integer(Self.repetitions, in: 1...1000)
        return try FeedBench(
            ScenarioArgument.read(path, arguments), rounds: rounds ?? 20, workers: workers,
            repetitions: repetitions ?? 3)
    }

    private func networkBench(_ text: String, _ arguments: ParsedArguments) throws -> NetworkBench {
        let mode = try arguments.required(Self.mode, arguments.choice(Self.mode, of: BenchPlan.Mode.self))
        let network = try GivenNetwork(text)
        // As many as the paths of a space of that size are measured with.
        let pictures = network.blueprint.side > 64 ? 32 : mode == .train ? 64 : 250
        let (given, other) = mode == .train ? (Self.batch, Self.images) : (Self.images, Self.batch)
        if arguments.isGiven(other) {
            throw UsageError(
                "--\(other.name) is given with --mode \(mode.rawValue) of a network; expected --\(given.name)")
        }
        return try NetworkBench(
            network, mode: mode, pictures: arguments.integer(given, in: 1...1_000_000) ?? pictures,
            workers: arguments.integer(SharedOptions.workers, in: 1...1024),
            repetitions: arguments.integer(Self.repetitions, in: 1...1000) ?? 3)
    }

    private func plan(_ arguments: ParsedArguments) throws -> BenchPlan {
        let mode = try arguments.required(Self.mode, arguments.choice(Self.mode, of: BenchPlan.Mode.self))
        if mode == .train, arguments.isGiven(Self.precision) {
            throw UsageError("--precision is given with --mode train, which scores nothing; expected score or round")
        }
        let macro = try arguments.word(Self.macro).flatMap { Macro.named($0) }
        return try BenchPlan(
            mode: mode, macro: macro ?? .cifar, width: try width(arguments) ?? 1,
            batch: arguments.integer(Self.batch, in: 1...1_000_000),
            group: arguments.integer(Self.group, in: 1...1_000_000),
            images: arguments.integer(Self.images, in: 1...1_000_000),
            precision: arguments.choice(Self.precision) ?? .float32,
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
