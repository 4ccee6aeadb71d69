public import Documents
public import RunFiles

/// The results of a standalone search.
public struct SearchOutcome: Sendable {
    /// The scenario's name and seed.
    let scenario: String
    let seed: Int
    /// SHA-256 over the digest of the weights that were read, the front and the choices found.
    public let digest: String
    /// The SHA-256 of the file of weights.
    let supernet: String
    /// What was found.
    public let search: SearchResult
    /// The folder's files, as they are at the end.
    let files: [RunSummary.KeptFile]
    let folder: String

    /// What `summary.json` holds.
    public var summary: RunSummary {
        var summary = RunSummary(scenario: scenario, seed: seed, digest: digest)
        summary.supernetSHA256 = supernet
        summary.search = search.summary
        summary.architecture = RunSummary.Network(search.winner, space: search.space)
        summary.testOpenings = 0
        summary.files = files
        return summary
    }

    /// The document `summary.json`.
    public var json: JSONValue { summary.json }

    /// The results as text.
    public var text: String {
        (["\(scenario), seed \(seed): search in a trained supernet"] + search.lines
            + ["digest \(digest)", "folder \(folder)"]).joined(separator: "\n")
    }
}
