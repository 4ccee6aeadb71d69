import Analysis
import Documents

/// One strategy's supernets against another's on the published accuracies, by the seeds that both have.
struct BenchmarkPair {
    let first: String
    let other: String
    let seeds: [Int]
    /// Tau of the first less that of the other.
    let tau: PairedDifference
    /// Mean regret of the first less that of the other, a share: below 0 is better.
    let regret: PairedDifference
    /// The same where the first networks of each order are trained before one is chosen.
    let regretAfterTraining: PairedDifference
    /// Tau among the best fifth of the first less that of the other; nil where a row has none.
    let topFifth: PairedDifference?

    /// A loss of tau up to this counts as not worse; set before any run was made.
    static let margin = 0.03

    /// Pairs two strategies; nil where no seed has figures of both, or a strategy has a seed twice.
    init?(_ first: String, _ other: String, rows: [BenchmarkRow]) {
        func rowsBySeed(
            _ strategy: String
        ) -> [(seed: Int, tau: Double, regret: Double, trained: Double, topFifth: Double?)] {
            rows.filter { $0.strategy == strategy }.compactMap { row in
                guard let seed = row.seed, let tau = row.tau, let regret = row.regret,
                    let trained = row.regretAfterTraining
                else { return nil }
                return (seed, tau, regret, trained, row.topFifth)
            }
        }
        let (ones, others) = (rowsBySeed(first), rowsBySeed(other))
        guard Set(ones.map(\.seed)).count == ones.count, Set(others.map(\.seed)).count == others.count else {
            return nil
        }
        let pairs = ones.compactMap { one in others.first { $0.seed == one.seed }.map { (one, $0) } }
        guard let tau = PairedDifference(pairs.map { $0.0.tau - $0.1.tau }),
            let regret = PairedDifference(pairs.map { $0.0.regret - $0.1.regret }),
            let trained = PairedDifference(pairs.map { $0.0.trained - $0.1.trained })
        else { return nil }
        self.first = first
        self.other = other
        seeds = pairs.map(\.0.seed)
        self.tau = tau
        self.regret = regret
        regretAfterTraining = trained
        let topFifths = pairs.compactMap { one, other in
            one.topFifth.flatMap { mine in other.topFifth.map { mine - $0 } }
        }
        topFifth = topFifths.count == pairs.count ? PairedDifference(topFifths) : nil
    }

    /// The verdict of the interval of tau: above or below where it excludes 0, not worse where it excludes the margin.
    var tauVerdict: String {
        guard tau.verdict == .notDecided else { return tau.verdict.rawValue }
        // One pair, or pairs without any spread, decide nothing.
        guard let interval = tau.interval, interval.lowerBound < interval.upperBound,
            interval.lowerBound > -Self.margin
        else { return PairedDifference.Verdict.notDecided.rawValue }
        return "not worse"
    }

    /// The pair in a sentence.
    var text: String {
        func words(_ difference: PairedDifference, _ write: (Double) -> String) -> String {
            func signed(_ number: Double) -> String { (number < 0 ? "" : "+") + write(number) }
            let interval = difference.interval.map { "\(signed($0.lowerBound)) to \(signed($0.upperBound))" }
            return "\(signed(difference.spread.mean)) (95 % interval \(interval ?? "none"))"
        }
        let top = topFifth.map { "; top fifth \(words($0, CorrelationText.number)): \($0.verdict.rawValue)" } ?? ""
        return "\(first) minus \(other) over \(seeds.count.counted("pair")): tau "
            + "\(words(tau, CorrelationText.number)): \(tauVerdict); regret \(words(regret, CorrelationText.points)) points: "
            + "\(regret.verdict.rawValue); best of \(BenchmarkNetworks.candidates) "
            + "\(words(regretAfterTraining, CorrelationText.points)) points: \(regretAfterTraining.verdict.rawValue)\(top)"
    }

    /// The pair as JSON; regrets as shares.
    var json: JSONValue {
        func section(_ difference: PairedDifference, _ verdict: String) -> JSONValue {
            [
                "mean": JSONValue(difference.spread.mean),
                "deviation": difference.spread.deviation.map { JSONValue($0) } ?? .null,
                "interval": difference.interval.map { [JSONValue($0.lowerBound), JSONValue($0.upperBound)] } ?? .null,
                "verdict": .string(verdict),
            ]
        }
        return [
            "first": .string(first), "other": .string(other), "seeds": .array(seeds.map { .integer($0) }),
            "tau": section(tau, tauVerdict), "regret": section(regret, regret.verdict.rawValue),
            "regret_after_training": section(regretAfterTraining, regretAfterTraining.verdict.rawValue),
            "top_fifth": topFifth.map { section($0, $0.verdict.rawValue) } ?? .null,
        ]
    }
}
