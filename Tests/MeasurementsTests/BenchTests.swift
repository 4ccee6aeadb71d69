import Analysis
import Architecture
import Foundation
import NeuralNetwork
import RunSupport
import Supernet
import TestSupport
import Testing
@testable import Documents
@testable import Measurements

struct BenchTests {
    /// 21 layers, each path one of the space whose channels are 8 and a little more.
    private func tiny(_ mode: BenchPlan.Mode, workers: Int = 2, repetitions: Int = 1) throws -> BenchPlan {
        try BenchPlan(
            mode: mode, macro: .cifar, width: 0.05, batch: 3, images: 5, workers: workers, repetitions: repetitions)
    }

    @Test func eachModeCountsThePicturesThatItsPathsSee() throws {
        let train = try BenchPlan(mode: .train, macro: .cifar, batch: 64, images: 7)
        #expect(train.paths.count == 20 && train.scored.isEmpty && train.trained.count == 20)
        #expect(train.picturePasses == 20 * 64)
        let score = try BenchPlan(mode: .score, macro: .cifar, batch: 64, images: 1000)
        #expect(score.paths.count == 10 && score.scored.count == 10 && score.trained.isEmpty)
        #expect(score.picturePasses == 10 * 1000)
        let round = try BenchPlan(mode: .round, macro: .cifar, batch: 64, images: 256)
        #expect(round.scored.count == 10 && round.trained == round.scored.prefix(5))
        #expect(round.picturePasses == 10 * 256 + 5 * 64)
    }

    @Test func scoredSetsAreCutAsTheMacroAsksAndARoundIsOneGroup() throws {
        #expect(try BenchPlan(mode: .score, macro: .cifar).scoringGroup == 250)
        #expect(try BenchPlan(mode: .score, macro: .cifar, images: 100).scoringGroup == 100)
        #expect(try BenchPlan(mode: .score, macro: .imagenet).scoringGroup == 32)
        #expect(try BenchPlan(mode: .round, macro: .cifar, images: 1000).scoringGroup == 1000)
    }

    /// 16-bit numbers are scored by where they are fast, and refused elsewhere; they change a score's loss a little.
    @Test func precisionIsThatOfTheScores() async throws {
        func plan(_ precision: ScoringPrecision) throws -> BenchPlan {
            try BenchPlan(
                mode: .score, macro: .cifar, width: 0.05, images: 5, precision: precision, workers: 1, repetitions: 1)
        }
        let exact = try await Bench(plan(.float32)).run()
        #expect(exact.json["precision"] == "float32" && !exact.text.contains("scores are computed"))
        for precision in ScoringPrecision.allCases where precision != .float32 {
            if let shortcoming = precision.shortcoming(of: "--precision") {
                #expect(
                    shortcoming.hasPrefix(
                        "--precision is \"\(precision.rawValue)\", which needs the instruction set avx512_"))
                #expect(throws: Refusal(shortcoming)) { try plan(precision) }
                continue
            }
            let result = try await Bench(plan(precision)).run()
            #expect(result.json["precision"] == .string(precision.rawValue))
            #expect(result.text.contains("; scores are computed from \(precision.rawValue)\n"))
            #expect(result.loss != exact.loss && abs(result.loss - exact.loss) < 0.1 * exact.loss)
        }
    }

    /// 2 operations a multiply-accumulate forward, 6 in training.
    @Test func operationsAreCountedFromTheMACsOfThePathsThatRun() throws {
        let train = try BenchPlan(mode: .train, macro: .cifar, batch: 64)
        func macs(_ count: Int) -> Int {
            train.paths.prefix(count).reduce(0) { $0 + train.space.blueprint(of: $1).macs }
        }
        #expect(train.operations == Double(6 * 64 * macs(20)))
        let score = try BenchPlan(mode: .score, macro: .cifar, images: 1000)
        #expect(score.operations == Double(2 * 1000 * macs(10)))
        let round = try BenchPlan(mode: .round, macro: .cifar, batch: 64, images: 256)
        let (scored, trained) = (2 * 256 * macs(10), 6 * 64 * macs(5))
        #expect(round.operations == Double(scored + trained))
    }

    /// A path of 120,677,888 MACs, counted by an implementation of its own in another language.
    @Test func operationsOfAKnownPathAreThoseCountedByHand() throws {
        let folder = TemporaryFolder()
        let file = try folder.write(
            "paths.json", "{\"paths\": [[5, 5, 6, 6, 1, 2, 5, 5, 0, 6, 2, 4, 1, 0, 3, 3, 0, 0, 1, 2, 3]]}")
        func operations(_ mode: BenchPlan.Mode) throws -> Double {
            try BenchPlan(mode: mode, macro: .cifar, batch: 64, images: 1000, file: file).operations
        }
        #expect(try operations(.score) == 241_355_776_000)
        #expect(try operations(.train) == 46_340_308_992)
        #expect(try operations(.round) == 287_696_084_992)
    }

    /// 10 passes of 1000 pictures in 4 seconds; operations by hand: 2 * 1000 * the sum of the MACs.
    @Test func figuresFollowFromTheMedianOfTheSeconds() throws {
        let plan = try BenchPlan(mode: .score, macro: .cifar, images: 1000, repetitions: 4)
        let result = BenchResult(
            plan: plan, ranks: 2, exchangeShare: 0.25, allSeconds: [9, 3, 1, 5], loss: 2, peakMemory: 10)
        #expect(result.seconds == 4)
        #expect(result.imagesPerSecond == 2500)
        #expect(result.gigaflops == plan.operations / 4e9)
        #expect([3.0, 1, 2].median == 2)
        #expect(result.json["ranks"] == 2 && result.json["exchange_share"] == 0.25)
        #expect(
            result.text.contains("2 ranks of ")
                && result.text.contains(", 25.0 % of the time in the exchange and waiting for it on "))
    }

    @Test func spaceIsThatOfMobileNetWithoutIdentitiesThatChangeTheShape() throws {
        let space = try BenchPlan(mode: .train, macro: .cifar, width: 0.5).space
        #expect(space.activation == .relu6 && space.stemActivation == .relu6)
        #expect(space.layers.count { $0.choices.count == 6 } == 6)
        let channels = space.layers.reduce(0) { $0 + $1.outputChannels }
        #expect(channels == 4 * (16 + 24 + 40 + 48 + 96) + 160)
        #expect(space.stem.outputChannels == 16 && space.head.outputChannels == 640)
    }

    @Test(arguments: BenchPlan.Mode.allCases) func tinyRunsGiveFiniteFiguresThatNoWorkerCountChanges(
        mode: BenchPlan.Mode
    ) async throws {
        var losses: [Double] = []
        for workers in 1...3 {
            let lines = Log<String>()
            let result = try await Bench(tiny(mode, workers: workers, repetitions: 2)).run { lines.append($0) }
            #expect(result.allSeconds.count == 2 && result.allSeconds.allSatisfy { $0 > 0 })
            #expect(result.imagesPerSecond.isFinite && result.imagesPerSecond > 0)
            #expect(result.gigaflops.isFinite && result.gigaflops > 0)
            #expect(result.peakMemory > 1)
            #expect(lines.entries.count == 3)
            losses.append(result.loss)
        }
        #expect(losses[0].isFinite && losses[0] > 0)
        #expect(Set(losses).count == 1, "\(losses)")
    }

    /// Batches in groups: the same losses on any number of ranks, and time in the exchange.
    @Test(arguments: BenchPlan.Mode.allCases) func ranksFindTheSameLosses(mode: BenchPlan.Mode) async throws {
        let plan = try BenchPlan(
            mode: mode, macro: .cifar, width: 0.05, batch: 3, group: 1, images: 5, workers: 1, repetitions: 1)
        let alone = try await Bench(plan).run()
        #expect(alone.ranks == 1 && alone.exchangeShare == 0 && alone.json["exchange_share"] == .null)
        for count in [2, 3] {
            for result in try await Board.ranks(count, { try await Bench(plan, ranks: $0).run() }) {
                #expect(result.loss == alone.loss && result.ranks == count)
                #expect(result.exchangeShare > 0 && result.exchangeShare < 1)
            }
        }
    }

    @Test func groupsAreThoseThatAreAskedFor() throws {
        func plan(_ mode: BenchPlan.Mode, group: Int?) throws -> BenchPlan {
            try BenchPlan(mode: mode, macro: .cifar, batch: 64, group: group, images: 100)
        }
        #expect(try plan(.train, group: nil).trainingGroup == 64 && plan(.train, group: 16).trainingGroup == 16)
        #expect(try plan(.train, group: 500).trainingGroup == 64)
        #expect(try plan(.round, group: 16).scoringGroup == 16 && plan(.score, group: 500).scoringGroup == 100)
        #expect(try plan(.round, group: 16).settings.normalizationBatch == 16)
    }

    /// What scripts that compare programs read.
    @Test func documentHasTheKeysThatScriptsRead() async throws {
        let json = try await Bench(tiny(.round)).run().json
        for key in [
            "images_per_second", "gflops", "seconds", "peak_rss_mb", "width", "batch", "images", "workers", "paths",
            "repetitions", "loss",
        ] {
            let value = try #require(json[key], "\(key)")
            #expect(value.kind == "a number", "\(key)")
        }
        #expect(json["mode"] == "round" && json["macro"] == "cifar" && json["paths"] == 10 && json["batch"] == 3)
        guard case .array(let seconds)? = json["all_seconds"] else {
            Issue.record("all_seconds is \(String(describing: json["all_seconds"]))")
            return
        }
        #expect(seconds.count == 1)
        #expect(json.text(indented: true).hasPrefix("{\n"))
    }

    @Test func workBeyondTheMemoryIsRefused() throws {
        let plan = try BenchPlan(mode: .round, macro: .imagenet, images: 1_000_000_000)
        let refusal = try #require(throws: Refusal.self, performing: { try Bench(plan) })
        #expect(refusal.description.contains("GiB of memory"))
    }

    @Test func widthThatGivesNoNetworkIsRefused() {
        func refused(_ width: Double) -> String {
            sentence { try BenchPlan(mode: .score, macro: .cifar, width: width) }
        }
        #expect(
            refused(1000) == "the stem's channels in the macro cifar times the width is 32000.0; expected at most 8192")
        #expect(refused(.nan) == "the width multiplier is nan; expected a number above 0")
    }
}
