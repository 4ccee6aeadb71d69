package import Architecture
package import Documents

/// How a network that may be chosen for the retraining did on held-out pictures at the end of a rung.
package struct JudgementEvent: RunEvent, Hashable {
    package static let kind = RunEventKind.judgement

    /// The network's rank.
    package let rank: Int
    /// The network.
    package let path: Path
    /// The rung that is over.
    package let rung: Int
    /// Epochs that the network has been trained for.
    package let epoch: Int
    /// The share of the held-out pictures that are classified correctly (top-1).
    package let accuracy: Double
    /// The mean loss on them.
    package let loss: Double
    /// How many they are.
    package let pictures: Int

    /// The judgement of a network, for `metrics.jsonl`.
    package init(
        rank: Int, path: Path, rung: Int, epoch: Int, accuracy: Double, loss: Double, pictures: Int
    ) {
        self.rank = rank
        self.path = path
        self.rung = rung
        self.epoch = epoch
        self.accuracy = accuracy
        self.loss = loss
        self.pictures = pictures
    }

    /// The event as a line has it.
    package var json: JSONValue {
        [
            RunKey.rank: .integer(rank), RunKey.choices: JSONValue(path), RunKey.rung: .integer(rung),
            RunKey.epoch: .integer(epoch), RunKey.accuracy: JSONValue(accuracy), RunKey.loss: JSONValue(loss),
            RunKey.pictures: .integer(pictures),
        ]
    }

    /// Reads a line.
    ///
    /// - Throws: `Refusal` where it lacks a key, or names a path that the space has not.
    init(_ line: JSONSection, space: SearchSpace) throws(Refusal) {
        self.init(
            rank: try line.count(RunKey.rank), path: try line.path(RunKey.choices, of: space),
            rung: try line.count(RunKey.rung), epoch: try line.count(RunKey.epoch),
            accuracy: try line.number(RunKey.accuracy), loss: try line.number(RunKey.loss),
            pictures: try line.count(RunKey.pictures))
    }
}
