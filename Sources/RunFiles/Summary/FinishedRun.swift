public import Documents

/// The results of a finished run.
public enum FinishedRun {
    /// The results; nil where the folder has no `summary.json`.
    ///
    /// - Throws: `Refusal` where it cannot be read.
    public static func summary(of folder: String) throws(Refusal) -> RunSummary? {
        let file = "\(folder)/\(RunFileName.summary)"
        guard FolderContents.exists(file) else { return nil }
        return try RunSummary(JSONSection(ofRunFile: file, what: "the summary of a run"))
    }

    /// The digest of the run.
    ///
    /// - Throws: `Refusal` where the folder is that of no finished run.
    public static func digest(of folder: String) throws(Refusal) -> String {
        guard let summary = try summary(of: folder) else {
            try GivenFolder.check(folder, expected: "a finished run")
            throw Refusal(
                "\(folder) has no \(RunFileName.summary), so the run is not finished; expected a finished run"
                    + GivenFolder.example(in: folder))
        }
        return summary.digest
    }
}
