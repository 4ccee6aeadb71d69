import Foundation

/// Paths of files and folders, as people type them.
public enum FilePath {
    /// A path as an absolute one; a relative one begins in `folder`, or where that is nil in the working directory.
    package static func absolute(_ path: String, in folder: String?) -> String {
        let expanded = (path as NSString).expandingTildeInPath
        let base = folder.map { URL(fileURLWithPath: $0, isDirectory: true) }
        return URL(fileURLWithPath: expanded, relativeTo: base).standardizedFileURL.path
    }

    /// A folder's path without slashes or dots at its end, so that a name such as `DIR-search` can be made of it.
    public static func plain(_ folder: String) -> String {
        var path = folder
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        let isDots = [".", ".."].contains(path.split(separator: "/").last ?? "")
        return isDots ? absolute(path, in: nil) : path
    }
}
