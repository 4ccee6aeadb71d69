import Architecture
import Retraining
import Supernet
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunSupport

/// Every record comes back from its own text as it was, whatever its numbers and whichever parts it lacks.
struct RecordTests {
    private static let trials = 40

    /// A document as a file has it.
    private func section(_ json: JSONValue) throws -> JSONSection {
        JSONSection(file: "file", object: try JSONValue(parsing: json.text(indented: true)))
    }

    private func space() throws -> SearchSpace {
        try SearchSpace(macro: .quickstart, operations: SearchSpace.operationsQuickstart)
    }

    @Test(arguments: 0..<trials)
    func linesComeBackAsTheyWere(trial: Int) throws {
        var numbers = Numbers(trial)
        let space = try space()
        let paths = numbers.paths(of: space)
        let round = RoundEvent(
            round: numbers.count(), epoch: numbers.number(), epsilon: numbers.number(),
            learningRate: numbers.number(), paths: paths, kept: paths.count / 2,
            isFromPool: paths.map { _ in numbers.bool() },
            scores: numbers.optional { numbers in
                RoundEvent.Scores(
                    losses: paths.map { _ in numbers.number() }, accuracies: paths.map { _ in numbers.number() })
            },
            trainingLosses: [numbers.number()],
            pool: numbers.optional { numbers in
                RoundEvent.Pool(
                    size: numbers.count(), bestLoss: numbers.optional { $0.number() },
                    medianLoss: numbers.optional { $0.number() }, freshShare: numbers.number(),
                    recordsAlone: numbers.number(), newcomersShare: numbers.number())
            },
            optimizationImages: numbers.count(), evaluationImages: numbers.count(),
            scoringSeconds: numbers.number(), trainingSeconds: numbers.number())
        #expect(try RoundEvent(section(round.line), space: space) == round)
        let generation = GenerationEvent(
            generation: numbers.count(), evaluated: numbers.count(), paths: paths,
            losses: paths.map { _ in numbers.number() }, accuracies: paths.map { _ in numbers.number() },
            latencies: numbers.optional { numbers in paths.map { _ in numbers.number() } },
            best: [
                .init(objective: "error", value: numbers.number()), .init(objective: "macs", value: numbers.number()),
            ], front: numbers.count(), images: numbers.count(), seconds: numbers.number())
        #expect(try GenerationEvent(section(generation.line), space: space) == generation)
        let epoch = EpochRecord(
            epoch: numbers.count(), loss: numbers.number(), accuracy: numbers.share(),
            validationAccuracy: numbers.optional { $0.share() }, learningRate: numbers.number(),
            images: numbers.count(), seconds: numbers.number())
        #expect(try EpochRecord(section(epoch.line)) == epoch)
        let candidate = CandidateEpochEvent(rank: numbers.count(), rung: numbers.count(), record: epoch)
        #expect(try CandidateEpochEvent(section(candidate.line)) == candidate)
        let judgement = JudgementEvent(
            rank: numbers.count(), path: paths.first ?? space.allPaths[0], rung: numbers.count(),
            epoch: numbers.count(), accuracy: numbers.number(), loss: numbers.number(), pictures: numbers.count())
        #expect(try JudgementEvent(section(judgement.line), space: space) == judgement)
        #expect(candidate.line["phase"] == "retrain" && judgement.line["phase"] == "retrain")
        for line in [round.line, generation.line, epoch.line] { #expect(line["format"] == 2) }
        #expect([round.line, generation.line, epoch.line].map { $0["phase"] } == ["supernet", "search", "retrain"])
    }

    @Test(arguments: 0..<trials)
    func summariesComeBackAsTheyWere(trial: Int) throws {
        var numbers = Numbers(trial)
        let summary = numbers.summary()
        #expect(try RunSummary(section(summary.json)) == summary)
        #expect(summary.json["format"] == 2)
        // As it stands in its file, and after a figure was changed by hand.
        let written = try JSONValue(parsing: summary.json.text(indented: true))
        #expect(try RunSummary(section(written)) == summary)
        let changed = written.setting("seed", to: .integer(summary.seed + 1))
        #expect(
            sentence { try RunSummary(JSONSection(file: "a/summary.json", object: changed)) }
                == "a/summary.json has changed since it was written: its checksum does not match; expected the original file"
        )
        // That of an earlier build has no checksum.
        #expect(try RunSummary(section(changed.setting("checksum", to: nil))).seed == summary.seed + 1)
    }

    @Test(arguments: 0..<trials)
    func poolsAndFrontsComeBackAsTheyWere(trial: Int) throws {
        var numbers = Numbers(trial)
        let space = try space()
        let paths = numbers.paths(of: space)
        let pool = PoolFile(
            space: space.description, fingerprint: space.fingerprint, capacity: numbers.count(), scoredOn: "x",
            members: paths.map { path in
                PoolFile.Member(
                    path: path, loss: numbers.number(), accuracy: numbers.number(), scoredRound: numbers.count(),
                    admittedRound: numbers.count(), macs: numbers.count())
            }, standing: numbers.optional { $0.standing() })
        #expect(try PoolFile(section(pool.json(space: space)), space: space) == pool)
        var front = FrontFile(
            space: space.description, fingerprint: space.fingerprint, scoredOn: "x", pictures: numbers.count(),
            objectives: ["error", "macs"],
            members: paths.map { path in
                FrontFile.Member(
                    path: path, objectives: [numbers.number(), numbers.number()], macs: numbers.count(),
                    params: numbers.count(), accuracy: numbers.number(), loss: numbers.number(),
                    latency: numbers.optional { $0.number() },
                    predicted: numbers.optional { PredictedScores(accuracy: $0.number(), loss: $0.number()) })
            })
        front.shortlist = Array(front.members.prefix(3))
        func fit() -> OperationEffects.Fit {
            OperationEffects.Fit(mean: numbers.number(), heldOutError: numbers.number(), penalty: numbers.number())
        }
        let effects = OperationEffects(
            paths: numbers.count(), accuracy: fit(), loss: fit(),
            rows: space.layers.enumerated().flatMap { layer, offer in
                offer.choices.map { choice in
                    OperationEffects.Row(
                        layer: layer, choice: choice, paths: numbers.count(), accuracy: numbers.number(),
                        accuracyError: numbers.number(), loss: numbers.number(), lossError: numbers.number())
                }
            })
        front.effects = numbers.optional { _ in effects }
        #expect(try FrontFile(section(front.json(space: space)), space: space) == front)
        for json in [pool.json(space: space), front.json(space: space)] { #expect(json["format"] == 2) }
    }

    /// Keys that scripts rely on, each in its place.
    @Test func summaryKeepsItsContract() throws {
        var numbers = Numbers(1)
        var summary = numbers.summary()
        while summary.supernet?.effort == nil || summary.retrain == nil || summary.search == nil
            || summary.architecture?.choices == nil || summary.testOpenings == nil || summary.pool == nil
        { summary = numbers.summary() }
        summary.retrain?.testTop5 = nil
        let contract = [
            "": "scenario seed digest supernet pool search architecture retrain test_openings",
            "supernet": "strategy rounds epochs stopped_by optimization_images evaluation_images "
                + "corrected_optimization_images seconds",
            "pool": "size best_loss", "search": "evaluated front", "architecture": "choices macs params",
            "retrain": "epochs test_top1 test_top5",
        ]
        for (name, keys) in contract {
            let part = name.isEmpty ? summary.json : try #require(summary.json[name])
            for key in keys.split(separator: " ") { #expect(part[String(key)] != nil, "\(name).\(key)") }
        }
        #expect(summary.json["retrain"]?["test_top5"] == .null)
    }
}
