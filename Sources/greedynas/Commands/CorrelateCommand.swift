import Documents
import NeuralNetwork
import Rankings
import RunFiles

/// `greedynas correlate`: how far the rankings of trained supernets can be trusted.
struct CorrelateCommand: Command {
    let name = "correlate"
    let summary = "Measure how well trained supernets rank networks"
    let positionals = ["DIR..."]
    let options = [
        Self.paths, Self.from, Self.images, Self.seed, Self.precision, SharedOptions.data, SharedOptions.workers,
        Self.benchmark,
        Self.pairs, SharedOptions.json, Self.markdown, SharedOptions.quiet, Self.csv,
        SharedOptions.mixed,
    ]
    let notes = """
        Each DIR is the folder of a run whose training has ended. The same paths are scored by every run on a small set
        of held-out pictures and on the other held-out pictures: Spearman's rho and Kendall's tau-b with 95 % bootstrap
        intervals. Each run has two rows: raw (its scores) and smoothed (an additive model of the layers' choices fitted
        to its scores). With published accuracies, by the key benchmark or --benchmark, all paths in that file are
        scored and their rankings compared; DIR/benchmark.csv keeps the scores. "-": all values are equal, or only one.
        """

    private static let paths = CommandLineOption.option(
        "paths", "N",
        "number of different paths to score; default 1000")
    private static let from = CommandLineOption.choice(
        "from", of: CorrelationPlan.Source.self,
        "where paths are drawn from: the space, or near the first run's pool; default space")
    private static let images = CommandLineOption.option(
        "images", "N",
        "number of pictures of the small set; default: as many as a round scores on, at most a third "
            + "of the held-out ones"
    )
    private static let seed = CommandLineOption.option(
        "seed", "N", "seed of paths, pictures' order and bootstrap; default 1")
    private static let precision = CommandLineOption.choice(
        "precision", of: ScoringPrecision.self, "what scores are computed from, instead of search.precision")
    private static let benchmark = CommandLineOption.option(
        "benchmark", "FILE", "published accuracies, instead of the scenario's benchmark")
    private static let pairs = CommandLineOption.flag(
        "pairs", "add pairs of neighbouring layers to the smoothing model where cross-validation prefers it")
    private static let markdown = CommandLineOption.flag("markdown", "print the tables in Markdown")
    private static let csv = CommandLineOption.option("csv", "FILE", "write every score to a file")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let isJSON = arguments.isGiven(SharedOptions.json)
        guard !isJSON || !arguments.isGiven(Self.markdown) else {
            throw UsageError("--markdown and --json are both given; expected one of them")
        }
        let plan = CorrelationPlan(
            paths: try arguments.integer(Self.paths, in: 1...100_000) ?? 1000,
            source: try arguments.choice(Self.from) ?? .space,
            images: try arguments.integer(Self.images, in: 1...10_000_000),
            seed: try arguments.integer(Self.seed, in: 0...Int.max) ?? 1, data: arguments.value(SharedOptions.data),
            precision: try arguments.choice(Self.precision),
            workers: try arguments.integer(SharedOptions.workers, in: 1...1024),
            benchmark: arguments.value(Self.benchmark), pairs: arguments.isGiven(Self.pairs))
        let csv = try arguments.value(Self.csv).map { try OutputFile($0) }
        let isQuiet = arguments.isGiven(SharedOptions.quiet)
        let correlation = try await SignalWatch.stopping { stop in
            try await Correlation.measure(arguments.positionals, plan: plan, ranks: arguments.ranks, stop: stop) {
                sentence in
                if !isQuiet { StandardStreams.note(sentence) }
            }
        }
        let text =
            isJSON
            ? correlation.json.text(indented: true)
            : arguments.isGiven(Self.markdown) ? correlation.markdown : correlation.text
        do {
            if let csv { try correlation.write(csv: csv) }
        } catch {
            // What took minutes is worth having, whatever keeps the scores from being written.
            try StandardStreams.print(text)
            throw error
        }
        return text
    }
}
