import RunFiles
import Scenarios

/// A run of a sweep as the table shows it.
struct SweepRow: Hashable, Sendable {
    /// How far a run is.
    enum Status: Hashable, Sendable {
        /// Its folder is not there yet.
        case notBegun
        /// It was interrupted.
        case begun
        /// Another process has its folder, as this sentence says.
        case inUse(String)
        /// It failed in this call, for this reason.
        case failed(String)
        /// It is finished.
        case done(summary: RunSummary)

        /// The word for it.
        var word: String {
            switch self {
            case .notBegun: "not begun"
            case .begun: "begun"
            case .inUse: "in use"
            case .failed: "failed"
            case .done: "done"
            }
        }

        /// The results; nil for an unfinished run.
        var summary: RunSummary? { if case .done(let summary) = self { summary } else { nil } }

        /// Where a folder stands that this call does nothing about.
        init(_ folder: SweptFolder) {
            self =
                switch folder {
                case .absent: .notBegun
                case .begun: .begun
                case .finished(let summary): .done(summary: summary)
                }
        }
    }

    /// The run.
    let combination: SweepCombination
    /// How far it is.
    var status: Status

    /// The results; nil for an unfinished run.
    var summary: RunSummary? { status.summary }

    /// Why it failed; nil where it did not.
    var failure: String? { if case .failed(let sentence) = status { sentence } else { nil } }
}
