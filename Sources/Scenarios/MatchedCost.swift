import Documents
import RunFiles

/// What the supernet of a finished run has cost, for a run that is to cost as much.
struct MatchedCost {
    private let optimizationImages: Int
    private let evaluationImages: Int
    /// How many picture passes of scoring took as long as one of training; nil where the run did not do both.
    let measuredRatio: Double?

    /// Reads the run's `summary.json`.
    ///
    /// - Throws: `Refusal` where the folder is not that of a finished run, or the run has trained no supernet.
    init(of folder: String) throws(Refusal) {
        guard FolderContents.isFolder(folder) else {
            throw Refusal("\(folder) is not a folder; expected the folder of a finished run")
        }
        let file = "\(folder)/\(RunFileName.summary)"
        let summary = try RunSummary(JSONSection(ofRunFile: file, what: "the summary of a finished run"))
        guard let supernet = summary.supernet, let effort = supernet.effort, supernet.optimizationImages > 0 else {
            throw Refusal("\(file) says nothing of a training; expected the summary of a run that trained a supernet")
        }
        optimizationImages = supernet.optimizationImages
        evaluationImages = supernet.evaluationImages
        measuredRatio = effort.measuredCostRatio
        if let measuredRatio, !(measuredRatio > 0 && measuredRatio <= 1_000) {
            throw Refusal("\(file): the measured ratio of costs is \(measuredRatio); expected above 0 to 1000")
        }
        guard optimizationImages <= 1 << 50, evaluationImages <= 1 << 50 else {
            throw Refusal(
                "\(file): the costs are \(optimizationImages) and \(evaluationImages); expected counts of picture "
                    + "passes")
        }
    }

    /// #optimization + #evaluation / ratio.
    func correctedImages(ratio: Double) -> Double {
        Double(optimizationImages) + Double(evaluationImages) / ratio
    }
}
