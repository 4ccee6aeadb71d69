package import Architecture
package import Documents
import Supernet

extension RoundRecord {
    /// The record as a line of `metrics.jsonl`.
    ///
    /// `paths` are in rank order, the first `kept` of them trained; losses and accuracies in the same order, absent for
    /// baselines, which score nothing.
    package var json: JSONValue {
        let scored = ranked.kept + ranked.rejected
        let isScored = ranked.kept.allSatisfy { $0.loss.isFinite }
        var members: [JSONValue.Member] = [
            .init("kind", "round"), .init("round", .integer(ranked.plan.round)), .init("epoch", JSONValue(epoch)),
            .init("epsilon", JSONValue(ranked.plan.epsilon)), .init("learning_rate", JSONValue(learningRate)),
            .init("paths", .array(scored.map { .array($0.path.choices.map { .integer(Int($0)) }) })),
            .init("kept", .integer(ranked.kept.count)),
            .init("from_pool", .array(scored.map { .bool($0.draw.isFromPool) })),
        ]
        if isScored {
            members += [
                .init("losses", .array(scored.map { JSONValue($0.loss) })),
                .init("accuracies", .array(scored.map { JSONValue($0.accuracy) })),
            ]
        }
        members.append(.init("training_losses", .array(trainingLosses.map { JSONValue($0) })))
        if isScored { members.append(.init("pool", pool.json)) }
        members += [
            .init("optimization_images", .integer(cost.optimizationImages)),
            .init("evaluation_images", .integer(cost.evaluationImages)),
            .init("scoring_seconds", JSONValue(cost.scoringSeconds)),
            .init("training_seconds", JSONValue(cost.trainingSeconds)),
        ]
        return .object(members)
    }
}

extension PoolSummary {
    fileprivate var json: JSONValue {
        [
            "size": .integer(size), "best_loss": bestLoss.map { JSONValue($0) } ?? .null,
            "median_loss": medianLoss.map { JSONValue($0) } ?? .null, "pi": JSONValue(freshShare),
            "newcomers_among_kept": JSONValue(newcomersShare),
            "pi_of_records_alone": JSONValue(recordsAlone),
        ]
    }
}

extension PoolState {
    /// The pool as `pool.json`.
    ///
    /// - Parameter picturesOf: What the members' losses were measured on, in words.
    package func json(space: SearchSpace, picturesOf: String) -> JSONValue {
        [
            "space": .string(space.description),
            "fingerprint": .string(space.fingerprint),
            "capacity": .integer(capacity),
            "scored_on": .string(picturesOf),
            "members": .array(
                members.map { member in
                    [
                        "choices": .array(member.path.choices.map { .integer(Int($0)) }),
                        "names": .string(space.names(of: member.path)),
                        "loss": JSONValue(member.loss),
                        "accuracy": JSONValue(member.accuracy),
                        "scored_round": .integer(member.scoredRound),
                        "admitted_round": .integer(member.admittedRound),
                        "macs": .integer(space.blueprint(of: member.path).macs),
                    ]
                }),
        ]
    }
}

extension PoolStanding {
    /// The comparison as `pool.json` and `summary.json` have it.
    package var json: JSONValue {
        [
            "uniform_paths": .integer(uniformPaths), "uniform_median_loss": JSONValue(uniformMedianLoss),
            "share_beating_it": JSONValue(beatingShare), "images": .integer(images),
        ]
    }
}
