import Documents

/// A column of a comparison: what is measured of a run, and how it is written.
///
/// Columns follow You et al., CVPR 2020, Table 1; the costs in core-hours stand for the days of its Table 2.
enum ComparedMeasure: String, CaseIterable {
    /// The share of test pictures whose first guess is right, after retraining.
    case top1 = "test_top1"
    /// The share of test pictures whose class is among the first five guesses.
    case top5 = "test_top5"
    /// The MACs of the network that was found.
    case macs
    /// Its latency in seconds by the scenario's table.
    case latency = "latency_seconds"
    /// #optimization of the supernet, in image passes.
    case optimizationImages = "optimization_images"
    /// #evaluation of the supernet, in image passes.
    case evaluationImages = "evaluation_images"
    /// #optimization + #evaluation / 3.33.
    case correctedImages = "corrected_optimization_images"
    /// The mean MACs of a trained path: what the same number of image passes costs differs by it.
    case meanMacsTrained = "mean_macs_trained"
    /// The supernet's training: seconds times workers, in hours.
    case trainingCoreHours = "training_core_hours"
    /// The search: seconds times workers, in hours.
    case searchCoreHours = "search_core_hours"

    /// The head of the column.
    var title: String {
        switch self {
        case .top1: "Top-1 %"
        case .top5: "Top-5 %"
        case .macs: "MACs"
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
        case .macs, .optimizationImages, .evaluationImages, .correctedImages, .meanMacsTrained:
            .count(mean, below: 1e4)
        }
    }
}
