import Foundation
import Reporting

extension SimulationSummary {
    /// Writes `scenario.json`, `environment.json`, `summary.json` and `report.html` into a folder of their own.
    ///
    /// - Parameters:
    ///   - folder: The folder, created if it does not exist; one that is not empty is refused.
    ///   - version: The engine's version.
    ///   - workers: The evaluators that there were.
    /// - Throws: `RunRefusal` where the folder cannot be taken, `RunFailure` where a file cannot be written.
    public func write(to folder: String, version: String, workers: Int) throws {
        try write(to: RunDirectory(creating: folder), version: version, workers: workers)
    }

    func write(to directory: RunDirectory, version: String, workers: Int) throws(RunFailure) {
        try directory.write(
            RunEnvironment(version: version, workers: workers, kind: .simulation).json, to: RunEnvironment.fileName)
        try directory.write(scenario.resolved, to: "scenario.json")
        try directory.write(Data(SimulationReport(self).page.html.utf8), to: RunReport.fileName)
        // Last, since it says that the others are whole.
        try directory.write(json, to: RunSummary.fileName)
    }
}
