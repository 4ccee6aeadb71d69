import Documents
import RunFiles
import Scenarios

extension ScenarioFile {
    /// Reads the scenario of a run's folder, which is looked at and not gone on with.
    ///
    /// - Throws: `Refusal` where the folder is not that of a run, `ScenarioError` where its scenario cannot be read.
    static func read(reporting folder: String) throws -> Scenario {
        guard FolderContents.isFolder(folder) else {
            throw Refusal("\(folder) is not a folder; expected the folder of a run")
        }
        guard FolderContents.exists("\(folder)/\(RunFileName.scenario)") else {
            throw Refusal("\(folder) is no run, since it has no scenario.json; expected the folder of a run")
        }
        return try read(ofRun: folder)
    }
}
