import Documents

/// What a round of a supernet's training is expected to take on some ranks.
public struct RankPrediction: Hashable, Sendable {
    /// What keeps more ranks from bringing more.
    public enum Limit: String, Sendable {
        /// Nothing yet: the ranks compute nearly all of the time.
        case computing
        /// Ranks wait, since an update has fewer normalization groups than ranks, or a number that ranks do not divide evenly;
        /// or every rank takes the same steps.
        case groups
        /// Ranks wait, since a round scores too few paths.
        case paths
        /// The bytes of the exchange.
        case bandwidth
        /// The messages of the exchange.
        case latency
    }

    /// The number of ranks.
    public let ranks: Int
    /// Seconds of a round.
    public var seconds: Double { scoring + training + messages + bytes }
    /// The share of them in the exchange; 0 of a round that takes no time.
    public var exchangeShare: Double { seconds > 0 ? (messages + bytes) / seconds : 0 }
    /// The seconds on one rank over those on all together.
    public let efficiency: Double
    /// What keeps it from more.
    public let limit: Limit

    /// Seconds that the busiest rank scores.
    let scoring: Double
    /// Seconds that it computes gradients and changes weights.
    let training: Double
    /// Seconds of the messages.
    let messages: Double
    /// Seconds of the bytes.
    let bytes: Double

    /// The efficiency that ranks should have at least.
    static let worthwhile = 0.8

    /// Predicts a round.
    ///
    /// - Parameters:
    ///   - round: What there is to share.
    ///   - ranks: How many share it.
    ///   - scoring: Seconds of the scoring on one rank.
    ///   - gradients: Seconds of all gradients there.
    ///   - steps: Seconds of the steps, which every rank takes.
    ///   - interconnect: The network between the ranks.
    init(
        _ round: SpreadRound, ranks: Int, scoring: Double, gradients: Double, steps: Double,
        over interconnect: Interconnect
    ) {
        self.ranks = ranks
        self.scoring = scoring * round.scoredShare(ranks: ranks)
        training = gradients * round.trainedShare(ranks: ranks) + steps
        let traffic = round.traffic(ranks: ranks)
        (messages, bytes) = (interconnect.messageSeconds(traffic), interconnect.byteSeconds(traffic))
        let alone = scoring + gradients + steps
        let together = Double(ranks) * (self.scoring + training + messages + bytes)
        efficiency = together > 0 ? alone / together : 1
        let losses: [(Limit, Double)] = [
            (.groups, training - (gradients + steps) / Double(ranks)), (.paths, self.scoring - scoring / Double(ranks)),
            (.bandwidth, bytes), (.latency, messages),
        ]
        let largest = losses.max { $0.1 < $1.1 }?.0 ?? .computing
        limit = efficiency >= Self.worthwhile ? .computing : largest
    }

    /// The figures by name.
    var json: JSONValue {
        [
            "ranks": .integer(ranks), "round_seconds": JSONValue(seconds), "scoring_seconds": JSONValue(scoring),
            "training_seconds": JSONValue(training), "message_seconds": JSONValue(messages),
            "byte_seconds": JSONValue(bytes), "exchange_share": JSONValue(exchangeShare),
            "efficiency": JSONValue(efficiency), "limit": .string(limit.rawValue),
        ]
    }
}
