package import Documents
import Foundation
package import Reporting

/// The event file of a run that is under way: whatever happens is appended at once.
///
/// At any time it has the bytes that `RunEvents` would write of the folder.
package final class LiveEvents {
    /// The file.
    package let path: String
    private let handle: FileHandle
    private var course: EventCourse

    /// Writes what the run's records hold so far, and opens the file for more.
    ///
    /// - Parameters:
    ///   - run: The run's folder.
    ///   - folder: The folder that TensorBoard looks into.
    /// - Throws: `Refusal`, `Failure` or `ScenarioError` where the records cannot be read or the file cannot be
    ///   written.
    package init(of run: String, in folder: String) throws {
        let events = try RunEvents(of: run)
        path = try events.write(into: folder)
        course = events.course
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw Failure("\(path) cannot be opened for writing; expected the event file that was just written")
        }
        self.handle = handle
        _ = try handle.seekToEnd()
    }

    /// Appends an event.
    ///
    /// - Throws: `Failure` where it cannot be written.
    package func append(_ event: (inout EventCourse) -> ScalarEvent) throws(Failure) {
        do {
            try handle.write(contentsOf: Data(EventFile.record(event(&course))))
        } catch {
            throw Failure("\(path) cannot be written: \(SystemReason.of(error))")
        }
    }
}
