/// The results of a run that came to its end.
public enum FinishedRun {
    /// The document `summary.json`; nil where the folder has none.
    ///
    /// - Throws: `RunRefusal` where it cannot be read.
    public static func summary(of folder: String) throws(RunRefusal) -> JSONValue? {
        guard FolderContents.exists(file(of: folder)) else { return nil }
        return try section(of: folder).object
    }

    /// The digest of the run.
    ///
    /// - Throws: `RunRefusal` where the folder is that of no finished run.
    public static func digest(of folder: String) throws(RunRefusal) -> String {
        try section(of: folder).text("digest")
    }

    private static func file(of folder: String) -> String { "\(folder)/\(RunSummary.fileName)" }

    private static func section(of folder: String) throws(RunRefusal) -> JSONSection {
        guard FolderContents.exists(file(of: folder)) else {
            throw RunRefusal(
                "\(folder) has no \(RunSummary.fileName), so that no run came to its end there; expected a finished run"
            )
        }
        return try JSONSection(of: file(of: folder), what: "the summary of a run")
    }
}
