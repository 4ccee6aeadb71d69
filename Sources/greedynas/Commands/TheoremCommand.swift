import Documents
import Studies

/// `greedynas theorem`: Theorem 1 in closed form and by the real sampler.
struct TheoremCommand: Command {
    let name = "theorem"
    let summary = "Print the probability that at least k of m sampled paths are good"
    let positionals: [String] = []
    let options = [
        Self.m, Self.k, Self.q, Self.epsilon, Self.purity, Self.trials, SharedOptions.seed, SharedOptions.json,
    ]
    let notes = """
        Theorem 1 of GreedyNAS: the sum over j = k ... m of C(m, j) q^j (1 - q)^(m - j). With --epsilon, paths come from
        the pool with that probability, and q becomes epsilon * purity + (1 - epsilon) * q.
        """

    private static let m = CommandLineOption.option("m", "M", "paths drawn")
    private static let k = CommandLineOption.option("k", "K", "at least so many good paths")
    private static let q = CommandLineOption.option("q", "Q", "share of good paths in the space, 0 to 1")
    private static let epsilon = CommandLineOption.option(
        "epsilon", "E",
        "probability that a path is drawn from the pool; default 0")
    private static let purity = CommandLineOption.option("purity", "R", "share of good paths in the pool; default 1")
    private static let trials = CommandLineOption.option(
        "trials", "N", "groups of m paths to simulate; default at most 100000")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let m = try arguments.required(Self.m, arguments.integer(Self.m, in: 1...100_000))
        let k = try arguments.required(Self.k, arguments.integer(Self.k, in: 0...m))
        let q = try arguments.required(Self.q, arguments.share(Self.q))
        let epsilon = try arguments.share(Self.epsilon) ?? 0
        let purity = try arguments.share(Self.purity) ?? 1
        let trials = try arguments.integer(Self.trials, in: 1...100_000_000) ?? TheoremReport.standardTrials(m: m)
        let seed = try arguments.integer(SharedOptions.seed, in: 0...Int.max) ?? 1
        let report = try TheoremReport(
            TheoremReport.Question(m: m, k: k, q: q, epsilon: epsilon, purity: purity), trials: trials, seed: seed)
        return arguments.isGiven(SharedOptions.json) ? report.json.text(indented: true) : report.text
    }
}
