public import Documents
import Foundation
import Reporting
public import RunFiles
import Scenarios

extension SimulationOutcome {
    /// Writes `scenario.json`, `environment.json`, `report.html` and `summary.json`.
    ///
    /// - Parameters:
    ///   - directory: A folder of the simulation's own.
    ///   - workers: The number of evaluators.
    /// - Throws: `Failure` where a file cannot be written.
    public func write(to directory: RunDirectory, workers: Int) throws(Failure) {
        // First, since a sweep knows by it that a combination has begun.
        try directory.write(scenario.resolved, to: RunFileName.scenario)
        try directory.write(
            RunEnvironment(workers: workers, kind: .simulation).json, to: RunFileName.environment)
        try directory.write(Data(SimulationReport(self).page.html.utf8), to: RunFileName.report)
        // Last, since it says that the others are whole.
        try directory.write(json, to: RunFileName.summary)
    }
}
