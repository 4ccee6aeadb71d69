import Architecture
import Documents
import Layout
import RunFiles
import Supernet
import TensorFiles

extension TrainingState<TrainedArenas> {
    /// The state, its arenas aside.
    var document: JSONValue {
        let document: JSONValue = [
            RunKey.rounds: .integer(course.roundsDone),
            "full_round": course.fullRound.map { .integer($0) } ?? .null,
            "steady_checks": .integer(course.steadyChecks),
            "stop": course.stop.map { .string($0.rawValue) } ?? .null,
            "stop_round": .integer(course.stopRound), "cooldown_rounds": .integer(course.cooldownRounds),
            "cost": cost.document,
            RunKey.pool: .array(
                pool.members.map { member in
                    [
                        RunKey.choices: JSONValue(member.path),
                        RunKey.loss: JSONValue(member.loss), RunKey.accuracy: JSONValue(member.accuracy),
                        RunKey.scoredRound: .integer(member.scoredRound),
                        RunKey.admittedRound: .integer(member.admittedRound),
                        "round_mean": JSONValue(member.roundMean),
                    ]
                }),
        ]
        return memory.map { document.setting("memory", to: $0.document) } ?? document
    }

    /// Reads a state of a scenario's training.
    ///
    /// - Throws: `Refusal` where it cannot be one.
    init(_ section: JSONSection, arenas: CheckpointArenas, supernet: SupernetPhase) throws(Refusal) {
        let (space, settings, count) = (supernet.space, supernet.settings, supernet.layout.table.count)
        var course = CourseProgress()
        course.roundsDone = try section.count(RunKey.rounds)
        guard course.roundsDone <= settings.lastRound else {
            throw section.wrong(RunKey.rounds, expected: "at most \(settings.lastRound)")
        }
        if section.object["full_round"] != .null { course.fullRound = try section.count("full_round") }
        course.steadyChecks = try section.count("steady_checks")
        guard course.steadyChecks <= 2, course.fullRound ?? 0 <= course.roundsDone else {
            throw section.wrong("full_round", expected: "a round that is over, and at most 2 steady checks")
        }
        if section.object["stop"] != .null {
            guard let stop = TrainingStop(rawValue: try section.text("stop")) else {
                throw section.wrong("stop", expected: "\"steadiness\", \"budget\", \"untrained\" or null")
            }
            course.stop = stop
        }
        course.stopRound = try section.count("stop_round")
        course.cooldownRounds = try section.count("cooldown_rounds")
        guard course.stopRound <= settings.lastRound, course.cooldownRounds <= settings.lastRound - course.stopRound
        else {
            throw section.wrong("cooldown_rounds", expected: "a stop and a cooldown within the planned rounds")
        }
        let members = try section.sections(RunKey.pool).map { member throws(Refusal) in
            Candidate(
                path: try member.path(RunKey.choices, of: space), loss: try member.number(RunKey.loss),
                accuracy: try member.number(RunKey.accuracy), scoredRound: try member.count(RunKey.scoredRound),
                admittedRound: try member.count(RunKey.admittedRound),
                // Earlier checkpoints have none, and few of them a memory, which alone looks at it.
                roundMean: try member.numberIfAny("round_mean") ?? 0)
        }
        let memory = try FilterMemory(section, settings: settings, space: space)
        let cost = try TrainingCost(section.section("cost"))
        guard
            let pool = PoolState(
                capacity: settings.poolCapacity(in: space), score: settings.score, seed: settings.seed,
                members: members,
                // The last scoring on the common set orders by scores.
                memory: cost.rescoringImages > 0 ? nil : memory)
        else { throw section.wrong(RunKey.pool, expected: "a pool of the scenario's, best first, each path once") }
        guard cost.passes == course.roundsDone * settings.passesPerRound, cost.steps <= cost.passes else {
            throw section.wrong("cost", expected: "\(course.roundsDone * settings.passesPerRound) passes")
        }
        self.init(
            weights: try arenas.arena("supernet.weights", count: count),
            momentum: try arenas.arena("supernet.momentum", count: count), pool: pool, memory: memory,
            course: course, cost: cost)
    }
}

extension TrainingCost {
    var document: JSONValue {
        [
            "steps": .integer(steps), "passes": .integer(passes), "trained_macs": .integer(trainedMacs),
            RunKey.optimizationImages: .integer(optimizationImages),
            RunKey.evaluationImages: .integer(evaluationImages),
            RunKey.rescoringImages: .integer(rescoringImages), RunKey.scoringSeconds: JSONValue(scoringSeconds),
            RunKey.trainingSeconds: JSONValue(trainingSeconds),
        ]
    }

    init(_ section: JSONSection) throws(Refusal) {
        self.init()
        steps = try section.count("steps")
        passes = try section.count("passes")
        trainedMacs = try section.count("trained_macs")
        optimizationImages = try section.count(RunKey.optimizationImages)
        evaluationImages = try section.count(RunKey.evaluationImages)
        rescoringImages = try section.count(RunKey.rescoringImages)
        scoringSeconds = try section.number(RunKey.scoringSeconds)
        trainingSeconds = try section.number(RunKey.trainingSeconds)
    }
}
