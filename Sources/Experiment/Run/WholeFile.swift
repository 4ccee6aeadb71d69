import Foundation

/// Files that nobody ever sees half written.
enum WholeFile {
    /// Writes a file under a temporary name and renames it, so that no reader ever sees half of it; one that is there is
    /// replaced.
    ///
    /// - Throws: `RunFailure` naming the file.
    static func write(_ data: Data, to path: String) throws(RunFailure) {
        do {
            try DurableFile.write(to: path, by: path + ".part") { try $0.write(contentsOf: data) }
        } catch {
            throw RunFailure("\(path) cannot be written: \(RunDirectory.reason(error))")
        }
    }
}
