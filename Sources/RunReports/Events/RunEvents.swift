public import Documents
import Foundation
import Reporting
import Retraining
import RunFiles

/// The numbers of a run for TensorBoard: rounds, generations and epochs, each phase with steps of its own.
///
/// The same folder gives the same bytes.
public struct RunEvents: Sendable {
    /// When the run began, in seconds since the beginning of 1970; 0 where the folder does not say it.
    let start: Double
    /// The steps in the order in which they happened.
    let events: [ScalarEvent]
    /// Where the run stands after them.
    let course: EventCourse
    /// The folder's own name, by which TensorBoard shows the run.
    private let name: String

    /// Reads a run's folder, of an unfinished run too.
    ///
    /// - Throws: `Refusal` or `ScenarioError` for a folder that is none of a run, and for a file in it that is not as a
    ///   run writes it.
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

    /// Writes the one file of the run, in a folder of the run's name, so that several runs stay apart; one of the same name
    /// that began at another time has the time behind its folder's name.
    ///
    /// - Parameter folder: What TensorBoard is shown; folders that are not there are made.
    /// - Returns: The file. Its name says when the run began, so that writing it again replaces it.
    /// - Throws: `Failure` where it cannot be written.
    @discardableResult
    public func write(into folder: String) throws(Failure) -> String {
        let second = Int(exactly: start.rounded(.down)) ?? 0
        let file = "events.out.tfevents.\(second).greedynas"
        // Whatever lies in one folder is drawn as one curve.
        let present = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")) ?? []
        let isOthers = !present.contains(file) && present.contains { $0.contains("tfevents") }
        let own = "\(folder)/\(name)" + (isOthers ? "-\(second)" : "")
        do {
            try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        } catch {
            // Foundation's own words leave the most likely reason out.
            let reason =
                [folder, own].contains { FolderContents.exists($0) && !FolderContents.isFolder($0) }
                ? "it is a file" : SystemReason.of(error)
            throw Failure("the folder \(own) cannot be created: \(reason)")
        }
        try WholeFile.write(Data(bytes), to: "\(own)/\(file)")
        return "\(own)/\(file)"
    }
}
