import Foundation

/// Looks at a folder before something is read from it or written into it.
public enum FolderContents {
    /// Whether there is anything at the path.
    public static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Whether there is a folder at the path.
    public static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Whether nothing would be lost or mixed up by writing into the path.
    public static func isAbsentOrEmpty(_ path: String) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return true }
        return (try? FileManager.default.contentsOfDirectory(atPath: path).isEmpty) ?? false
    }

    /// A folder's path without slashes or dots at its end, so that a name such as `DIR-search` can be made of it.
    public static func plainPath(_ folder: String) -> String {
        var path = folder
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        let isDots = [".", ".."].contains(path.split(separator: "/").last ?? "")
        return isDots ? ScenarioFile.absolute(path, in: nil) : path
    }
}
