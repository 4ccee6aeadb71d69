package import Documents
import Foundation

/// Counts the openings of the test set in a run's folder, on the disk, so that one before a kill is not forgotten.
package struct TestOpenings {
    private let directory: RunDirectory

    /// The count in the folder of a run; nothing is read or written yet.
    package init(in directory: RunDirectory) { self.directory = directory }

    /// The openings so far.
    ///
    /// - Throws: `Failure` where the file is there and cannot be read.
    package var count: Int {
        get throws(Failure) {
            let file = directory.file(RunFileName.testOpenings)
            guard FolderContents.exists(file) else { return 0 }
            do throws(Refusal) {
                return try FileBytes.read(file, atMost: 1 << 20, what: "the count of the test set's openings").count
            } catch {
                throw Failure("\(error)")
            }
        }
    }

    /// Notes one more, flushed to the disk before the set is opened.
    ///
    /// - Throws: `Failure` where it cannot be written: then the set must stay closed.
    package func note() throws(Failure) {
        try directory.write(Data(repeating: UInt8(ascii: "1"), count: try count + 1), to: RunFileName.testOpenings)
    }
}
