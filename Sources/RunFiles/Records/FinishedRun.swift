public import Documents

/// The results of a run that came to its end.
public enum FinishedRun {
    /// The document `summary.json`; nil where the folder has none.
    ///
    /// - Throws: `Refusal` where it cannot be read.
    public static func summary(of folder: String) throws(Refusal) -> JSONValue? {
        guard FolderContents.exists(file(of: folder)) else { return nil }
        return try section(of: folder).object
    }

    /// The digest of the run.
    ///
    /// - Throws: `Refusal` where the folder is that of no finished run.
    public static func digest(of folder: String) throws(Refusal) -> String {
        try section(of: folder).text("digest")
    }

    private static func file(of folder: String) -> String { "\(folder)/\(RunFileName.summary)" }

    private static func section(of folder: String) throws(Refusal) -> JSONSection {
        guard FolderContents.exists(file(of: folder)) else {
            throw Refusal(
                "\(folder) has no \(RunFileName.summary), so that no run came to its end there; expected a finished run"
            )
        }
        return try JSONSection(of: file(of: folder), what: "the summary of a run")
    }
}
