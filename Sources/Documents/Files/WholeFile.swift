package import Foundation

/// Files that nobody ever sees half written.
package enum WholeFile {
    /// Writes a file under a temporary name and renames it, so that no reader ever sees half of it; one that is there is
    /// replaced.
    ///
    /// - Parameter isShared: Whether other processes write the same file, so that the temporary name has to be one of its
    ///   own each time.
    /// - Throws: `Failure` naming the file.
    package static func write(_ data: Data, to path: String, isShared: Bool = false) throws(Failure) {
        let temporary = isShared ? "\(path).\(UUID().uuidString).part" : "\(path).part"
        do {
            try DurableFile.write(to: path, by: temporary) { try $0.write(contentsOf: data) }
        } catch {
            throw Failure("\(path) cannot be written: \(SystemReason.of(error))")
        }
    }
}
