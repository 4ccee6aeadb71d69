import Foundation

/// Folders that are made.
package enum NewFolder {
    /// Makes a folder, and those above it that are not there; one that is there stays as it is.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - name: What it is, for the sentence.
    /// - Throws: `Failure` that says why it cannot be made.
    package static func make(_ path: String, called name: String = "the folder") throws(Failure) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Failure("\(name) \(path) cannot be created: \(reason(path, error))")
        }
    }

    /// Why a folder could not be made, which Foundation's own words leave out.
    private static func reason(_ path: String, _ error: any Error) -> String {
        if FolderContents.exists(path) { return "it is a file" }
        if FileAbsence.target(of: path) != nil { return FileAbsence.words(path) }
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        if FolderContents.exists(parent), !FolderContents.isFolder(parent) { return "\(parent) is a file" }
        let mayWrite = unsafe access(parent, W_OK) == 0
        return mayWrite ? SystemReason.of(error) : SystemReason.ofLastCall
    }
}
