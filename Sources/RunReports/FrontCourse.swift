import Architecture
import Foundation
import Reporting
import RunFiles
import Scenarios
import Search

/// The front of a search after each of its generations, from the scores that the records list.
///
/// A search that decides by predictions ends with another front, that of the predicted scores.
struct FrontCourse {
    /// The front after each generation, in the order of `ParetoFront`.
    let fronts: [[Path]]
    /// The error of every evaluated path, as a share.
    let errors: [Path: Double]
    /// The hypervolume of the front after each generation: of the box between the best and the reference point, the share
    /// that the front dominates.
    ///
    /// Empty where there are more than three objectives.
    let hypervolumes: [Double]
    /// The reference point in words.
    let reference: String

    /// Follows a search; nil where it used latencies that the records do not list, as those of earlier builds, where the costs
    /// of its networks are not known, or where a score is not finite.
    init?(_ records: RunRecords) {
        let search = records.scenario.search
        guard let table = records.costs else { return nil }
        let costs = records.evaluatedCosts
        guard !search.usesLatency || costs.values.allSatisfy({ $0.latency != nil }) else { return nil }
        let limits = search.limits.costLimits
        let box = Box(search.objectives, costs: table, longest: records.longestLatency)
        var (fronts, hypervolumes): ([[Path]], [Double]) = ([], [])
        var errors: [Path: Double] = [:]
        // A network that is dominated stays so: only the front so far and the new networks count.
        var front: [Evaluation] = []
        for line in records.metrics.generations {
            for (index, path) in line.paths.enumerated() {
                guard let cost = costs[path] else { return nil }
                errors[path] = 1 - line.accuracies[index]
                let evaluation: Evaluation
                do throws(SearchError) {
                    let objectives = try search.objectives.map { objective throws(SearchError) in
                        try objective.value(accuracy: line.accuracies[index], loss: line.losses[index], cost: cost)
                    }
                    evaluation = try Evaluation(
                        path: path, objectives: objectives, violation: limits.violation(of: cost))
                } catch {
                    return nil
                }
                front.append(evaluation)
            }
            front = ParetoFront(of: front).members
            fronts.append(front.map(\.path))
            if search.objectives.count <= Self.mostMeasured {
                hypervolumes.append(box.volume.share(of: front.filter(\.isFeasible).map(\.objectives)))
            }
        }
        self.fronts = fronts
        self.errors = errors
        self.hypervolumes = hypervolumes
        reference = box.words
    }

    /// The most objectives of which a hypervolume is computed; for more it takes too long.
    private static let mostMeasured = 3
}

/// The best and the reference point of some objectives.
///
/// Both are known before a search, so that searches of one space can be compared.
private struct Box {
    let volume: Hypervolume
    /// The reference point in words.
    let words: String

    /// - Parameter longest: The longest latency that was evaluated, in seconds: a table's longest one is not known any more.
    init(_ objectives: [Objective], costs: CostTable, longest: Double) {
        let (least, most) = (costs.minimum, costs.maximum)
        let ends = objectives.map { objective -> (best: Double, reference: Double, words: String) in
            switch objective {
            case .error: return (0, 1, "an error of 100 %")
            case .loss:
                let guessing = log(Double(costs.space.macro.classes))
                return (0, guessing, "the loss of guessing, \(NumberText.significant(guessing))")
            case .macs: return (Double(least.macs), Double(most.macs), "\(NumberText.grouped(most.macs)) MACs")
            case .params:
                return (Double(least.params), Double(most.params), "\(NumberText.grouped(most.params)) parameters")
            case .latency: return (0, longest, "the longest latency evaluated, \(NumberText.time(longest))")
            }
        }
        // A space all of whose networks cost the same has no room between the two.
        volume = Hypervolume(ideal: ends.map(\.best), reference: ends.map { max($0.reference, $0.best + 1e-9) })
        words = ends.map(\.words).joined(separator: " and ")
    }
}
