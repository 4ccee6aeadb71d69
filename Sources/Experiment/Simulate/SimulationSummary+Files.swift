import Foundation
import Reporting

extension SimulationSummary {
    /// Writes `scenario.json`, `environment.json`, `report.html` and `summary.json`.
    ///
    /// - Parameters:
    ///   - directory: A folder of the simulation's own.
    ///   - version: The engine's version.
    ///   - workers: The evaluators that there were.
    /// - Throws: `RunFailure` where a file cannot be written.
    public func write(to directory: RunDirectory, version: String, workers: Int) throws(RunFailure) {
        // First, since a sweep knows by it that a combination has begun.
        try directory.write(scenario.resolved, to: "scenario.json")
        try directory.write(
            RunEnvironment(version: version, workers: workers, kind: .simulation).json, to: RunEnvironment.fileName)
        try directory.write(Data(SimulationReport(self).page.html.utf8), to: RunReport.fileName)
        // Last, since it says that the others are whole.
        try directory.write(json, to: RunSummary.fileName)
    }
}
