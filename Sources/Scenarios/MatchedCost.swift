import Documents
import RunFiles

/// What the supernet of a finished run has cost, for a run that is to cost as much.
struct MatchedCost {
    private let optimizationImages: Int
    private let evaluationImages: Int
    /// How many scored images took as long as one trained image; nil where the run did not do both.
    let measuredRatio: Double?

    /// Reads the run's `summary.json`.
    ///
    /// - Throws: `Refusal` where the folder is not that of a finished run, or the run has trained no supernet.
    init(of folder: String) throws(Refusal) {
        guard FolderContents.isFolder(folder) else {
            throw Refusal("\(folder) is not a folder; expected that of a finished run")
        }
        let summary = try JSONSection(
            of: "\(folder)/\(RunFileName.summary)", what: "the summary of a run that came to its end")
        let supernet = try summary.section("supernet")
        optimizationImages = try supernet.integer("optimization_images")
        evaluationImages = try supernet.integer("evaluation_images")
        measuredRatio =
            supernet.object["measured_cost_ratio"] == .null ? nil : try supernet.number("measured_cost_ratio")
        guard optimizationImages > 0 else {
            throw supernet.wrong("optimization_images", expected: "a run that trained a supernet")
        }
        if let measuredRatio, !(measuredRatio > 0 && measuredRatio <= 1_000) {
            throw supernet.wrong("measured_cost_ratio", expected: "a number above 0 to 1000")
        }
        guard evaluationImages >= 0, optimizationImages <= 1 << 50, evaluationImages <= 1 << 50 else {
            throw supernet.wrong("evaluation_images", expected: "a count of image passes")
        }
    }

    /// #optimization + #evaluation / ratio.
    func correctedImages(ratio: Double) -> Double {
        Double(optimizationImages) + Double(evaluationImages) / ratio
    }
}
