import Foundation
import Reporting

/// `report.html`: everything that a run's folder says, as one page that needs nothing else.
///
/// The same folder gives the same bytes.
public struct RunReport: Sendable {
    /// The name of the file in a run's folder.
    public static let fileName = "report.html"

    private let page: Page

    /// The parts of the page in their order; each is nil for a run that has nothing to show there.
    private static let sections: [@Sendable (RunRecords) throws -> Section?] = [
        { try $0.outcomeSection }, { $0.learningSection }, { $0.shiftSection }, { $0.poolSection },
        { $0.operationsSection }, { $0.searchSection }, { $0.networkSection }, { $0.retrainSection },
        { try $0.testSection }, { try $0.costSection }, { $0.settingsSection },
    ]

    /// Reads a run's folder, of an unfinished run too.
    ///
    /// - Throws: `RunRefusal` or `ScenarioError` for a folder that is none of a run, and for a file in it that is not as a
    ///   run writes it.
    public init(of folder: String) throws {
        let records = try RunRecords(of: folder)
        page = Page(
            title: "\(records.scenario.name), seed \(records.seed)", lead: try records.lead,
            keyFigures: try records.keyFigures, sections: try Self.sections.compactMap { try $0(records) })
    }

    /// The page.
    public var html: String { page.html }

    /// Writes the page.
    ///
    /// - Parameter path: The file; one that is there is replaced as a whole.
    /// - Throws: `RunFailure` where it cannot be written.
    public func write(to path: String) throws(RunFailure) {
        do {
            try Data(html.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw RunFailure("\(path) cannot be written: \(RunDirectory.reason(error))")
        }
    }
}
