import Documents
import Reporting
import RunFiles
import Scenarios

extension RunRecords {
    /// The scenario, the environment, and the digest of the results.
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
