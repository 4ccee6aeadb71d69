import Architecture
import Documents
import NeuralNetwork
import Supernet

extension TrainingState<TrainedArenas> {
    /// The state, its arenas aside.
    var document: JSONValue {
        [
            "rounds": .integer(course.roundsDone),
            "full_round": course.fullRound.map { .integer($0) } ?? .null,
            "steady_checks": .integer(course.steadyChecks),
            "stop": course.stop.map { .string($0.rawValue) } ?? .null,
            "stop_round": .integer(course.stopRound), "cooldown_rounds": .integer(course.cooldownRounds),
            "cost": cost.document,
            "pool": .array(
                pool.members.map { member in
                    [
                        "choices": .array(member.path.choices.map { .integer(Int($0)) }),
                        "loss": JSONValue(member.loss), "accuracy": JSONValue(member.accuracy),
                        "scored_round": .integer(member.scoredRound),
                        "admitted_round": .integer(member.admittedRound),
                    ]
                }),
        ]
    }

    /// Reads a state of a scenario's training.
    ///
    /// - Throws: `Refusal` where it cannot be one.
    init(_ section: JSONSection, arenas: CheckpointArenas, supernet: SupernetPhase) throws(Refusal) {
        let (space, settings, count) = (supernet.space, supernet.settings, supernet.layout.table.count)
        var course = CourseProgress()
        course.roundsDone = try section.count("rounds")
        guard course.roundsDone <= settings.lastRound else {
            throw section.wrong("rounds", expected: "at most \(settings.lastRound)")
        }
        if section.object["full_round"] != .null { course.fullRound = try section.count("full_round") }
        course.steadyChecks = try section.count("steady_checks")
        guard course.steadyChecks <= 2, course.fullRound ?? 0 <= course.roundsDone else {
            throw section.wrong("full_round", expected: "a round that is over, and at most 2 steady checks")
        }
        if section.object["stop"] != .null {
            guard let stop = TrainingStop(rawValue: try section.text("stop")) else {
                throw section.wrong("stop", expected: "\"steadiness\", \"budget\" or null")
            }
            course.stop = stop
        }
        course.stopRound = try section.count("stop_round")
        course.cooldownRounds = try section.count("cooldown_rounds")
        guard course.stopRound <= settings.lastRound, course.cooldownRounds <= settings.lastRound - course.stopRound
        else {
            throw section.wrong("cooldown_rounds", expected: "a stop and a cooldown within the planned rounds")
        }
        let members = try section.sections("pool").map { member throws(Refusal) in
            Candidate(
                path: try member.path("choices", of: space), loss: try member.number("loss"),
                accuracy: try member.number("accuracy"), scoredRound: try member.count("scored_round"),
                admittedRound: try member.count("admitted_round"))
        }
        guard
            let pool = PoolState(
                capacity: settings.poolCapacity(distinctPaths: space.pathCountIfSmall), score: settings.score,
                members: members)
        else { throw section.wrong("pool", expected: "a pool of the scenario's, best first, each path once") }
        let cost = try TrainingCost(section.section("cost"))
        guard cost.passes == course.roundsDone * settings.keptPaths, cost.steps <= cost.passes else {
            throw section.wrong("cost", expected: "\(course.roundsDone * settings.keptPaths) passes")
        }
        self.init(
            weights: try arenas.arena("supernet.weights", count: count),
            momentum: try arenas.arena("supernet.momentum", count: count), pool: pool, course: course,
            cost: cost)
    }
}

extension TrainingCost {
    var document: JSONValue {
        [
            "steps": .integer(steps), "passes": .integer(passes), "trained_macs": .integer(trainedMacs),
            "optimization_images": .integer(optimizationImages), "evaluation_images": .integer(evaluationImages),
            "rescoring_images": .integer(rescoringImages), "scoring_seconds": JSONValue(scoringSeconds),
            "training_seconds": JSONValue(trainingSeconds),
        ]
    }

    init(_ section: JSONSection) throws(Refusal) {
        self.init()
        steps = try section.count("steps")
        passes = try section.count("passes")
        trainedMacs = try section.count("trained_macs")
        optimizationImages = try section.count("optimization_images")
        evaluationImages = try section.count("evaluation_images")
        rescoringImages = try section.count("rescoring_images")
        scoringSeconds = try section.number("scoring_seconds")
        trainingSeconds = try section.number("training_seconds")
    }
}

extension JSONSection {
    /// A path of a space, as its choices.
    func path(_ key: String, of space: SearchSpace) throws(Refusal) -> Path {
        let choices = try integers(key)
        do throws(ArchitectureError) {
            return try space.path(from: choices)
        } catch {
            throw Refusal("\(file): \(path) \(key): \(error)")
        }
    }
}
