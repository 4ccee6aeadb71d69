public import Documents
import Foundation
import Retraining
public import RunFiles

/// The epochs of a retraining as a table in the form of timm's `summary.csv`.
///
/// Accuracies are percentages, as there; epochs count from 1, as in `metrics.jsonl`. The `eval` columns are of the
/// pictures that a retraining holds out; what it does not measure stays empty.
public struct EpochTable: Sendable {
    private let epochs: [EpochRecord]

    /// Reads the folder of a run, finished or not.
    ///
    /// - Throws: `Refusal` or `ScenarioError` where the folder is not that of a run, a file in it is not as a run writes
    ///   it, or no epoch of a retraining is recorded.
    public init(of folder: String) throws {
        epochs = try RunRecords(of: folder).metrics.epochs
        guard !epochs.isEmpty else {
            throw Refusal(
                "\(folder) has no epoch of a retraining in its metrics.jsonl; expected a run that has come so far")
        }
    }

    /// The table; a number has as few digits as give the same number when they are read.
    public var csv: String {
        var text = "epoch,train_loss,eval_loss,eval_top1,eval_top5,lr\n"
        for epoch in epochs {
            // 0.29 times 100 is not 29 in binary; a share of pictures has fewer digits than are kept here.
            let accuracy = epoch.validationAccuracy.map { "\(JSONValue(($0 * 1e10).rounded() / 1e8))" } ?? ""
            let loss = epoch.validationLoss.map { "\(JSONValue($0))" } ?? ""
            text +=
                "\(epoch.epoch),\(JSONValue(epoch.loss)),\(loss),\(accuracy),,\(JSONValue(epoch.learningRate))\n"
        }
        return text
    }

    /// Writes the table.
    ///
    /// - Parameter file: The file.
    /// - Throws: `Failure` where it cannot be written.
    public func write(to file: OutputFile) throws(Failure) { try file.write(Data(csv.utf8)) }
}
