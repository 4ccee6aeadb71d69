import Foundation

/// Folders that are made for what is to be written into them.
package enum NewFolder {
    /// Makes a folder and those above it; one that is there stays as it is.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - name: What it is, for the sentence.
    /// - Throws: `Failure` that says why it cannot be made.
    package static func make(_ path: String, called name: String = "the folder") throws(Failure) {
        if let obstacle = obstacle(to: path) { throw Failure("\(name) \(path) cannot be created: \(obstacle)") }
        let error = made(URL(fileURLWithPath: path).path)
        guard error == 0 else {
            throw Failure("\(name) \(path) cannot be created: \(unsafe String(cString: strerror(error)))")
        }
    }

    /// Looks whether a folder could be made, and makes nothing.
    ///
    /// - Returns: What is in the way, in words that end a sentence; nil for nothing that is seen.
    package static func obstacle(to path: String) -> String? {
        if FolderContents.isFolder(path) { return nil }
        if FolderContents.exists(path) { return "it is a file" }
        if FileAbsence.target(of: path) != nil { return FileAbsence.words(path) }
        var above = URL(fileURLWithPath: path).deletingLastPathComponent()
        while !FolderContents.exists(above.path), FileAbsence.target(of: above.path) == nil, above.path != "/" {
            above.deleteLastPathComponent()
        }
        if let target = FileAbsence.target(of: above.path), !FolderContents.exists(above.path) {
            return "\(above.path) is a link to \(target), which is not there"
        }
        guard FolderContents.isFolder(above.path) else { return "\(above.path) is a file" }
        let mayWrite = unsafe access(above.path, W_OK) == 0
        return mayWrite ? nil : SystemReason.ofLastCall
    }

    /// Makes the folder; 0, or the number of the system's error.
    private static func made(_ path: String) -> Int32 {
        let status = unsafe mkdir(path, 0o777)
        let error = errno  // before another call of the system sets it
        if status == 0 || FolderContents.isFolder(path) { return 0 }
        let above = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard error == ENOENT, above != path, !FolderContents.exists(above), made(above) == 0 else { return error }
        // Another process may have made it meanwhile.
        return made(path)
    }
}
