import Foundation

/// What lies in folders, for sentences about what is missing there.
enum FolderListing {
    /// So many names are told.
    private static let most = 5

    /// The first names of each folder that is there, as the end of a sentence; empty where none is.
    static func words(_ folders: [String]) -> String {
        folders.filter { PlainFile.folderExists($0) }.map { folder in
            let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            let names = all.filter { !$0.hasPrefix(".") }.sorted()
            guard !names.isEmpty else { return "; \(folder) is empty" }
            let shown = names.prefix(most).joined(separator: ", ")
            return "; \(folder) holds \(shown)" + (names.count > most ? " and \(names.count - most) more" : "")
        }.joined()
    }
}
