public import NeuralNetwork

/// The names of the files in the folder of a run.
public enum RunFileName {
    /// The scenario with every key, and the hashes of the files that it was run with.
    public static let scenario = "scenario.json"
    /// What the run was made with: build, processor, workers, command.
    public static let environment = "environment.json"
    /// What the networks take: size and layout of a picture, how its bytes become numbers, the names of the classes.
    public static let pictures = "pictures.json"
    /// One record a line: rounds, generations and epochs.
    public static let metrics = "metrics.jsonl"
    /// The candidate pool.
    public static let pool = "pool.json"
    /// The front of the search.
    public static let front = "front.json"
    /// The network that was found.
    public static let architecture = "architecture.json"
    /// Why the run stopped; absent while it runs, and when it is finished.
    public static let failure = "failure.json"
    /// The results.
    public static let summary = "summary.json"
    /// The page about the run.
    public static let report = "report.html"
    /// The shared weights.
    public static let supernetWeights = "supernet.weights"
    /// The weights of the retrained network.
    public static let networkWeights = "network.weights"
    /// The folder of the checkpoints.
    public static let checkpoints = "checkpoints"
    /// What `correlate` has found all paths of the space to score, computed from such numbers.
    public static func benchmarkScores(_ precision: ScoringPrecision) -> String {
        precision == .float32 ? "benchmark.csv" : "benchmark-\(precision.rawValue).csv"
    }
    /// Held by the process that writes.
    public static let lock = ".lock"
    /// The name of the process that writes, where the file system has no locks.
    public static let lockHolder = ".lock-holder"
    /// All of them.
    static let all =
        [
            scenario, environment, pictures, metrics, pool, front, architecture, failure, summary, report,
            supernetWeights, networkWeights, checkpoints, lock, lockHolder, testOpenings,
        ] + ScoringPrecision.allCases.map(benchmarkScores)
    /// What a standalone retraining writes before `summary.json`; lock and openings of the test set aside.
    static let ofRetraining = [environment, scenario, pictures, architecture, metrics, networkWeights, failure]
    /// A byte for each time that the test set was opened.
    public static let testOpenings = ".test-openings"
}
