import Documents
import Reporting
import RunFiles
import Scenarios

extension RunRecords {
    /// What the run was told, and what it ran on.
    var settingsSection: Section? {
        var pieces: [Section.Piece] = [.paragraph("Search space: \(space).")]
        pieces.append(.document(title: RunFileName.scenario, text: scenario.resolved.text(indented: true)))
        if let environment {
            pieces.append(.document(title: RunFileName.environment, text: environment.json.text(indented: true)))
        }
        if let summary { pieces.append(.paragraph("Digest of the results: \(summary.digest)")) }
        return Section(id: "settings", title: "Scenario and environment", pieces: pieces)
    }
}
