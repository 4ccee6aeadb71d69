import Documents
import RunFiles

/// A column of a comparison: what is measured of a run, and how it is written.
///
/// Columns follow You et al., CVPR 2020, Tables 1 and 2; the costs in core-hours stand for the days of the second one.
enum ComparedMeasure: CaseIterable {
    /// The share of test pictures that are classified correctly (top-1), after retraining.
    case top1
    /// The share of test pictures whose class is among the five highest logits.
    case top5
    /// The MACs of the network that was found, or trained by itself.
    case macs
    /// Its trainable parameters.
    case params
    /// Its latency in seconds by the scenario's table.
    case latency
    /// #optimization of the supernet, in picture passes.
    case optimizationImages
    /// #evaluation of the supernet, in picture passes.
    case evaluationImages
    /// #optimization + #evaluation / 3.33.
    case correctedImages
    /// The mean MACs of a trained path: what the same number of picture passes costs differs by it.
    case meanMacsTrained
    /// The supernet's training: seconds times workers, in hours.
    case trainingCoreHours
    /// The search: seconds times workers, in hours.
    case searchCoreHours

    /// The key in JSON; that of `summary.json` where it has the figure.
    var key: String {
        switch self {
        case .top1: RunKey.testTop1
        case .top5: RunKey.testTop5
        case .macs: RunKey.macs
        case .params: RunKey.params
        case .latency: RunKey.latencySeconds
        case .optimizationImages: RunKey.optimizationImages
        case .evaluationImages: RunKey.evaluationImages
        case .correctedImages: RunKey.correctedImages
        case .meanMacsTrained: RunKey.meanMacsTrained
        case .trainingCoreHours: "training_core_hours"
        case .searchCoreHours: "search_core_hours"
        }
    }

    /// The head of the column.
    var title: String {
        switch self {
        case .top1: "Top-1 %"
        case .top5: "Top-5 %"
        case .macs: "MACs"
        case .params: "params"
        case .latency: "latency ms"
        case .optimizationImages: "#optimization"
        case .evaluationImages: "#evaluation"
        case .correctedImages: "corrected"
        case .meanMacsTrained: "MACs trained"
        case .trainingCoreHours: "training core-h"
        case .searchCoreHours: "search core-h"
        }
    }

    /// A mean in the column's unit, with the deviation in the same unit where there is one.
    func text(mean: Double, deviation: Double?) -> String { unit(of: mean).text(mean: mean, deviation: deviation) }

    private func unit(of mean: Double) -> MeasureUnit {
        switch self {
        case .top1, .top5: MeasureUnit(divisor: 0.01, places: 2)
        case .latency: MeasureUnit(divisor: 0.001, places: 3)
        case .trainingCoreHours, .searchCoreHours: MeasureUnit(places: mean < 10 ? 3 : 1)
        case .macs, .params, .optimizationImages, .evaluationImages, .correctedImages, .meanMacsTrained:
            .count(mean, below: 1e4)
        }
    }
}
