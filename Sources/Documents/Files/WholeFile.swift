package import Foundation

/// Files that nobody ever sees half written.
package enum WholeFile {
    /// Writes a file under a temporary name and renames it, so that no reader ever sees half of it; one that is there is
    /// replaced.
    ///
    /// - Throws: `Failure` naming the file.
    package static func write(_ data: Data, to path: String) throws(Failure) {
        do {
            try DurableFile.write(to: path, by: path + ".part") { try $0.write(contentsOf: data) }
        } catch {
            throw Failure("\(path) cannot be written: \(SystemReason.of(error))")
        }
    }
}
