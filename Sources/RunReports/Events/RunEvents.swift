public import Documents
import Foundation
import Reporting
import Retraining
import RunFiles

/// The numbers of a run for TensorBoard: rounds, generations and epochs; each phase counts its own steps.
///
/// The same folder gives the same bytes.
public struct RunEvents: Sendable {
    /// When the run began, in seconds since the beginning of 1970; 0 where the folder does not say.
    let start: Double
    /// The events in the order in which they happened.
    let events: [ScalarEvent]
    /// The course after the last of them, for those that follow.
    let course: EventCourse
    /// The folder's own name, by which TensorBoard shows the run.
    private let name: String

    /// Reads the folder of a run, finished or not.
    ///
    /// - Throws: `Refusal` or `ScenarioError` where the folder is not that of a run, or a file in it is not as a run
    ///   writes it.
    public init(of folder: String) throws {
        let records = try RunRecords(of: folder)
        let start = try records.environment.map { environment throws(Refusal) in try environment.started } ?? 0
        var course = EventCourse(startingAt: start)
        var events = records.metrics.rounds.map { course.event(of: $0) }
        events += records.metrics.generations.map { course.event(of: $0) }
        events += records.metrics.candidates.map { course.event(of: $0) }
        events += records.metrics.epochs.map { course.event(of: $0) }
        if let test = records.summary?.retrain {
            events.append(course.event(of: test, epoch: records.metrics.epochs.last?.epoch ?? 0))
        }
        self.course = course
        self.start = start
        self.events = events
        name = URL(fileURLWithPath: FilePath.absolute(folder, in: nil)).lastPathComponent
    }

    /// The file's bytes.
    public var bytes: [UInt8] { EventFile.head(startingAt: start) + events.flatMap { EventFile.record($0) } }

    /// Writes the event file into a folder of the run's name, so that several runs stay apart.
    ///
    /// Where that folder has the events of another run, the time at which this one began is added to the name.
    ///
    /// - Parameter folder: The folder that TensorBoard looks into; it is made where it is not there.
    /// - Returns: The path of the file. Its name says when the run began, so that writing it again replaces it.
    /// - Throws: `Failure` where it cannot be written.
    @discardableResult
    public func write(into folder: String) throws(Failure) -> String {
        let second = Int(exactly: start.rounded(.down)) ?? 0
        let file = "events.out.tfevents.\(second).greedynas"
        // TensorBoard draws all files of a folder as one curve.
        let present = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")) ?? []
        let isOthers = !present.contains(file) && present.contains { $0.contains("tfevents") }
        let own = "\(folder)/\(name)" + (isOthers ? "-\(second)" : "")
        try NewFolder.make(own)
        try WholeFile.write(Data(bytes), to: "\(own)/\(file)")
        return "\(own)/\(file)"
    }
}
