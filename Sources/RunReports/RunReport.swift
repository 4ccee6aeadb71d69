public import Documents
import Foundation
import Reporting
public import RunFiles
import Scenarios

/// `report.html`: everything that a run's folder says, as one page that needs nothing else.
///
/// The same folder gives the same bytes.
public struct RunReport: Sendable {
    private let page: Page

    /// The parts of the page: first what came out, then how.
    ///
    /// A part with nothing to show is left out.
    private static func sections(of records: RunRecords) -> [Section] {
        let replay = PoolReplay(records)
        return [
            records.outcomeSection, records.searchSection, records.networkSection, records.candidatesSection,
            records.retrainSection, records.testSection, records.costSection, records.learningSection,
            records.shiftSection, records.poolSection(replay), records.operationsSection(replay),
            records.exposureSection(replay), records.effectsSection, records.settingsSection,
        ].compactMap(\.self)
    }

    /// Reads the folder of a run, finished or not.
    ///
    /// - Throws: `Refusal` or `ScenarioError` where the folder is not that of a run, or a file in it is not as a run
    ///   writes it.
    public init(of folder: String) throws {
        let records = try RunRecords(of: folder)
        page = Page(
            title: records.title, lead: records.lead,
            keyFigures: records.keyFigures, sections: Self.sections(of: records))
    }

    /// The page's text.
    public var html: String { page.html }

    /// Writes the page into a file.
    ///
    /// - Parameter file: The file.
    /// - Throws: `Failure` where it cannot be written.
    public func write(to file: OutputFile) throws(Failure) { try file.write(Data(html.utf8)) }
}

extension RunDirectory {
    /// Writes the page of a finished run.
    ///
    /// - Throws: `Failure` where it cannot be made or written. The run's results are in the folder nevertheless.
    package func writeReport() throws(Failure) {
        let report: RunReport
        do {
            report = try RunReport(of: path)
        } catch {
            throw Failure("the run is over, but its report cannot be made: \(error)")
        }
        try write(Data(report.html.utf8), to: RunFileName.report)
    }
}
