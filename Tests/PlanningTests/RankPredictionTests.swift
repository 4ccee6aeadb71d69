import Exchange
import TestSupport
import Testing
import Workers

@testable import Documents
@testable import Planning
@testable import RunSupport
@testable import Scenarios

struct RankPredictionTests {
    /// A thousand bytes a second and a millisecond a message.
    private static let slow = Interconnect(bandwidth: 8_000, latency: 1_000_000)
    /// Nearly free.
    private static let fast = Interconnect(bandwidth: 1 << 50, latency: 1)

    private static func round(paths: Int = 0, groups: Int = 1, networks: Int = 1) -> SpreadRound {
        SpreadRound(paths: paths, scoringGroups: 2, updates: 1, networks: networks, groups: groups, floats: 1000)
    }

    private static func prediction(
        _ round: SpreadRound, ranks: Int, over interconnect: Interconnect = fast, steps: Double = 1
    ) -> RankPrediction {
        RankPrediction(
            round, ranks: ranks, scoring: round.paths > 0 ? 4 : 0, gradients: 10, steps: steps, over: interconnect)
    }

    @Test func oneRankExchangesNothing() {
        let alone = Self.prediction(Self.round(paths: 3, groups: 4), ranks: 1, over: Self.slow)
        #expect(alone.seconds == 15 && alone.exchangeShare == 0 && alone.efficiency == 1 && alone.limit == .computing)
        #expect(Self.round(paths: 3, groups: 4).traffic(ranks: 1) == .none)
    }

    /// The order 2 messages, the losses 2 with 8 and 32 bytes, the gradients 2 with half of 4000 bytes each.
    @Test func twoRanksByHand() {
        let round = Self.round(groups: 2)
        #expect(round.traffic(ranks: 2) == Traffic(messages: 6, bytes: 4_040))
        let two = Self.prediction(round, ranks: 2, over: Self.slow)
        #expect(abs(two.seconds - (5 + 1 + 4.04 + 0.006)) < 1e-9)
        #expect(abs(two.exchangeShare - 4.046 / 10.046) < 1e-9)
        #expect(abs(two.efficiency - 11 / (2 * 10.046)) < 1e-9)
        #expect(two.limit == .bandwidth)
    }

    /// Six pieces of scoring on four ranks take as long as two of six on one; their losses are 8 and 8 * (2 + 3 * 2) bytes
    /// to each of three others.
    @Test func scoringByHand() {
        var round = Self.round(paths: 3)
        round.updates = 0
        #expect(round.traffic(ranks: 4) == Traffic(messages: 4 + 6, bytes: 3 * (8 + 64)))
        #expect(Self.prediction(round, ranks: 4).scoring == 4.0 * 2 / 6)
    }

    /// Whatever is more than the groups and pieces waits.
    @Test func moreRanksThanGroupsBringNothing() {
        let round = Self.round(groups: 4)
        let four = Self.prediction(round, ranks: 4)
        let eight = Self.prediction(round, ranks: 8)
        #expect(eight.training == four.training && eight.limit == .groups && four.training == 3.5)
        // Three ranks have two groups at most, as two have.
        #expect(Self.prediction(round, ranks: 3).training == Self.prediction(round, ranks: 2).training)
    }

    /// One group: every rank computes it, and its gradient is not sent.
    @Test func oneGroupIsNotExchanged() {
        let round = Self.round()
        #expect(round.updateTraffic(ranks: 4).bytes < round.floats)
        let four = Self.prediction(round, ranks: 4)
        #expect(four.training == 11 && four.limit == .groups)
        #expect(abs(four.efficiency - 0.25) < 1e-6)
    }

    /// FairNAS's networks are parts of their own where a batch is cut, and one together where it is not.
    @Test func networksArePartsWhereBatchesAreCut() {
        #expect(Self.round(groups: 2, networks: 7).parts == 14)
        #expect(Self.round(groups: 1, networks: 7).parts == 1)
    }

    @Test(arguments: [2, 3, 8, 64]) func fasterNetworksTakeNoLonger(ranks: Int) {
        let round = Self.round(paths: 5, groups: 8)
        var last = Double.infinity
        for bandwidth in [1_000, 10_000, 1_000_000, 1_000_000_000] {
            let seconds = Self.prediction(
                round, ranks: ranks, over: Interconnect(bandwidth: bandwidth, latency: 1)
            ).seconds
            #expect(seconds < last)
            last = seconds
        }
        last = .infinity
        for latency in [1_000_000_000, 1_000_000, 1_000, 1] {
            let seconds = Self.prediction(
                round, ranks: ranks, over: Interconnect(bandwidth: 1 << 40, latency: latency)
            ).seconds
            #expect(seconds < last)
            last = seconds
        }
    }

    /// Each part in turn costs the most.
    @Test func whatLimitsIsNamed() {
        let scored = Self.round(paths: 1, groups: 64)
        #expect(Self.prediction(Self.round(groups: 64), ranks: 8, steps: 0.1).limit == .computing)
        #expect(Self.prediction(scored, ranks: 64, steps: 0).limit == .paths)
        #expect(
            Self.prediction(
                Self.round(groups: 8), ranks: 8, over: Interconnect(bandwidth: 1 << 40, latency: 1_000_000_000)
            )
            .limit == .latency)
        // Steps that every rank takes are work that does not spread, as groups are that do not divide.
        #expect(Self.prediction(Self.round(groups: 64), ranks: 64).limit == .groups)
    }

    /// The prediction says of a scenario's rounds what its parts say: alone as `plan` has always told, more ranks as groups
    /// and paths allow.
    @Test func planSpreadsAScenario() throws {
        let speed = SpeedProbe(workers: 2, scoringSeconds: 0.01, trainingSeconds: 0.03, stepSeconds: 0.5)
        func plan(_ text: String, ranks: Int) throws -> Plan {
            Plan(
                try Scenario(JSONValue(parsing: "{\(text)}")), speed: speed, ranks: ranks, over: .ethernet)
        }
        let text = "supernet: {m: 10, k: 5, batch: 64, normalization_batch: 16, scoring_pictures: 256, rounds: 100}"
        let alone = try plan(text, ranks: 1)
        let training = try #require(alone.ranks)
        #expect(abs(training.asked.seconds - (2560 * 0.01 + 320 * 0.03 + 5 * 0.5)) < 1e-9)
        #expect(abs(training.trainingSeconds - speed.seconds(for: alone.training)) < 1e-6)
        #expect(training.table.map(\.ranks) == [1, 2, 4, 8, 16, 32, 64])
        let four = try #require(try plan(text, ranks: 4).ranks)
        #expect(abs(four.asked.scoring - 6.4) < 1e-9 && abs(four.asked.training - 4.9) < 1e-9)
        // 256 pictures in groups of 16 are 160 pieces, and a batch is four groups.
        #expect(four.table.map(\.limit).prefix(3).allSatisfy { $0 == .computing })
        #expect(four.table.last?.limit == .groups)
        #expect(four.efficientRanks == 4)
        #expect(alone.json["ranks"]?["efficient_ranks"] == 4)
        #expect(Plan(alone.scenario, speed: speed).json["ranks"] == .null)
        #expect(Plan(alone.scenario, ranks: 4, over: .ethernet).ranks == nil)
        // Rounds that score nothing take less.
        let filtered = try plan(text.replacing("rounds: 100", with: "rounds: 100, filter_after: 0.5"), ranks: 1)
        #expect(filtered.ranks?.asked == alone.ranks?.asked)
        let seconds = try #require(filtered.ranks).trainingSeconds
        #expect(seconds < 0.7 * training.trainingSeconds)
        #expect(abs(seconds - speed.seconds(for: filtered.training)) < 1e-6)
    }

    /// What a scenario's round is: the paper's 8 groups of 128; networks of FairNAS.
    @Test func roundOfAScenario() throws {
        // Four parts of 64 pictures in groups of 16: 10 x 4 pieces at a time, each of 16 outcomes.
        let parts = SpreadRound(
            try Scenario(try JSONValue(parsing: "{supernet: {scoring_parts: 4, batch: 64, normalization_batch: 16}}")))
        #expect(parts.pieces == 40 && parts.scoredShare(ranks: 3) == 14.0 / 40)
        let whole = SpreadRound(paths: 10, scoringGroups: 4, updates: 1, groups: 1, floats: 1)
        let more = parts.scoringTraffic(ranks: 2).bytes - whole.scoringTraffic(ranks: 2).bytes
        // Each message begins with 16 bytes.
        #expect(more == 4 * (16 + 8 * (1 + 20 * 16 * 3)) - (16 + 8 * (1 + 20 * 3)))
        let imagenet = SpreadRound(try ScenarioFile.read(ShippedScenarios.path("imagenet")))
        #expect(imagenet.groups == 8 && imagenet.parts == 8 && imagenet.networks == 1)
        let fair = SpreadRound(try ScenarioFile.read(ShippedScenarios.path("fair")))
        #expect(fair.parts == 1 && fair.networks > 1 && fair.updates == 1 && fair.paths == 0)
    }

    /// Sums of several groups take memory, and more on ranks that keep what they send.
    @Test func sumsAreInTheMemory() throws {
        func parameters(_ text: String, ranks: Int) throws -> Int {
            try MemoryEstimate(
                Scenario(JSONValue(parsing: "{\(text)}")), phases: .supernet...(.supernet), workers: 1, ranks: ranks
            ).parameters
        }
        let one = "supernet: {batch: 64}"
        let four = "supernet: {batch: 64, normalization_batch: 16}"
        #expect(try parameters(one, ranks: 1) == parameters(one, ranks: 4))
        let alone = try parameters(four, ranks: 1)
        let floats = try (alone - parameters(one, ranks: 1)) / 4
        #expect(floats > 1_000)
        #expect(try parameters(four, ranks: 2) - alone == 4 * (2 * floats + 4 * ((floats + 1) / 2)))
    }

    @Test(
        arguments: [
            (
                "25 apples", nil,
                "--bandwidth is \"25 apples\"; expected bits a second with a unit, kb, Mb or Gb, such as \"25Gb\""
            ),
            ("25", "2us", "--bandwidth is \"25\"; expected bits a second with a unit, kb, Mb or Gb, such as \"25Gb\""),
            (nil, "2 apples", "--latency is \"2 apples\"; expected a time with a unit, us, ms or s, such as \"10ms\""),
            ("25Gb", "0us", "--latency is \"0us\"; expected a time with a unit, us, ms or s, such as \"10ms\""),
        ] as [(String?, String?, String)])
    func wrongUnitsAreRefused(bandwidth: String?, latency: String?, words: String) {
        #expect(sentence(of: Refusal.self) { _ = try Interconnect(bandwidth: bandwidth, latency: latency) } == words)
    }

    @Test func unitsAreRead() throws {
        let given = try Interconnect(bandwidth: "25Gb", latency: "2us")
        #expect(given == Interconnect(bandwidth: 25_000_000_000, latency: 2_000))
        #expect(try Interconnect(bandwidth: nil, latency: nil) == .ethernet)
        #expect(given.text == "25Gb/s and 2us a message")
    }
}
