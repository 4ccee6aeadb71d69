import Foundation

/// What lies in folders, for sentences about what is missing there.
enum FolderListing {
    /// At most this many names are listed.
    private static let most = 5

    /// The target of a broken link; nil for anything else.
    static func target(ofLink path: String) -> String? {
        guard !PlainFile.exists(path), !PlainFile.folderExists(path) else { return nil }
        return try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    }

    /// The first names of each folder that is there, as the end of a sentence; empty where none is.
    static func words(_ folders: [String]) -> String {
        folders.filter { PlainFile.folderExists($0) }.map { folder in
            let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            let names = all.filter { !$0.hasPrefix(".") }.sorted().map { name in
                target(ofLink: PlainFile.join(folder, name)).map { "\(name), a link to \($0), which is not there" }
                    ?? name
            }
            guard !names.isEmpty else { return "; \(folder) is empty" }
            let shown = names.prefix(most).joined(separator: names.contains { $0.contains(", ") } ? "; " : ", ")
            return "; \(folder) holds \(shown)" + (names.count > most ? " and \(names.count - most) more" : "")
        }.joined()
    }
}
