import Documents
public import Exchange
import Reporting
import Scenarios
import Supernet

/// A supernet's training on several ranks as it is expected to go, if each is a machine like this one.
public struct PlanOnRanks: Hashable, Sendable {
    /// The network between the ranks.
    public let interconnect: Interconnect
    /// The number of ranks that was asked for.
    public let asked: RankPrediction
    /// What a round sends on so many.
    public let traffic: Traffic
    /// Seconds of the rounds as far as they are expected to go, without the scoring of the pool at their end.
    public let trainingSeconds: Double
    /// 1, 2, 4 to 64 ranks.
    public let table: [RankPrediction]

    /// The most ranks of the table up to which all of it are worth their while.
    public var efficientRanks: Int {
        table.prefix { $0.efficiency >= RankPrediction.worthwhile }.last?.ranks ?? 1
    }

    /// Predicts rounds.
    ///
    /// - Parameters:
    ///   - ranks: How many are asked for.
    ///   - scenario: What is trained.
    ///   - training: How far it is expected to go.
    ///   - speed: How fast one rank is.
    ///   - interconnect: The network between them.
    init(_ ranks: Int, of scenario: Scenario, training: PlanTotals, speed: SpeedProbe, over interconnect: Interconnect)
    {
        let (supernet, round) = (scenario.supernet, SpreadRound(scenario))
        let scoring = Double(supernet.scoredImagesPerRound) * speed.scoringSeconds
        let passes = supernet.trainedPasses(in: scenario.searchSpace)
        let gradients = Double(passes * supernet.batch) * speed.trainingSeconds
        let steps = Double(round.updates) * speed.stepSeconds
        func prediction(_ ranks: Int) -> RankPrediction {
            RankPrediction(
                round, ranks: ranks, scoring: scoring, gradients: gradients, steps: steps, over: interconnect)
        }
        asked = prediction(ranks)
        table = (0...6).map { prediction(1 << $0) }
        traffic = round.traffic(ranks: ranks)
        self.interconnect = interconnect
        // Rounds that score nothing are shorter.
        let sent = round.scoringTraffic(ranks: ranks)
        let scored = asked.scoring + interconnect.messageSeconds(sent) + interconnect.byteSeconds(sent)
        let scoredRounds =
            supernet.scoredImagesPerRound > 0
            ? training.evaluationImages / Double(supernet.scoredImagesPerRound) : training.rounds
        trainingSeconds = training.rounds * asked.seconds - (training.rounds - scoredRounds) * scored
    }

    /// The prediction by name.
    var json: JSONValue {
        asked.json.setting("messages", to: .integer(traffic.messages)).setting("bytes", to: .integer(traffic.bytes))
            .setting("bandwidth_bits", to: .integer(interconnect.bandwidth))
            .setting("latency_seconds", to: JSONValue(Double(interconnect.latency) / 1e9))
            .setting("supernet_seconds", to: JSONValue(trainingSeconds))
            .setting("efficient_ranks", to: .integer(efficientRanks))
            .setting("table", to: .array(table.map(\.json)))
    }

    /// The prediction as lines for people.
    var rows: [(String, String)] {
        func percent(_ share: Double) -> String { (100 * share).decimal(places: 1) + " %" }
        let head = ["ranks", "s a round", "exchange", "efficiency", "limited by"]
        let lines = TextTable(
            head,
            table.map {
                [
                    "\($0.ranks)", NumberText.significant($0.seconds, digits: 3), percent($0.exchangeShare),
                    percent($0.efficiency), $0.limit.rawValue,
                ]
            }, leftAligned: [4]
        ).text.split(separator: "\n").map(String.init)
        return [
            (
                "ranks",
                "\(asked.ranks.counted("rank")) like this machine, over \(interconnect.text), predicted: "
                    + "\(NumberText.duration(asked.seconds)) a round, \(NumberText.duration(trainingSeconds)) for the rounds"
            ),
            (
                "",
                "\(percent(asked.exchangeShare)) in the exchange (\(traffic.messages.counted("message")), "
                    + "\(Plan.bytes(traffic.bytes)) a round), efficiency \(percent(asked.efficiency)), limited by "
                    + asked.limit.rawValue
            ), ("", "efficiency of 80 % and more up to \(efficientRanks.counted("rank"))"), ("", ""),
        ] + lines.map { ("", $0) }
    }
}
