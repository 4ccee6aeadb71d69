import Foundation

/// Counts the openings of the test set in a run's folder, on the disk, so that one before a kill is not forgotten.
struct TestOpenings {
    /// The file's name in a run's folder: one byte an opening.
    static let name = ".test-openings"

    private let directory: RunDirectory

    init(in directory: RunDirectory) { self.directory = directory }

    /// The openings so far.
    ///
    /// - Throws: `RunFailure` where the file is there and cannot be read.
    var count: Int {
        get throws(RunFailure) {
            let file = directory.file(Self.name)
            guard FolderContents.exists(file) else { return 0 }
            do throws(RunRefusal) {
                return try FileBytes.read(file, atMost: 1 << 20, what: "the count of the test set's openings").count
            } catch {
                throw RunFailure("\(error)")
            }
        }
    }

    /// Notes one more, flushed to the disk before the set is opened.
    ///
    /// - Throws: `RunFailure` where it cannot be written: then the set must stay closed.
    func note() throws(RunFailure) {
        let file = directory.file(Self.name)
        let openings = Data(repeating: UInt8(ascii: "1"), count: try count + 1)
        do {
            try DurableFile.write(to: file, by: file + ".part") { try $0.write(contentsOf: openings) }
        } catch {
            throw RunFailure("\(file) cannot be written: \(RunDirectory.reason(error))")
        }
    }
}
