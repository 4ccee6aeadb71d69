package import Documents
package import Retraining

/// An epoch of the training of a network that may be chosen for the retraining.
package struct CandidateEpochEvent: RunEvent, Hashable {
    package static let kind = RunEventKind.candidate

    /// The network's rank.
    package let rank: Int
    /// The rung on which the epoch was trained.
    package let rung: Int
    /// Losses and accuracies of the epoch.
    package let record: EpochRecord

    /// An epoch that the network of a rank was trained on a rung.
    package init(rank: Int, rung: Int, record: EpochRecord) {
        self.rank = rank
        self.rung = rung
        self.record = record
    }

    /// The event as a line has it: the keys of an epoch after the network's.
    package var json: JSONValue {
        let head: JSONValue = [RunKey.rank: .integer(rank), RunKey.rung: .integer(rung)]
        return head.joined(with: record.json)
    }

    /// Reads a line.
    ///
    /// - Throws: `Refusal` where it lacks a key.
    init(_ line: JSONSection) throws(Refusal) {
        self.init(
            rank: try line.count(RunKey.rank), rung: try line.count(RunKey.rung), record: try EpochRecord(line))
    }
}
