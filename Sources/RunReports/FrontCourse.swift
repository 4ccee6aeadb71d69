import Architecture
import RunFiles
import Scenarios
import Search

/// The front of a search after each of its generations, from the scores that the records list.
///
/// A search on predictions ends with another front, that by what is predicted.
struct FrontCourse {
    /// The front after each generation, in the order of `ParetoFront`.
    let fronts: [[Path]]
    /// What every evaluated path scored.
    let errors: [Path: Double]

    /// Follows a search; nil where it weighed latencies, which the records do not list, where costs are not known, and where
    /// a score is not finite.
    init?(_ records: RunRecords) {
        let search = records.scenario.search
        guard !search.usesLatency, let costs = records.costs else { return nil }
        let limits = CostLimits(macs: search.limits.macs, params: search.limits.params)
        var fronts: [[Path]] = []
        var errors: [Path: Double] = [:]
        // Whoever is dominated once stays so: the front so far and the new networks are all that counts.
        var front: [Evaluation] = []
        for line in records.metrics.generations {
            for (index, path) in line.paths.enumerated() {
                let cost = costs.cost(of: path)
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
        }
        self.fronts = fronts
        self.errors = errors
    }
}
